"""What every test may ask for."""

import pytest

pytest_plugins = ["tests.browser"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that write expected results anew."""
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="Write what the checks find into their cases; read the difference before committing.",
    )
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Write what the commands print into their cases; read it before committing.",
    )

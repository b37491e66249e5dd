"""What every test may ask for."""

from collections.abc import Iterator

import pytest

from tests.unmeasured import unmeasured

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


@pytest.fixture(scope="module", autouse=True)
def measured_where_it_tells(request: pytest.FixtureRequest) -> Iterator[None]:
    """Measure the processes that the tests of the commands start, and no others.

    A command takes three times as long while its lines are counted. Whole workflows, hooks and
    benchmarks run the same commands, and reach no line that tests/cli or a process of pytest's
    own does not.
    """
    with pytest.MonkeyPatch.context() as patched:
        if "cli" not in request.path.parts:
            patched.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        yield


@pytest.fixture(autouse=True)
def browsers_are_not_measured(request: pytest.FixtureRequest) -> Iterator[None]:
    """Count no lines while a browser works: they are those of the library that drives it.

    The site that the browser opens is made before, and is measured.
    """
    if "chromium_browser" in request.fixturenames:
        with unmeasured():
            yield
    else:
        yield

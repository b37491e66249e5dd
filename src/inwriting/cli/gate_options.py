"""Options that `gate` and `estate` share: which register to use, and whose signature to trust."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

REGISTER = "INWRITING_REGISTER"
"""The environment variable that names the register."""
SIGNERS = "INWRITING_SIGNERS"
"""The environment variable that names the file of allowed signers."""

_Function = TypeVar("_Function", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--register",
        default="",
        envvar=REGISTER,
        metavar="FILE-OR-URL",
        help="The firm's register.json: a file, an https address, or package:NAME.  "
        f"[env: {REGISTER}; default: what .inwriting.yaml names]",
    ),
    click.option(
        "--signers",
        type=click.Path(path_type=Path),
        envvar=SIGNERS,
        metavar="FILE",
        help="Whose signatures to trust: an allowed-signers file, as Git uses it.  "
        f"[env: {SIGNERS}]",
    ),
    click.option(
        "--revoked",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A file of revoked keys, as ssh-keygen reads it.",
    ),
    click.option(
        "--unsigned", is_flag=True, help="Accept a register without a signature, to try things out."
    ),
    click.option(
        "--maximum-age",
        type=click.IntRange(0, 36600),
        metavar="DAYS",
        help="The oldest register to accept, if that is stricter than its own limit.",
    ),
    click.option("--firm", default="", help="The firm that the register must belong to."),
    click.option(
        "--footprints",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FOLDER",
        help="A folder with the firm's own footprints; repeatable.",
    ),
    click.option("--no-cache", is_flag=True, help="Ignore the cache and scan everything again."),
)


def register_options(function: _Function) -> _Function:
    """Add the options of the register and of the footprints."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function

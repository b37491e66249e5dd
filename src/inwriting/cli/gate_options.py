"""Options that `gate` and `estate` share: which register counts, and how it is trusted."""

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
        help="Whose signature is trusted: a file of allowed signers, as Git reads it.  "
        f"[env: {SIGNERS}]",
    ),
    click.option(
        "--revoked",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Keys that count no more, as ssh-keygen reads them.",
    ),
    click.option(
        "--unsigned", is_flag=True, help="Take a register without a signature: to try out."
    ),
    click.option(
        "--maximum-age",
        type=click.IntRange(0, 36600),
        metavar="DAYS",
        help="How old the register may be, where that is stricter than its own limit.",
    ),
    click.option("--firm", default="", help="The firm whose register it must be."),
    click.option(
        "--footprints",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FOLDER",
        help="A folder of the firm's own footprints; repeatable.",
    ),
    click.option("--no-cache", is_flag=True, help="Take nothing from the last run."),
)


def register_options(function: _Function) -> _Function:
    """Add the options of the register and of the footprints."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function

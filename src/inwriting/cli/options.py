"""Options that several commands share, and the request they make up."""

import datetime
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from inwriting.cli.date_type import DateType
from inwriting.register.decide.evaluate import Request
from inwriting.register.load.document_texts import EvidencePlace, LockerPlace
from inwriting.register.load.problem import Problem, UnusableInputError

EVIDENCE = "INWRITING_EVIDENCE"
"""The environment variable that names folders of captured texts, as PATH does."""
CACHE = "results.sqlite"
"""The file in the user's cache in which results are cached."""
LOCKER = "INWRITING_LOCKER"
"""The environment variable that says where the locker is."""

_Function = TypeVar("_Function", bound=Callable[..., Any])


def root_option(function: _Function) -> _Function:
    """Add --root."""
    return click.option(
        "--root",
        type=click.Path(path_type=Path),
        default=Path(),
        show_default="this folder",
        help="The register's folder.",
    )(function)


def request_options(function: _Function) -> _Function:
    """Add --as-of and --evidence."""
    function = click.option(
        "--as-of",
        type=DateType(),
        help="Judge as of this day (year-month-day).  [default: the policy's clock, or today]",
    )(function)
    return evidence_option(function)


def evidence_option(function: _Function) -> _Function:
    """Add --evidence."""
    return click.option(
        "--evidence",
        type=click.Path(path_type=Path),
        multiple=True,
        help=f"A folder with captured texts outside the register; repeatable.  [env: {EVIDENCE}]",
    )(function)


def register_root(root: Path) -> None:
    """Reject a folder that is not a register.

    Raises UnusableInputError.
    """
    if not root.is_dir():
        message, fix = "There is no such folder.", "Name a register's folder."
    elif not (root / "policy").is_dir() and not (root / "vendors").is_dir():
        message = "This folder has neither policy/ nor vendors/, so it is not a register."
        fix = "Go to the register's folder, or start one with `inwriting init FOLDER`."
    else:
        return
    raise UnusableInputError((Problem(str(root), 0, 0, message, fix),))


def evidence_folders(given: tuple[Path, ...]) -> tuple[EvidencePlace, ...]:
    """Return where captured texts are: the folders *given*, else those of the environment.

    The locker comes last: that of the environment, else the usual one where there is one.
    """
    named = os.environ.get(EVIDENCE, "").split(os.pathsep)
    folders = given or tuple(Path(item) for item in named if item)
    return (*folders, locker_place())


def locker_place(given: str = "") -> LockerPlace:
    """Return which locker is meant: that *given*, else that of the environment, else the usual."""
    import platformdirs

    location = given or os.environ.get(LOCKER, "")
    usual = platformdirs.user_data_path("inwriting", appauthor=False) / "locker"
    mirrors = platformdirs.user_cache_path("inwriting", appauthor=False) / "lockers"
    return LockerPlace(location or str(usual), mirrors, named=bool(location))


def request(
    root: Path, as_of: datetime.date | None, evidence: tuple[Path, ...], base: str = ""
) -> Request:
    """Return the request the options make up; only this function reads today's date.

    Raises UnusableInputError when the folder holds no register.
    """
    import platformdirs

    register_root(root)
    cache = platformdirs.user_cache_path("inwriting", appauthor=False)
    # What lies in the register can come with a pull request: no proof of anything.
    is_ours = not cache.resolve().is_relative_to(root.resolve())
    return Request(
        root=root,
        today=as_of,
        evidence=evidence_folders(evidence),
        base=base,
        clock=datetime.datetime.now(tz=datetime.UTC).date(),
        cache=cache / CACHE if is_ours else None,
        moment=time.time_ns(),
    )

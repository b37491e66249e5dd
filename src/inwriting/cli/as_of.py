"""The register as Git had it at the end of a past day, to judge by what was known then."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from inwriting.cli.options import evidence_folders, register_root
from inwriting.register.decide.base import JUDGED
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from inwriting.register.load.git_log import read_log
from inwriting.register.load.problem import Problem, UnusableInputError

_Function = TypeVar("_Function", bound=Callable[..., Any])
_MOST = 100_000
"""The most commits to look through."""


def known_option(function: _Function) -> _Function:
    """Add --known."""
    return click.option(
        "--known",
        "known_on_the_day",
        is_flag=True,
        help="With --as-of: judge the register as Git had it on that day, by what you knew then.",
    )(function)


def asked_for_a_day(as_of: datetime.date | None) -> datetime.date:
    """Return the day that --known needs.

    Raises BadParameter without one.
    """
    if as_of is None:
        message = "say which day you mean, with --as-of."
        raise click.BadParameter(message, param_hint="--known")
    return as_of


def known_then(root: Path, day: datetime.date, evidence: tuple[Path, ...]) -> Evaluation:
    """Judge the register at *root* as its newest commit of *day*, or before it, has it.

    Raises UnusableInputError when Git has no such commit.
    """
    register_root(root)
    log = read_log(root, JUDGED, _MOST)
    commit = next((item for item in log.commits if item.at.date() <= day), None)
    if commit is None:
        why = f" ({log.missing.value})" if log.missing.value else ""
        raise UnusableInputError(
            (
                Problem(
                    "--known",
                    0,
                    0,
                    f"Git has no commit of the register from {day} or before{why}.",
                    "Fetch the whole history, or leave --known out: then the present register is "
                    "judged as on that day.",
                ),
            )
        )
    return evaluate(Request(root, day, evidence_folders(evidence), clock=day, commit=commit.id))

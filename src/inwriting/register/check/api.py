"""How a check is written: a decorator, and the names of what a check may ask for."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from inwriting.register.check.finding import Effect, Finding

CheckFunction = Callable[..., Iterator[Finding]]

SUBJECTS = ("register", "vendor", "offering")
"""What a check may be about; its first parameter says which, and it runs once for each."""
HELPERS = ("policy", "register", "vendor", "verdicts")
"""What else a check may ask for by a parameter's name."""
GROUPS = ("completeness", "evidence", "vagueness", "consistency", "change", "decision")
"""The six groups of checks, in the order in which a reviewer reads them."""


class Risk(StrEnum):
    """What a finding endangers."""

    CONFIDENTIALITY = "confidentiality"
    REGULATORY = "regulatory"
    CONTRACT = "contract"
    REPUTATIONAL = "reputational"
    GOVERNANCE = "governance"


class CheckError(Exception):
    """A check that is not written as it must be."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check with its prose, read from its docstring."""

    id: str
    title: str
    """What is wrong when it finds something; the docstring's first line."""
    why: str
    """Why that matters."""
    fix: str
    """What to do."""
    group: str
    effect: Effect
    risks: tuple[Risk, ...]
    subject: str
    """register, vendor or offering."""
    helpers: tuple[str, ...]
    acceptable: bool
    """Whether an exception may accept its findings for a while."""
    function: CheckFunction
    parameters: tuple[str, ...]
    """The names of everything that it gets, in order."""

    @property
    def after_verdicts(self) -> bool:
        """Whether it reads the verdicts that the other checks lead to."""
        return "verdicts" in self.helpers


def check(
    *, group: str, effect: Effect, risks: tuple[Risk, ...] = (), acceptable: bool = True
) -> Callable[[CheckFunction], Check]:
    """Make a check of a function that yields findings.

    The function's name is the check's id with hyphens as underscores. Its docstring's first
    line is the title; the paragraphs ``Why:`` and ``Fix:`` follow. *effect* is what its findings
    do unless they say otherwise; *risks* are those of the question when none are given. A check
    that is not *acceptable* guards the firm's own decision: no exception reaches its findings.

    Raises CheckError when the function is not written so.
    """

    def decorate(function: CheckFunction) -> Check:
        title, paragraphs = _prose(function)
        names = tuple(inspect.signature(function).parameters)
        if not names or names[0] not in SUBJECTS:
            message = f"the first parameter must be one of {', '.join(SUBJECTS)}"
            raise CheckError(message)
        unknown = [name for name in names[1:] if name not in HELPERS]
        if unknown:
            message = f"the parameter {unknown[0]} is not one of {', '.join(HELPERS)}"
            raise CheckError(message)
        if group not in GROUPS:
            message = f"the group {group} is not one of {', '.join(GROUPS)}"
            raise CheckError(message)
        return Check(
            id=function.__name__.replace("_", "-"),
            title=title,
            why=paragraphs["Why"],
            fix=paragraphs["Fix"],
            group=group,
            effect=effect,
            risks=tuple(risks),
            subject=names[0],
            helpers=names[1:],
            acceptable=acceptable,
            function=function,
            parameters=names,
        )

    return decorate


def _prose(function: CheckFunction) -> tuple[str, dict[str, str]]:
    lines = inspect.cleandoc(function.__doc__ or "").splitlines()
    title = lines[0].strip() if lines else ""
    paragraphs: dict[str, str] = {}
    current = ""
    for line in lines[1:]:
        begun = re.match(r"(Why|Fix): ?(.*)", line)
        if begun:
            current = begun.group(1)
            paragraphs[current] = begun.group(2).strip()
        elif current and line.strip():
            paragraphs[current] = f"{paragraphs[current]} {line.strip()}".strip()
    if not title or not paragraphs.get("Why") or not paragraphs.get("Fix"):
        message = "the docstring needs a title, and paragraphs that begin with Why: and Fix:"
        raise CheckError(message)
    return title, paragraphs

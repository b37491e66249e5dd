"""One thing that a command found, the same for every format and every command."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Severity(IntEnum):
    """How grave a result is, in the words of each format."""

    NOTE = 0
    MINOR = 1
    MAJOR = 2
    ERROR = 3

    @property
    def sarif(self) -> str:
        """The level in SARIF."""
        return ("note", "warning", "warning", "error")[self]

    @property
    def gitlab(self) -> str:
        """The severity in GitLab's code quality."""
        return ("info", "minor", "major", "blocker")[self]

    @property
    def annotation(self) -> str:
        """The kind of GitHub's annotation."""
        return ("notice", "warning", "warning", "error")[self]


@dataclass(frozen=True, order=True, slots=True)
class FilePlace:
    """A place as editors know it."""

    file: str
    """Empty when it is about the whole; an option's name begins with two hyphens."""
    line: int = 0
    """From 1; 0 for the file as a whole."""
    column: int = 0
    """From 1; 0 for the line as a whole."""

    @property
    def in_file(self) -> bool:
        """Whether there is a file to show it in."""
        return bool(self.file) and not self.file.startswith("--")

    def __str__(self) -> str:
        """Return file:line:column, as far as each is known."""
        numbers = [self.line, *([self.column] if self.column else [])] if self.line else []
        return ":".join([self.file, *map(str, numbers)])


NOWHERE = FilePlace("")
"""The place of what is about the whole."""


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """Another place to look at."""

    place: FilePlace
    message: str = ""
    """What stands there; empty when the result says it."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why somebody accepts the result, or asked that it be accepted."""

    justification: str
    holds: bool = True
    in_source: bool = False
    """Whether it stands beside the code, and not in a file of its own."""
    place: FilePlace = NOWHERE


@dataclass(frozen=True, slots=True)
class ResultRule:
    """The rule that a result breaks."""

    id: str
    title: str
    why: str
    fix: str
    level: Severity = Severity.ERROR
    """That of its results where they say nothing else."""
    group: str = ""
    """What it is listed with; empty for the tool's own."""
    page: str = ""
    """The rule's page, relative to the published register; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that a command found."""

    rule: str
    """The id of the rule that it breaks."""
    level: Severity
    message: str
    """What is wrong, in a sentence."""
    fix: str
    """How to mend it."""
    fingerprint: str
    """The same as long as the result is, wherever in its file it moves."""
    place: FilePlace = NOWHERE
    subject: str = ""
    """What it is about; empty for the whole."""
    verdict: str = ""
    """What that came to, in a word."""
    title: str = ""
    """A heading of its own; else subject and rule make one."""
    group: str = ""
    """What it is listed with: a vendor, a tool or a repository."""
    why: str = ""
    """Why it matters; empty when the message says it."""
    seen: str = ""
    """What was seen, and in which lines; with it the result is told in several lines."""
    details: tuple[tuple[str, str], ...] = ()
    """What else is to be said, each with its label."""
    page: str = ""
    """The page of the published register that tells more."""
    related: tuple[RelatedPlace, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    accepted: bool = False
    """Whether nothing of it is left to be done."""
    annotation: str = ""
    """GitHub's kind of annotation, where it is not that of the level."""
    failed: str = ""
    """The id of what could not be run or read; empty when the result is a judgement."""
    passed_over: str | None = None
    """Why a test of it counts as skipped; None when it counts."""
    baseline: str = ""
    """New or unchanged, where there is a baseline."""
    properties: Mapping[str, Any] = field(default_factory=dict)
    """What only some readers of SARIF look at."""

    @property
    def heading(self) -> str:
        """What stands above it."""
        return self.title or (f"{self.subject}: {self.rule}" if self.subject else self.rule)

    @property
    def sentence(self) -> str:
        """What is wrong with what, without how to mend it."""
        return f"{self.subject}: {self.message}" if self.subject else self.message

    @property
    def labelled(self) -> tuple[tuple[str, str], ...]:
        """Everything but the message, in the order in which people want it."""
        first = (("Why", self.why), ("Seen", self.seen), ("Fix", self.fix))
        return (*(pair for pair in first if pair[1]), *self.details)


def digest(*parts: str) -> str:
    """Return a fingerprint of *parts*."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def problem_result(
    rule: str,
    message: str,
    fix: str,
    place: FilePlace = NOWHERE,
    *,
    level: Severity = Severity.ERROR,
    group: str = "",
) -> Result:
    """Return what stands in the way of a judgement as a result."""
    return Result(
        rule=rule,
        level=level,
        message=message,
        fix=fix,
        # Numbers in a message are lines and sizes, which change without the problem.
        fingerprint=digest(rule, place.file, re.sub(r"[0-9]+", "0", message)),
        place=place,
        group=group,
        failed=rule,
    )

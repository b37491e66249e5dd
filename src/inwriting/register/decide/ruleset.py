"""What every vendor of a register is judged by, and the order in which its checks find things."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from inwriting.register.check.api import Check
from inwriting.register.check.finding import Finding
from inwriting.register.decide.base import Base
from inwriting.register.load.declared_questions import DeclaredQuestions
from inwriting.register.load.document_texts import Locker
from inwriting.register.model.frameworks import Frameworks
from inwriting.register.model.policy import Policy
from inwriting.register.model.questions import Question


@dataclass(frozen=True, slots=True)
class Ruleset:
    """What every vendor is judged by."""

    policy: Policy
    questions: dict[str, Question]
    declared: DeclaredQuestions
    """The same questions, as dossiers are held to them."""
    frameworks: Frameworks
    today: datetime.date
    present: datetime.date | None
    checks: tuple[Check, ...]
    locker: Locker
    base: Base | None = None
    """The commit to compare with."""
    stale_schemas: tuple[str, ...] = ()
    """The schemas for editors that are not as the questions are now, by path."""
    moment: int = 0
    """When all this was asked, in nanoseconds since 1970; 0 where nobody knows."""


def order_of(checks: tuple[Check, ...]) -> Callable[[Finding], tuple[bool, int]]:
    """Return what sorts findings: by check, and those of checks that read verdicts last.

    What no check found, such as that one of them did not run, comes first.
    """
    places = {check.id: (check.after_verdicts, number) for number, check in enumerate(checks)}
    return lambda finding: places.get(finding.failed_check or finding.check, (False, -1))

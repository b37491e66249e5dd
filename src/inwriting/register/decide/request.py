"""What is asked of a register, and which days that means."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inwriting.register.load.document_texts import EvidencePlace
from inwriting.register.model.basics import required_date
from inwriting.register.model.policy import Policy


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be evaluated."""

    root: Path
    """The register's folder."""
    today: datetime.date | None = None
    """The day to judge on; None for the policy's fixed clock, else *clock*."""
    evidence: tuple[EvidencePlace, ...] = ()
    """Folders and lockers of captured texts outside the register."""
    base: str = ""
    """The Git reference to compare with; empty for none."""
    clock: datetime.date | None = None
    """The present day, when neither the request nor the policy names one."""
    cache: Path | None = None
    """The file in which results are cached; None to evaluate every vendor anew."""
    moment: int = 0
    """When this was asked, in nanoseconds since 1970; 0 where nobody knows."""
    commit: str = ""
    """The Git commit whose state is judged; empty for the folder as it is."""


def day_of(request: Request, policy: dict[str, Any]) -> tuple[datetime.date, bool]:
    """Return the day to judge on by *policy*'s data, and whether the policy fixed it."""
    if request.today is not None:
        return request.today, False
    clock = policy.get("clock")
    if clock:
        return required_date(clock["fixed"]), True
    if request.clock is None:
        message = "a request without a day needs a clock"
        raise ValueError(message)
    return request.clock, False


def present_day(request: Request, policy: Policy) -> datetime.date | None:
    """Return the present day: that of the policy's clock, else of the request's."""
    return policy.fixed_clock or request.clock

"""Small things that every part of the model uses: people, periods, dates."""

import datetime
import math
from typing import Any

import msgspec

_HOURS = {"hours": 1, "days": 24, "months": 31 * 24, "years": 366 * 24}
"""Hours of each unit. Months and years count at their longest, so that no period is shortened."""


class Person(msgspec.Struct, frozen=True, order=True, gc=False):
    """A named person."""

    email: str
    name: str


class Period(msgspec.Struct, frozen=True, gc=False):
    """A length of time."""

    length: int
    unit: str
    """hours, days, months or years."""

    @property
    def hours(self) -> int:
        """The period in hours, at its longest."""
        return self.length * _HOURS[self.unit]

    @property
    def days(self) -> int:
        """The period in whole days, rounded up."""
        return math.ceil(self.hours / 24)

    def __str__(self) -> str:
        """Return the period in words, as in 30 days."""
        return f"{self.length} {self.unit if self.length != 1 else self.unit[:-1]}"


def person(data: dict[str, str]) -> Person:
    """Build a person. E-mail addresses are compared without regard to case."""
    return Person(data["email"].lower(), data["name"])


def period(data: dict[str, Any] | None) -> Period | None:
    """Build a period, or None."""
    return None if data is None else Period(data["length"], data["unit"])


def date(text: str | None) -> datetime.date | None:
    """Build a date from year-month-day, or None."""
    return None if text is None else datetime.date.fromisoformat(text)


def required_date(text: str) -> datetime.date:
    """Build a date from year-month-day."""
    return datetime.date.fromisoformat(text)

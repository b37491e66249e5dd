"""The page of what runs out: overdue first, then month by month."""

import calendar
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inwriting.publish.links import Links
from inwriting.publish.published.register import PublishedDeadline, PublishedRegister
from inwriting.publish.render import render


@dataclass(frozen=True, slots=True)
class DeadlinePart:
    """A part of the page."""

    heading: str
    anchor: str
    deadlines: tuple[PublishedDeadline, ...]


def expiries_page(register: PublishedRegister) -> str:
    """Return the page."""
    return render(
        "expiries.md.j2",
        register=register,
        links=Links(register, 0),
        parts=list(_parts(register.deadlines)),
        overdue=any(item.past for item in register.deadlines),
    )


def _parts(deadlines: Sequence[PublishedDeadline]) -> Iterator[DeadlinePart]:
    """Yield what is overdue, then each month."""
    past = tuple(item for item in deadlines if item.past)
    if past:
        yield DeadlinePart("Overdue", "overdue", past)
    ahead = (item for item in deadlines if not item.past)
    for month, items in itertools.groupby(ahead, key=lambda item: item.on[:7]):
        year, number = month.split("-")
        name = calendar.month_name[int(number)]
        # An id begins with a letter.
        anchor = f"month-{month}"
        yield DeadlinePart(f"{name} {year}", anchor, tuple(items))

"""The page of what runs out: overdue first, then month by month."""

import calendar
import itertools
from collections.abc import Iterator
from typing import Any

from inwriting.publish.links import Links
from inwriting.publish.render import render


def expiries_page(register: dict[str, Any]) -> str:
    """Return the page."""
    return render(
        "expiries.md.j2",
        register=register,
        links=Links(register, 0),
        parts=list(_parts(register["deadlines"])),
        overdue=any(item["past"] for item in register["deadlines"]),
    )


def _parts(deadlines: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each heading with its anchor and what stands under it."""
    past = [item for item in deadlines if item["past"]]
    if past:
        yield {"heading": "Overdue", "anchor": "overdue", "items": past}
    ahead = (item for item in deadlines if not item["past"])
    for month, items in itertools.groupby(ahead, key=lambda item: item["on"][:7]):
        year, number = month.split("-")
        name = calendar.month_name[int(number)]
        # An id begins with a letter.
        anchor = f"month-{month}"
        yield {"heading": f"{name} {year}", "anchor": anchor, "items": list(items)}

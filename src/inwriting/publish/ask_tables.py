"""Tables of answers by team, client and region, folded until no two entries of one are alike."""

import itertools
from collections.abc import Callable

from inwriting.publish.ask_structs import AskGroups
from inwriting.register.decide.alike import Alike

Row = tuple[int, ...]


def folded(alike: Alike, row: Callable[[str, str, str], Row]) -> tuple[AskGroups, dict[str, Row]]:
    """Return the number of each team, client and region, and what holds by three numbers.

    *row* tells what holds for those who stand for others in *alike*. Those for whom the same holds,
    whatever the two other things are, get the same number.
    """
    sides = (alike.teams, alike.clients, alike.regions)
    standing = [list(dict.fromkeys(side.values())) for side in sides]
    rows = {(t, c, r): row(t, c, r) for t, c, r in itertools.product(*standing)}
    numbers = [_numbered(standing, rows, place) for place in range(len(standing))]
    groups = AskGroups(
        *(
            {name: numbering[first] for name, first in side.items()}
            for side, numbering in zip(sides, numbers, strict=True)
        )
    )
    table = {}
    for names, found in rows.items():
        key = (numbering[name] for numbering, name in zip(numbers, names, strict=True))
        table[".".join(map(str, key))] = found
    return groups, table


def _numbered(
    standing: list[list[str]], rows: dict[tuple[str, str, str], Row], place: int
) -> dict[str, int]:
    """Return a number for each name in *place*, the same where all that it leads to is the same."""
    seen: dict[tuple[Row, ...], int] = {}
    numbers = {}
    for name in standing[place]:
        parts = [[name] if n == place else names for n, names in enumerate(standing)]
        leads = tuple(rows[t, c, r] for t, c, r in itertools.product(*parts))
        numbers[name] = seen.setdefault(leads, len(seen))
    return numbers

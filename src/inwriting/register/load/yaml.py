"""From text to plain data: YAML 1.2's core and nothing else.

One narrow interface: `parse` gives the data and every problem, `locate` gives
the position of every path and is called only for a file that has something to
report. Both walk the same events, so they cannot disagree. Not YAML here, and
refused with its line: anchors, aliases, tags, merge keys, duplicate keys,
keys that are no text, several documents, directives, deep nesting, numbers
that are not finite. ``no`` and dates stay text.

Behind it stands ruamel.yaml, in `load.yaml_events`.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from inwriting.register.load.problem import Path, Problem
from inwriting.register.load.text import Position

Data = Any
"""Plain data: dict, list, str, int, float, bool and None."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a path's key and value stand."""

    key: Position
    value: Position


def parse(file: str, text: str) -> tuple[Data, tuple[Problem, ...]]:
    """Return the data in *text* and every problem; the data counts only without problems."""
    # ruamel.yaml is slow to import, and most files are read without it.
    from inwriting.register.load.yaml_events import walk

    return walk(file, text)


def locate(file: str, text: str, wanted: AbstractSet[Path] | None = None) -> dict[Path, Places]:
    """Return the places of the paths in *text*, as far as it can be walked.

    The walk ends where the last of the *wanted* paths was met; None stands for every path.
    """
    from inwriting.register.load.yaml_events import walk

    places: dict[Path, Places] = {}
    walk(file, text, places, None if wanted is None else set(wanted))
    return places

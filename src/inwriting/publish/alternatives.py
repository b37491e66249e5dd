"""What to use instead of an offering that may not be used, looked up in register.json's data."""

import heapq
import itertools
from typing import Any

from inwriting.publish.words import VERDICTS

_MOST = 3
USABLE = ("allowed", "conditional")
"""The verdicts with which data may go in."""


class Alternatives:
    """What to use instead of any offering of one register."""

    def __init__(self, register: dict[str, Any]) -> None:
        """Note the offerings."""
        self._classes = register["data-classes"]
        self._known = {
            item["reference"]: item
            for vendor in register["vendors"]
            for item in vendor["offerings"]
        }
        self._usable: dict[tuple[str, ...], dict[str, list[dict[str, Any]]]] = {}

    def to(self, offering: dict[str, Any]) -> dict[str, Any] | None:
        """Return what to use instead of *offering*; None when all data may go into it.

        ``classes`` are the names of the data that may not go in, ``text`` is what the firm's own
        controls say, ``others`` are the offerings that these name, or else those of the same kind
        that may be used, each with what for. Only when all of these are empty, ``strangers`` are
        offerings of other kinds that may be used.
        """
        missing = [
            item
            for item in self._classes
            if offering["verdicts"][item["id"]]["verdict"] not in USABLE
        ]
        if not missing:
            return None
        named = dict.fromkeys(offering["alternatives"]["offerings"])
        others = [_other(self._known[name], missing) for name in named if name in self._known]
        usable = self._usable_for(missing)
        same = usable.get(offering["kind"], [])
        text = offering["alternatives"]["instead"]
        strangers = [] if text or others or same else list(itertools.chain(*usable.values()))
        return {
            "classes": [item["name"] for item in missing],
            "text": text,
            "others": sorted(others or same, key=_order)[:_MOST],
            "strangers": sorted(strangers, key=_order)[:_MOST],
        }

    def _usable_for(self, missing: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
        """Return by kind the best offerings that take any of the data that is *missing*."""
        key = tuple(item["id"] for item in missing)
        if key not in self._usable:
            kinds: dict[str, list[dict[str, Any]]] = {}
            for item in self._known.values():
                other = _other(item, missing)
                if other["usable"]:
                    kinds.setdefault(item["kind"], []).append(other)
            self._usable[key] = {
                kind: heapq.nsmallest(_MOST, found, key=_order) for kind, found in kinds.items()
            }
        return self._usable[key]


def instead(register: dict[str, Any], offering: dict[str, Any]) -> dict[str, Any] | None:
    """Return what to use instead of *offering*, as `Alternatives.to` does."""
    return Alternatives(register).to(offering)


def _other(offering: dict[str, Any], missing: list[dict[str, Any]]) -> dict[str, Any]:
    """Return *offering* with what of the data that is *missing* elsewhere may go into it."""
    usable: dict[str, list[str]] = {}
    for item in missing:
        verdict = offering["verdicts"][item["id"]]["verdict"]
        if verdict in USABLE:
            usable.setdefault(verdict, []).append(item["name"])
    return {
        "offering": offering,
        "usable": [(word, usable[word]) for word in VERDICTS if word in usable],
    }


def _order(other: dict[str, Any]) -> tuple[int, bool, str]:
    offering = other["offering"]
    classes = sum(len(names) for _, names in other["usable"])
    return -classes, offering["use"] is None, offering["reference"]

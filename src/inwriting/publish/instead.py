"""What to use instead of an offering that may not be used, looked up in register.json's data."""

from typing import Any

from inwriting.publish.words import VERDICTS

_MOST = 3
USABLE = ("allowed", "conditional")
"""The verdicts with which data may go in."""


def instead(register: dict[str, Any], offering: dict[str, Any]) -> dict[str, Any] | None:
    """Return what to use instead of *offering*; None when all data may go into it.

    ``classes`` are the names of the data that may not go in, ``text`` is what the firm's own
    controls say, ``others`` are the offerings that these name, or else those of the same kind that
    may be used, each with what for. Only when all of these are empty, ``strangers`` are offerings
    of other kinds that may be used.
    """
    missing = [
        item
        for item in register["data-classes"]
        if offering["verdicts"][item["id"]]["verdict"] not in USABLE
    ]
    if not missing:
        return None
    known = {
        item["reference"]: item for vendor in register["vendors"] for item in vendor["offerings"]
    }
    named = offering["alternatives"]["offerings"]
    others = [_other(item, missing) for name, item in known.items() if name in named]
    usable = [other for item in known.values() if (other := _other(item, missing))["usable"]]
    same = [other for other in usable if other["offering"]["kind"] == offering["kind"]]
    text = offering["alternatives"]["instead"]
    return {
        "classes": [item["name"] for item in missing],
        "text": text,
        "others": sorted(others or same, key=_order)[:_MOST],
        "strangers": [] if text or others or same else sorted(usable, key=_order)[:_MOST],
    }


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

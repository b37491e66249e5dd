"""Plain YAML, read and written fast: what the tests' registers are made of.

ruamel.yaml took three quarters of the time that the cases of the checks took. What the fast reader
of `inwriting` does not take is read by the slow one; tests/load holds the two together.
"""

import json
import re
from typing import Any

from inwriting.register.load.fast_yaml import plain_data
from inwriting.register.load.yaml import parse

_WORDS = re.compile(r"[A-Za-z](?:[\w ,./&@-]*[\w.])?", re.ASCII)
_NO_WORDS = frozenset({"false", "n", "no", "null", "off", "on", "true", "y", "yes"})
"""What one YAML or another reads as something else than text."""


def load(text: str, name: str = "") -> Any:
    """Return the data in *text*, which must be right."""
    data = plain_data(text, free_keys=True)
    if _is_sure(data):
        return data
    data, problems = parse(name, text)
    assert problems == ()
    return data


def _is_sure(data: Any) -> bool:
    """Tell whether both readers of YAML read *data* alike; None stands for what was not read."""
    if isinstance(data, dict):
        return all(isinstance(key, str) and _is_sure(value) for key, value in data.items())
    if isinstance(data, list):
        return all(map(_is_sure, data))
    if isinstance(data, str):
        return data[:1] not in {"|", ">"}
    return isinstance(data, bool) or (isinstance(data, int) and abs(data) < 10**9)


def dump(data: Any) -> str:
    """Write *data* as blocks, its keys in the order in which they come."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: Any) -> list[str]:
    if isinstance(data, dict) and data:
        return [line for key, value in data.items() for line in _entry(f"{_scalar(key)}:", value)]
    if isinstance(data, list) and data:
        return [line for value in data for line in _item(_lines(value))]
    return [_scalar(data)]


def _entry(key: str, value: Any) -> list[str]:
    lines = _lines(value)
    if isinstance(value, list) and value:
        return [key, *lines]
    if isinstance(value, dict) and value:
        return [key, *(f"  {line}" for line in lines)]
    return [f"{key} {lines[0]}"]


def _item(lines: list[str]) -> list[str]:
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _scalar(value: Any) -> str:
    if isinstance(value, str) and _WORDS.fullmatch(value) and value.lower() not in _NO_WORDS:
        return value
    written = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in written)

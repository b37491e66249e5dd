"""One walk over the events of a YAML file: its data, its problems, the places of its paths.

`load.yaml` is the way here. ruamel.yaml tells the events; what they may say is decided
here, and each problem is put in words.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from inwriting.register.load.problem import Path, Problem
from inwriting.register.load.text import Position, hidden_character
from inwriting.register.load.yaml import Data, Places

DEEPEST = 24
"""How many lists and mappings may lie inside one another."""
LONGEST_NUMBER = 30
"""The longest number, in characters, that is read as a number."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_OCTAL = re.compile(r"0o[0-7]+\Z")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\Z")


@dataclass(slots=True)
class _EventWalk:
    """One walk over a file's events. Private and short-lived, so it may change."""

    file: str
    events: Iterator[Event]
    problems: list[Problem] = field(default_factory=list)
    places: dict[Path, Places] | None = None
    missing: set[Path] | None = None
    """The paths whose places are still looked for; None for every path."""

    def complain(self, event: Event, message: str, fix: str) -> None:
        place = _position(event)
        self.problems.append(Problem(self.file, place.line, place.column, message, fix))


class _StopError(Exception):
    """The file cannot be walked any further, or need not be."""


def walk(
    file: str,
    text: str,
    places: dict[Path, Places] | None = None,
    missing: set[Path] | None = None,
) -> tuple[Data, tuple[Problem, ...]]:
    """Return the data in *text* and every problem, and put the places of its paths into *places*.

    The walk ends where the last of the *missing* paths was met; None stands for every path.
    """
    parser = YAML(typ="safe", pure=True)
    state = _EventWalk(file, iter(parser.parse(text)), places=places, missing=missing)
    data: Data = None
    documents = 0
    try:
        for event in state.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    state.complain(
                        event, "A second document begins here.", "Keep one document in a file."
                    )
                    break
                if event.version or event.tags:
                    state.complain(
                        event, "Directives (%YAML, %TAG) are not allowed.", "Delete the line."
                    )
            elif isinstance(
                event, (MappingStartEvent, SequenceStartEvent, ScalarEvent, AliasEvent)
            ):
                data = _node(state, event, (), 1, None)
    except _StopError:
        pass
    except MarkedYAMLError as error:
        state.problems.append(_not_yaml(file, error))
    # ruamel.yaml asserts that the version in a directive is one that it knows.
    except (YAMLError, ValueError, OverflowError, RecursionError, AssertionError) as error:
        state.problems.append(
            Problem(
                file,
                1,
                1,
                f"This is not YAML: {' '.join(str(error).split())[:200]}.",
                "Compare the file with docs/format.md.",
            )
        )
    if not documents and not state.problems:
        state.problems.append(Problem(file, 1, 1, "The file is empty.", "Fill it in or delete it."))
    return data, tuple(state.problems)


def _not_yaml(file: str, error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    what = " ".join(str(part) for part in (error.context, error.problem) if part)
    message = "This does not fit the lines above"
    fix = (
        "Look here and in the lines above for a quotation mark that is not closed, a missing "
        "colon, or an indentation that differs."
    )
    if "quoted scalar" in str(error.context) and "end of stream" in str(error.problem):
        mark = error.context_mark or mark
        message, fix = "The quotation mark that is opened here is never closed", "Close it."
    elif "mapping values are not allowed" in what:
        message = "A colon stands where no key can stand"
        fix = "Put the text with the colon in quotes, or fix the indentation."
    return Problem(
        file,
        mark.line + 1 if mark else 1,
        mark.column + 1 if mark else 1,
        f"This is not YAML: {message} ({what}).",
        fix,
    )


def _node(walk: _EventWalk, event: Event, path: Path, depth: int, key: Position | None) -> Data:
    if walk.places is not None:
        here = _position(event)
        walk.places[path] = Places(key or here, here)
        if walk.missing is not None:
            walk.missing.discard(path)
            if not walk.missing:
                raise _StopError
    if isinstance(event, AliasEvent):
        walk.complain(
            event,
            f"An alias (*{event.anchor}) is not allowed.",
            "Write out the value: a line must show everything it says.",
        )
        return None
    _refuse_anchor_and_tag(walk, event)
    if isinstance(event, ScalarEvent):
        return _scalar(walk, event)
    if depth > DEEPEST:
        walk.complain(event, f"This is nested deeper than {DEEPEST} levels.", "Make it flatter.")
        raise _StopError
    if isinstance(event, SequenceStartEvent):
        return _sequence(walk, path, depth)
    return _mapping(walk, path, depth)


def _sequence(walk: _EventWalk, path: Path, depth: int) -> list[Data]:
    items: list[Data] = []
    for event in walk.events:
        if isinstance(event, SequenceEndEvent):
            break
        items.append(_node(walk, event, (*path, len(items)), depth + 1, None))
    return items


def _mapping(walk: _EventWalk, path: Path, depth: int) -> dict[str, Data]:
    items: dict[str, Data] = {}
    for event in walk.events:
        if isinstance(event, MappingEndEvent):
            break
        key = _key(walk, event, path, depth)
        if key in items:
            walk.complain(event, f"The key {key[:80]!r} occurs twice.", "Keep one of them.")
        value = next(walk.events)
        place = _position(event) if walk.places is not None else None
        items[key] = _node(walk, value, (*path, key), depth + 1, place)
    return items


def _key(walk: _EventWalk, event: Event, path: Path, depth: int) -> str:
    if not isinstance(event, ScalarEvent):
        walk.complain(event, "A key must be plain text.", "Write a word and a colon.")
        if isinstance(event, AliasEvent):
            return ""
        _node(walk, event, (*path, ""), depth + 1, None)
        return ""
    _refuse_anchor_and_tag(walk, event)
    if event.style is None and event.value == "<<":
        walk.complain(event, "Merge keys (<<) are not allowed.", "Write the values out.")
    key = _scalar(walk, event)
    if isinstance(key, str):
        return key
    walk.complain(
        event,
        f"The key {event.value[:80]!r} would be read as {_kind(key)}.",
        "Put it in quotes if it is meant as text.",
    )
    return str(event.value)


def _scalar(walk: _EventWalk, event: ScalarEvent) -> Data:
    value: str = event.value
    if event.style is not None:
        hidden = hidden_character(value)
        if hidden:
            walk.complain(event, f"{hidden} is not allowed, not even as an escape.", "Delete it.")
        return value
    if value in _NULL:
        return None
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    if _NOT_FINITE.match(value):
        walk.complain(
            event, f"{value} is not a finite number.", "Write a number, or quote the text."
        )
        return None
    return _number(walk, event, value)


def _number(walk: _EventWalk, event: ScalarEvent, value: str) -> Data:
    integer = _INTEGER.match(value) or _OCTAL.match(value) or _HEXADECIMAL.match(value)
    if not integer and not _FLOAT.match(value):
        return value
    if len(value) > LONGEST_NUMBER:
        walk.complain(
            event,
            f"This number has more than {LONGEST_NUMBER} characters.",
            "Shorten it, or put it in quotes if it is meant as text.",
        )
        return None
    if integer:
        return int(value, 10) if _INTEGER.match(value) else int(value, 0)
    number = float(value)
    if not math.isfinite(number):
        walk.complain(event, f"{value} is too large to be a number.", "Write a smaller number.")
        return None
    return number


def _refuse_anchor_and_tag(walk: _EventWalk, event: Event) -> None:
    anchor, written = getattr(event, "anchor", None), getattr(event, "tag", None)
    if anchor:
        walk.complain(event, f"An anchor (&{anchor}) is not allowed.", "Delete it.")
    if written:
        tag = str(written).replace("tag:yaml.org,2002:", "!!")[:60]
        walk.complain(event, f"A tag ({tag}) is not allowed.", "Delete it.")


def _position(event: Event) -> Position:
    mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1)


def _kind(value: Data) -> str:
    if value is None:
        return "nothing"
    return {bool: "true or false", int: "a number", float: "a number"}[type(value)]

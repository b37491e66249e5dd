"""Small edits of a YAML file that leave every other byte as it is.

ruamel.yaml says where each node begins and ends, and writes what is new. The result is read again
and must hold exactly what was wanted, or nothing is changed.
"""

import copy
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from inwriting.register.load.problem import Path, Problem, UnusableInputError
from inwriting.register.load.yaml import parse

_PLAIN = re.compile(r"(sha256:[0-9a-f]{64}|[0-9]{4}-[0-9]{2}-[0-9]{2})\Z")
_WIDTH = 100
_STEP = 2


@dataclass(frozen=True, slots=True)
class _Node:
    """Where a value stands, in code points from the beginning of the text."""

    start: int
    end: int
    """Behind the last character of the value; of a block, behind its last value."""
    column: int
    flow: bool
    """Whether it is a list or mapping in brackets."""
    scalar: bool


def replaced(file: str, text: str, values: Mapping[Path, int | str]) -> str:
    """Return *text* with the scalars at the paths of *values* exchanged.

    Raises UnusableInputError when one is not there, is no scalar, or anything else would change.
    """
    nodes = _nodes(text)
    wanted = _data(file, text)
    pieces = []
    for path, value in values.items():
        node = nodes.get(path)
        if node is None or not node.scalar:
            raise _unusable(file, f"{_shown(path)} is not there as a single value.")
        wanted = _with(wanted, path, value)
        pieces.append((node.start, node.end, _scalar(value, text[node.start : node.end])))
    result = text
    for start, end, new in sorted(pieces, reverse=True):
        result = result[:start] + new + result[end:]
    return _held(file, result, wanted)


def appended(file: str, text: str, path: Path, entry: Mapping[str, Any]) -> str:
    """Return *text* with *entry* at the end of the list at *path*, which is made if need be.

    *entry* is plain data, or ruamel.yaml's containers where their layout matters. Raises
    UnusableInputError when the mapping around the list is not there, or anything else would change.
    """
    data = _data(file, text)
    listed = _at(data, path)
    if not listed:
        if path and listed is None and _at(data, path[:-1]) is None:
            return added(file, text, path[:-1], {path[-1]: [entry]})
        return added(file, text, path, [entry])
    wanted = _with(data, path, [*listed, entry])
    node = _nodes(text)[path]
    if node.flow:
        close = text.rindex("]", node.start, node.end)
        flow = _dumped(_flowing(entry)).strip()
        body = text[:close].rstrip()
        between = "" if body.endswith(",") else ","
        result = f"{body}{between} {flow}{text[close:]}"
    else:
        result = _line_after(text, node.end, _indented(_dumped([entry]), node.column))
    return _held(file, result, wanted)


def added(file: str, text: str, path: Path, value: Any) -> str:
    """Return *text* with *value* under a new key, the last part of *path*.

    A key that holds an empty list, mapping or nothing counts as new. Raises UnusableInputError
    when the mapping around it is not there, the key holds something, or anything else would change.
    """
    data = _data(file, text)
    parent, key = path[:-1], path[-1]
    around = _at(data, parent)
    if not isinstance(around, dict):
        raise _unusable(file, f"{_shown(parent)} is not there.")
    if around.get(str(key)):
        raise _unusable(file, f"{_shown(path)} already exists.")
    wanted = _with(data, path, value)
    nodes = _nodes(text)
    if key in around:
        held = nodes[path]
        column = nodes[parent].column
        laid = _indented(_dumped({key: value}), column).lstrip(" ").partition(":")[2]
        # Nothing at all has its place on the next line.
        rest = text[held.end :] if text[held.end :].startswith("\n") else f"\n{text[held.end :]}"
        result = text[: held.start].rstrip() + laid.rstrip("\n") + rest
        return _held(file, result, wanted)
    node = nodes[parent]
    if node.flow and around:
        close = text.rindex("}", node.start, node.end)
        flow = _dumped(_flowing({key: value})).strip()[1:-1]
        body = text[:close].rstrip()
        between = "" if body.endswith(",") else ","
        return _held(file, f"{body}{between} {flow}{text[close:]}", wanted)
    if node.flow or not around:
        whole = added(file, text, parent, {key: value}) if parent else ""
        if not whole:
            raise _unusable(file, "The file is still empty.")
        return whole
    new = _indented(_dumped({key: value}), node.column)
    return _held(file, _line_after(text, node.end, new), wanted)


def _nodes(text: str) -> dict[Path, _Node]:
    nodes: dict[Path, _Node] = {}
    events = iter(YAML(typ="safe", pure=True).parse(text))
    for event in events:
        if isinstance(event, (MappingStartEvent, SequenceStartEvent, ScalarEvent)):
            _walk(nodes, events, event, ())
    return nodes


def _walk(nodes: dict[Path, _Node], events: Iterator[Event], event: Event, path: Path) -> int:
    """File the node that begins with *event* away, and return where it ends."""
    start, column = event.start_mark.index, event.start_mark.column
    if isinstance(event, ScalarEvent):
        end = event.end_mark.index
        nodes[path] = _Node(start, end, column, flow=False, scalar=True)
        return int(end)
    flow = bool(getattr(event, "flow_style", False))
    end = event.end_mark.index
    index = 0
    for inner in events:
        if isinstance(inner, (MappingEndEvent, SequenceEndEvent)):
            # A block ends where its last value does; its own mark lies beyond the comments.
            end = inner.end_mark.index if flow else end
            break
        if isinstance(event, MappingStartEvent):
            value = next(events)
            end = _walk(nodes, events, value, (*path, getattr(inner, "value", "")))
        else:
            end = _walk(nodes, events, inner, (*path, index))
            index += 1
    nodes[path] = _Node(start, int(end), column, flow=flow, scalar=False)
    return int(end)


def _line_after(text: str, end: int, new: str) -> str:
    """Return *text* with the lines *new* behind the line that *end* lies on."""
    # A block of text ends at the beginning of the next line, behind the empty ones.
    while text[:end].endswith("\n\n"):
        end -= 1
    if text[:end].endswith("\n"):
        return text[:end] + new + text[end:]
    stop = text.find("\n", end)
    if stop < 0:
        return f"{text}\n{new}"
    return text[: stop + 1] + new + text[stop + 1 :]


def _dumped(value: Any) -> str:
    writer = YAML()
    writer.width = _WIDTH
    writer.indent(mapping=_STEP, sequence=2 * _STEP, offset=_STEP)
    stream = io.StringIO()
    writer.dump(value, stream)
    text = stream.getvalue()
    if isinstance(value, list):
        text = "".join(line[_STEP:] for line in text.splitlines(keepends=True))
    return text


def _indented(text: str, column: int) -> str:
    return "".join(
        " " * column + line if line.strip() else line for line in text.splitlines(keepends=True)
    )


def _flowing(value: Any) -> Any:
    if isinstance(value, Mapping):
        mapping = CommentedMap({key: _flowing(item) for key, item in value.items()})
        mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        items = CommentedSeq([_flowing(item) for item in value])
        items.fa.set_flow_style()
        return items
    if isinstance(value, str) and value.startswith(":"):
        # ruamel.yaml writes `{a: :0}` and then cannot read it.
        return SingleQuotedScalarString(value)
    return value


def _scalar(value: int | str, before: str) -> str:
    if isinstance(value, int):
        return str(value)
    # A digest or a date needs no quotation marks where there were none.
    if before[:1] not in {"'", '"', "|", ">", ""} and _PLAIN.match(value):
        return value
    return "'" + value.replace("'", "''") + "'"


def _data(file: str, text: str) -> Any:
    data, problems = parse(file, text)
    if problems:
        raise UnusableInputError(problems)
    return data


def _at(data: Any, path: Path) -> Any:
    for part in path:
        if isinstance(data, dict):
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _with(data: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    changed = copy.copy(data)
    changed[path[0]] = _with(
        data.get(path[0]) if isinstance(data, dict) else data[int(path[0])], path[1:], value
    )
    return changed


def _held(file: str, result: str, wanted: Any) -> str:
    data, problems = parse(file, result)
    if problems or data != _plain(wanted):
        raise _unusable(file, "The file could not be changed without changing something else.")
    return result


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int | float) or value is None:
        return value
    # Dates are text in the data that is read.
    return str(value)


def _shown(path: Path) -> str:
    return ".".join(map(str, path)) or "the file's top"


def _unusable(file: str, message: str) -> UnusableInputError:
    fix = "Change the file by hand, or write this part of it as a plain block."
    return UnusableInputError((Problem(file, 0, 0, message, fix),))

"""Files of one name and one value a line: `.env` files, Java properties, INI, as documents."""

import io
import re

import iniconfig
from dotenv.parser import parse_stream

from inwriting.gate.file_reading import TextFile
from inwriting.gate.readers.comments import suppressions
from inwriting.gate.readers.document import (
    DocumentValue,
    FilePosition,
    KeyedEntry,
    ParsedDocument,
    ValueShape,
)
from inwriting.gate.readers.grammars import doubtful, unix_lines
from inwriting.gate.uses import Spot, Unread

_BAD_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\u(?![0-9a-fA-F]{4})")
"""Behind an even number of backslashes, one that begins a letter's number and has none."""


def parse_dotenv(file: TextFile) -> ParsedDocument:
    """Return the variables of a `.env` file; a line that sets none is named."""
    content = unix_lines(file.content)
    entries: list[KeyedEntry] = []
    unread: list[Unread] = []
    for binding in parse_stream(io.StringIO(content.decode(errors="replace"))):
        written = binding.original.string
        row = binding.original.line - 1 + _empty_lines(written)
        if binding.error:
            if not unread and written.strip():
                unread.append(doubtful(file, row + 1, "a file of variables"))
        elif binding.key is not None:
            line = written.lstrip("\n").encode()
            entries.append(_entry(binding.key, binding.value or "", row, line))
    return _document(file, content, entries, tuple(unread), "#")


def parse_properties(file: TextFile) -> ParsedDocument:
    """Return the settings of a Java properties file."""
    # It loads a whole XML and web library along, and few repositories have such a file.
    import javaproperties

    def read(text: str) -> list[KeyedEntry]:
        entries: list[KeyedEntry] = []
        row = 0
        for part in javaproperties.parse(io.StringIO(text)):
            if isinstance(part, javaproperties.KeyValue):
                line = part.source.encode(errors="replace")
                entries.append(_entry(part.key, part.value, row, line))
            row += part.source.count("\n")
        return entries

    content = unix_lines(file.content)
    text = content.decode(errors="replace")
    unread: tuple[Unread, ...] = ()
    try:
        entries = read(text)
    except javaproperties.InvalidUEscapeError:
        # Nothing moves, so that every other line is read and keeps its place.
        entries = read(_BAD_ESCAPE.sub(r"\1/u", text))
        lines = [text.count("\n", 0, bad.end()) + 1 for bad in _BAD_ESCAPE.finditer(text)]
        unread = tuple(doubtful(file, line, "a file of properties") for line in lines[:1])
    return _document(file, content, entries, unread, "#")


def parse_ini(file: TextFile) -> ParsedDocument:
    """Return the settings of an INI file: a mapping of sections, values as they stand."""
    content = unix_lines(file.content)
    text = content.decode(errors="replace")
    try:
        ini = iniconfig.IniConfig(file.path, text)
    except iniconfig.ParseError:
        # Names and values without a section, as properties have them.
        return parse_properties(file)
    lines = content.split(b"\n")
    sections: list[KeyedEntry] = []
    for number, section in enumerate(ini, 1):
        settings: list[KeyedEntry] = []
        for name, value in section.items():
            row = (section.lineof(name) or 1) - 1
            settings.append(_setting(name, value, row, lines))
        row = (ini.lineof(section.name) or 1) - 1
        mapping = DocumentValue(
            ValueShape.MAPPING, FilePosition(row, 0), 0, len(content), "", tuple(settings), number
        )
        sections.append(KeyedEntry(section.name, FilePosition(row, 0), mapping))
    return _document(file, content, sections, (), "#;")


def _setting(name: str, value: str, row: int, lines: list[bytes]) -> KeyedEntry:
    """Return one setting; each line of a longer value becomes an item at its own place."""
    parts = [part for part in value.split("\n") if part.strip()]
    items: list[KeyedEntry] = []
    at = row
    for part in parts:
        wanted = part.strip().encode()
        found = next(
            (line for line in range(at, len(lines)) if wanted in lines[line]),
            at,
        )
        column = max(0, lines[found].find(wanted)) if found < len(lines) else 0
        place = FilePosition(found, column)
        items.append(
            KeyedEntry("", place, DocumentValue(ValueShape.TEXT, place, text=part.strip()))
        )
        at = found + 1 if found > row else found
    place = FilePosition(row, 0)
    if len(items) == 1:
        return KeyedEntry(name, place, items[0].value)
    return KeyedEntry(name, place, DocumentValue(ValueShape.SEQUENCE, place, entries=tuple(items)))


def _entry(key: str, text: str, row: int, line: bytes) -> KeyedEntry:
    name_at = max(0, line.find(key.encode(errors="replace")))
    first = text.split("\n", maxsplit=1)[0].encode(errors="replace")
    value_at = line.find(first, name_at + len(key)) if first else -1
    # A value of several lines begins behind the name; where exactly matters to nobody.
    rows_before = line[: max(0, value_at)].count(b"\n")
    column = value_at - (line.rfind(b"\n", 0, value_at) + 1) if value_at >= 0 else name_at
    value = DocumentValue(ValueShape.TEXT, FilePosition(row + rows_before, column), text=text)
    return KeyedEntry(key, FilePosition(row, name_at), value)


def _empty_lines(text: str) -> int:
    return len(text) - len(text.lstrip("\n"))


def _document(
    file: TextFile,
    content: bytes,
    entries: list[KeyedEntry],
    unread: tuple[Unread, ...],
    marks: str,
) -> ParsedDocument:
    root = DocumentValue(
        ValueShape.MAPPING, FilePosition(0, 0), 0, len(content), "", tuple(entries), 1
    )
    return ParsedDocument((root,), content, unread, comments_of_lines(file, content, marks))


def comments_of_lines(file: TextFile, content: bytes, marks: str) -> tuple[tuple[Spot, str], ...]:
    """Return the suppressions in comments of a format in which one of *marks* begins a comment."""
    found: list[tuple[Spot, str]] = []
    if b"inwriting:" not in content:
        return ()
    for row, line in enumerate(content.decode(errors="replace").split("\n")):
        at = min((line.find(mark) for mark in marks if mark in line), default=-1)
        if at >= 0 and "inwriting:" in line[at:]:
            found += suppressions(file.path, row + 1, at + 1, line[at:])
    return tuple(found)

"""Reader of notebooks: their cells of code, never what they printed or what is written around."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tree_sitter import Node

from inwriting.gate.file_reading import FileReading, Seen, TextFile
from inwriting.gate.readers import source
from inwriting.gate.readers.grammars import (
    TooMuchError,
    children,
    comments_in,
    mistakes,
    not_understood,
    parse,
    text_of,
    too_much,
)
from inwriting.gate.readers.language import Language
from inwriting.gate.readers.shell import read_commands
from inwriting.gate.uses import Spot, Unread

_COMMAND = re.compile(r"^\s*(?:!+|%(?=(?:pip|conda|mamba|uv)\b))(.*)$")
_SCRIPT_CELL = re.compile(r"^\s*%%(?:bash|sh|script|!)\b")
_OTHER_CELL = re.compile(
    r"^\s*%%(?:writefile|html|javascript|js|latex|markdown|svg|sql|R|perl|ruby|cypher|file)\b"
)
_MAGIC = re.compile(r"^(\s*)(%{1,2}|\?)\S.*$")
_LANGUAGES: dict[str, Language] = {
    "python": source.PYTHON,
    "javascript": source.JAVASCRIPT,
    "typescript": source.TYPESCRIPT,
    "deno": source.TYPESCRIPT,
    "csharp": source.CSHARP,
    "c#": source.CSHARP,
    "java": source.JAVA,
    "kotlin": source.KOTLIN,
    "scala": source.SCALA,
    "go": source.GO,
    "ruby": source.RUBY,
    "rust": source.RUST,
    "php": source.PHP,
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of code, and where it stands in the notebook."""

    text: str
    row: int
    column: int
    """In the notebook, both from 0."""


def read(file: TextFile) -> FileReading:
    """Read a notebook's code; its installs count as installs."""
    try:
        tree = parse("json", file.content)
    except TooMuchError:
        return FileReading(unread=(too_much(file),))
    top = next(iter(children(tree.root_node)), None)
    if top is None or top.type != "object":
        return FileReading(unread=(not_understood(file, 1, "a notebook"),))
    entries = _entries(top, file.content)
    language = _language(entries.get("metadata"), file.content)
    lines: list[_Line] = []
    seen: list[Seen] = []
    for cell in _cells(entries, file.content):
        code = list(_lines(cell, file.content))
        for line, command in _split(code):
            if command:
                spot = Spot(file.path, line.row + 1, line.column + 1)
                reading = read_commands(command.encode(), spot, known=file.commands)
                seen += reading.seen
                lines.append(replace(line, text=""))
            else:
                lines.append(line)
        lines.append(_Line("", lines[-1].row if lines else 0, 0))
    reading = FileReading() if language is None else _code(file, language, lines)
    unread = reading.unread
    for mistake in mistakes(tree, 1):
        unread = (*unread, _broken(file, mistake.start_point[0] + 1))
    return FileReading((*seen, *reading.seen), unread, reading.comments)


def _broken(file: TextFile, line: int) -> Unread:
    """Return the report of a notebook that no program can have written as it stands."""
    return Unread(
        file.path,
        line,
        "the part here is not JSON as notebooks have it, and cells may be lost",
        "save the notebook again, or leave it out of what the gate looks at",
    )


def _code(file: TextFile, language: Language, lines: list[_Line]) -> FileReading:
    content = "\n".join(line.text for line in lines).encode(errors="replace")

    def place(row: int, byte: int) -> Spot:
        line = lines[min(row, len(lines) - 1)] if lines else _Line("", 0, 0)
        return Spot(file.path, line.row + 1, line.column + byte + 1)

    try:
        tree = parse(language.grammar, content)
    except TooMuchError:
        return FileReading(unread=(too_much(file),))
    found = source.walked(language, tree.root_node, content, _hits(file, content), place)
    comments = tuple(
        (replace(place(spot.line - 1, spot.column - 1)), text)
        for spot, text in comments_in(tree, TextFile(file.path, content), content)
    )
    unread: tuple[Unread, ...] = ()
    return FileReading(found, unread, comments)


def _hits(file: TextFile, content: bytes) -> tuple[tuple[int, int], ...]:
    """Return where in the code stands what the search found in the file."""
    words = {file.content[begin:end] for begin, end in file.hits}
    words.discard(b"")
    if not words:
        return ()
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    pattern = re.compile(b"|".join(map(re.escape, longest_first)))
    found = tuple(match.span() for match in pattern.finditer(content))
    # Nothing of it in the code: only an empty span keeps the rest from being looked at.
    return found or ((len(content), len(content)),)


def _entries(node: Node, content: bytes) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for pair in children(node):
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if pair.type == "pair" and key is not None and value is not None:
            found.setdefault(text_of(key, content).strip('"'), value)
    return found


def _language(metadata: Node | None, content: bytes) -> Language | None:
    """Return the language of the cells, None when none of those that are read."""
    named = ""
    if metadata is not None and metadata.type == "object":
        entries = _entries(metadata, content)
        for place, key in (("kernelspec", "language"), ("language_info", "name")):
            node = entries.get(place)
            if not named and node is not None and node.type == "object":
                value = _entries(node, content).get(key)
                named = "" if value is None else text_of(value, content).strip('"').lower()
    if not named or named.startswith(("python", "ipython")):
        return source.PYTHON
    return _LANGUAGES.get(named)


def _cells(entries: dict[str, Node], content: bytes) -> Iterator[dict[str, Node]]:
    cells = entries.get("cells")
    if cells is None and (sheets := entries.get("worksheets")) is not None:
        # Notebooks of the third format.
        for sheet in children(sheets):
            if sheet.type == "object":
                yield from _cells(_entries(sheet, content), content)
        return
    if cells is None or cells.type != "array":
        return
    for cell in children(cells):
        if cell.type == "object":
            found = _entries(cell, content)
            kind = found.get("cell_type")
            if kind is not None and text_of(kind, content) == '"code"':
                yield found


def _lines(cell: dict[str, Node], content: bytes) -> Iterator[_Line]:
    node = cell.get("source") or cell.get("input")
    if node is None:
        return
    strings = [node] if node.type == "string" else list(children(node))
    for string in strings:
        if string.type != "string":
            continue
        try:
            text = json.loads(text_of(string, content), strict=False)
        except ValueError:
            continue
        row, column = string.start_point
        for number, part in enumerate(text.removesuffix("\n").split("\n")):
            yield _Line(part, row, column + 1 if number == 0 else column)


def _split(code: list[_Line]) -> Iterator[tuple[_Line, str]]:
    """Yield each line of a cell, with the command on it if it is one."""
    first = next((line.text for line in code if line.text.strip()), "")
    for line in code:
        if _SCRIPT_CELL.match(first):
            yield line, "" if line.text == first else line.text
        elif _OTHER_CELL.match(first):
            yield replace(line, text=""), ""
        elif command := _COMMAND.match(line.text):
            yield line, command[1]
        elif _MAGIC.match(line.text):
            yield replace(line, text=""), ""
        else:
            yield line, ""

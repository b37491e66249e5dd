"""TOML as a document; tables and dotted keys become mappings in each other."""

import tomllib
from dataclasses import dataclass, field

from tree_sitter import Node

from inwriting.gate.file_reading import TextFile
from inwriting.gate.readers.document import (
    DEEPEST,
    DocumentValue,
    FilePosition,
    Hits,
    KeyedEntry,
    MappingNumbers,
    ParsedDocument,
    ValueShape,
)
from inwriting.gate.readers.grammars import (
    TooMuchError,
    children,
    comments_in,
    text_of,
    too_much,
    unix_lines,
)
from inwriting.gate.readers.mending import parse_mended

_SMALL = 200
_KEYS = frozenset({"bare_key", "quoted_key", "dotted_key"})


@dataclass(slots=True)
class _Draft:
    """A mapping or list that is still growing."""

    place: FilePosition
    begin: int
    is_list: bool = False
    entries: list[tuple[str, FilePosition, "DocumentValue | _Draft"]] = field(default_factory=list)

    def below(self, key: str) -> "_Draft | None":
        """Return what grows under *key*; the last of it when it is a list."""
        found = next((value for name, _, value in reversed(self.entries) if name == key), None)
        if isinstance(found, _Draft) and found.is_list and found.entries:
            found = found.entries[-1][2]
        return found if isinstance(found, _Draft) else None


def parse_toml(file: TextFile) -> ParsedDocument:
    """Return what *file* holds; a line that is no TOML is left out and named."""
    content = unix_lines(file.content)
    try:
        mended = parse_mended("toml", content)
    except TooMuchError:
        return ParsedDocument((), content, (too_much(file),), given_up=True)
    builder = _TomlBuilder(mended.original, Hits.to_skip_by(file))
    root = builder.document(mended.tree.root_node)
    return ParsedDocument(
        (root,) if root.entries else (),
        content,
        mended.report(
            file, "TOML", understood=bool(root.entries) or mended.whole, deep=builder.deep
        ),
        comments_in(mended.tree, file, content),
    )


class _TomlBuilder:
    def __init__(self, content: bytes, hits: Hits) -> None:
        self._content = content
        self._hits = hits
        self._numbers = MappingNumbers()
        self.deep = 0
        """The first line that nests too deep; 0 for none."""

    def document(self, node: Node) -> DocumentValue:
        root = _Draft(FilePosition(0, 0), 0)
        waiting = [node]
        while waiting:
            for child in children(waiting.pop()):
                if child.type == "pair":
                    self._pair(root, child, 0)
                elif child.type in {"table", "table_array_element"}:
                    if self._wanted(child):
                        self._table(root, child)
                elif child.is_error:
                    waiting.append(child)
        return self._finished(root, 0)

    def _wanted(self, node: Node) -> bool:
        """Tell whether to look into a part: small ones may say something of others."""
        begin, end = node.start_byte, node.end_byte
        return end - begin < _SMALL or self._hits.within(begin, end)

    def _table(self, root: _Draft, node: Node) -> None:
        table: _Draft | None = None
        for child in children(node):
            if child.type in _KEYS and table is None:
                keys = self._keys(child)
                if len(keys) > DEEPEST:
                    self.deep = self.deep or child.start_point[0] + 1
                    return
                holder = self._reach(root, keys[:-1])
                table = self._open(holder, keys[-1], is_list=node.type != "table")
            elif child.type == "pair" and table is not None:
                self._pair(table, child, 1)

    def _open(self, holder: _Draft, key: tuple[str, FilePosition, int], *, is_list: bool) -> _Draft:
        name, place, begin = key
        if not is_list:
            return self._reach(holder, [key])
        found = next((value for known, _, value in holder.entries if known == name), None)
        if not isinstance(found, _Draft) or not found.is_list:
            found = _Draft(place, begin, is_list=True)
            holder.entries.append((name, place, found))
        item = _Draft(place, begin)
        found.entries.append(("", place, item))
        return item

    @staticmethod
    def _reach(draft: _Draft, keys: list[tuple[str, FilePosition, int]]) -> _Draft:
        for name, place, begin in keys:
            below = draft.below(name)
            if below is None:
                below = _Draft(place, begin)
                draft.entries.append((name, place, below))
            draft = below
        return draft

    def _pair(self, table: _Draft, node: Node, depth: int) -> None:
        parts = [child for child in children(node) if child.type != "comment"]
        if len(parts) < 2 or parts[0].type not in _KEYS:
            return
        keys = self._keys(parts[0])
        if len(keys) > DEEPEST:
            self.deep = self.deep or node.start_point[0] + 1
            return
        holder = self._reach(table, keys[:-1])
        name, place, _ = keys[-1]
        holder.entries.append((name, place, self._value(parts[1], depth + 1)))

    def _keys(self, node: Node) -> list[tuple[str, FilePosition, int]]:
        if node.type != "dotted_key":
            row, column = node.start_point
            text = text_of(node, self._content)
            quoted = node.type == "quoted_key"
            return [
                (_unquoted(text) if quoted else text, FilePosition(row, column), node.start_byte)
            ]
        keys: list[tuple[str, FilePosition, int]] = []
        waiting = [node]
        while waiting:
            current = waiting.pop()
            if current.type == "dotted_key":
                waiting.extend(reversed([c for c in children(current) if c.type in _KEYS]))
            else:
                keys += self._keys(current)
        return keys

    def _value(self, node: Node, depth: int) -> "DocumentValue | _Draft":
        row, column = node.start_point
        begin, end = node.start_byte, node.end_byte
        if node.type == "string":
            raw = text_of(node, self._content)
            marks = 3 if raw[:3] in {'"""', "'''"} else 1
            return DocumentValue(
                ValueShape.TEXT,
                FilePosition(row, column + marks),
                begin,
                end,
                _unquoted(raw),
                lines=marks == 3,
            )
        if node.type not in {"array", "inline_table"}:
            return DocumentValue(
                ValueShape.OTHER,
                FilePosition(row, column),
                begin,
                end,
                text_of(node, self._content),
            )
        draft = _Draft(FilePosition(row, column), begin, is_list=node.type == "array")
        if depth > DEEPEST:
            self.deep = self.deep or row + 1
            return draft
        if not self._wanted(node):
            return draft
        for child in children(node):
            if child.type == "pair":
                self._pair(draft, child, depth)
            elif draft.is_list and child.type != "comment" and not child.is_error:
                crow, ccolumn = child.start_point
                draft.entries.append(
                    ("", FilePosition(crow, ccolumn), self._value(child, depth + 1))
                )
        return draft

    def _finished(self, draft: _Draft, depth: int) -> DocumentValue:
        number = 0 if draft.is_list else self._numbers.next()
        entries = tuple(
            KeyedEntry(
                name,
                value.place if not name and isinstance(value, DocumentValue) else place,
                value if isinstance(value, DocumentValue) else self._finished(value, depth + 1),
            )
            for name, place, value in draft.entries
        )
        shape = ValueShape.SEQUENCE if draft.is_list else ValueShape.MAPPING
        return DocumentValue(shape, draft.place, draft.begin, draft.begin, "", entries, number)


def _unquoted(raw: str) -> str:
    try:
        return str(tomllib.loads(f"v = {raw}")["v"])
    except (ValueError, RecursionError):
        return raw.strip("\"'")

"""JSON, with or without comments, as a document."""

import json

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
from inwriting.gate.readers.mending import Mended, parse_mended

_TEXT_KINDS = frozenset({"string"})


def parse_json(file: TextFile) -> ParsedDocument:
    """Return what *file* holds; comments, commas too many and a mistake are borne."""
    content = unix_lines(file.content)
    try:
        mended = parse_mended("json", content)
    except TooMuchError:
        return ParsedDocument((), content, (too_much(file),), given_up=True)
    builder = _JsonBuilder(mended, Hits.to_skip_by(file))
    roots = tuple(
        builder.value(node, 0)
        for node in children(mended.tree.root_node)
        if node.type in {"object", "array"}
    )
    if not roots:
        roots = builder.rescued(mended.tree.root_node)
    return ParsedDocument(
        roots,
        content,
        mended.report(file, "JSON", understood=bool(roots), deep=builder.deep),
        comments_in(mended.tree, file, content),
    )


class _JsonBuilder:
    def __init__(self, mended: Mended, hits: Hits) -> None:
        self._content = mended.content
        self._original = mended.original
        self._hits = hits
        self._numbers = MappingNumbers()
        self.deep = 0
        """The first line that nests too deep; 0 for none."""

    def rescued(self, root: Node) -> tuple[DocumentValue, ...]:
        """Return the entries that are left of an object which the grammar lost."""
        entries: list[KeyedEntry] = []
        waiting = [root]
        while waiting and len(entries) < 10_000:
            node = waiting.pop()
            for child in children(node):
                if child.type == "pair":
                    entries += self._pair(child, 1)
                elif child.type == "object":
                    entries += self.value(child, 1).entries
                elif child.is_error:
                    waiting.append(child)
        if not entries:
            return ()
        return (
            DocumentValue(
                ValueShape.MAPPING,
                FilePosition(0, 0),
                0,
                root.end_byte,
                "",
                tuple(entries),
                self._number(),
            ),
        )

    def _number(self) -> int:
        return self._numbers.next()

    def value(self, node: Node, depth: int) -> DocumentValue:
        row, column = node.start_point
        begin, end = node.start_byte, node.end_byte
        if node.type in _TEXT_KINDS:
            raw = self._original[begin:end].decode(errors="replace")
            return DocumentValue(
                ValueShape.TEXT, FilePosition(row, column + 1), begin, end, _unquoted(raw)
            )
        if node.type not in {"object", "array"}:
            text = text_of(node, self._original)
            return DocumentValue(ValueShape.OTHER, FilePosition(row, column), begin, end, text)
        if depth > DEEPEST:
            self.deep = self.deep or row + 1
            return DocumentValue(ValueShape.OTHER, FilePosition(row, column), begin, end)
        entries = tuple(
            entry for child in children(node) for entry in self._entries(node, child, depth)
        )
        shape = ValueShape.MAPPING if node.type == "object" else ValueShape.SEQUENCE
        number = self._number() if shape is ValueShape.MAPPING else 0
        return DocumentValue(shape, FilePosition(row, column), begin, end, "", entries, number)

    def _entries(self, node: Node, child: Node, depth: int) -> list[KeyedEntry]:
        """Return what *child* adds to the object or array *node*."""
        if child.type == "pair":
            return self._pair(child, depth)
        if child.is_error:
            return [
                entry
                for lost in children(child)
                if not lost.is_error
                for entry in self._entries(node, lost, depth)
            ]
        # Numbers in a list say nothing, and there may be millions.
        if node.type == "object" or child.type not in {"object", "array", "string"}:
            return []
        return [self._item(child, depth)] if child.type == "string" or self._wanted(child) else []

    def _wanted(self, node: Node) -> bool:
        return self._hits.within(node.start_byte, node.end_byte)

    def _item(self, node: Node, depth: int) -> KeyedEntry:
        value = self.value(node, depth + 1)
        return KeyedEntry("", value.place, value)

    def _pair(self, pair: Node, depth: int) -> list[KeyedEntry]:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is None or value is None:
            return []
        if value.type in {"object", "array"} and not self._wanted(pair):
            return []
        row, column = key.start_point
        raw = text_of(key, self._original)
        place = FilePosition(row, column + 1)
        return [KeyedEntry(_unquoted(raw), place, self.value(value, depth + 1))]


def _unquoted(raw: str) -> str:
    if "\\" in raw:
        try:
            # Line ends within a text are against the rules, and common.
            return str(json.loads(raw, strict=False))
        except ValueError:
            pass
    return raw.removeprefix('"').removesuffix('"')

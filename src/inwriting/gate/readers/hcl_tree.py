"""HCL, as Terraform and OpenTofu write it, as a document: a block's labels are keys below it."""

import json

from tree_sitter import Node

from inwriting.gate.file_reading import TextFile
from inwriting.gate.readers.document import (
    DEEPEST,
    DocumentValue,
    FilePosition,
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

_TEMPLATES = frozenset({"quoted_template", "string_lit"})
_HEREDOC = "heredoc_template"


def parse_hcl(file: TextFile) -> ParsedDocument:
    """Return what *file* holds; expressions are not worked out, their texts are kept."""
    content = unix_lines(file.content)
    try:
        mended = parse_mended("hcl", content)
    except TooMuchError:
        return ParsedDocument((), content, (too_much(file),))
    builder = _HclBuilder(mended.original)
    root = builder.body(mended.tree.root_node, 0)
    understood = bool(root.entries) or mended.whole
    return ParsedDocument(
        (root,) if root.entries else (),
        content,
        mended.report(file, "HCL", understood=understood, deep=builder.deep),
        comments_in(mended.tree, file, content),
    )


class _HclBuilder:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._numbers = MappingNumbers()
        self.deep = 0
        """The first line that nests too deep; 0 for none."""

    def body(self, node: Node, depth: int) -> DocumentValue:
        """Return the attributes and blocks below *node* as a mapping."""
        row, column = node.start_point
        entries: list[KeyedEntry] = []
        waiting = [node]
        while waiting and depth <= DEEPEST:
            for child in children(waiting.pop()):
                if child.type == "attribute":
                    entries += self._attribute(child, depth)
                elif child.type == "block":
                    entries += self._block(child, depth)
                elif child.is_error or child.type == "body":
                    waiting.append(child)
        if depth > DEEPEST:
            self.deep = self.deep or row + 1
        return self._mapping(FilePosition(row, column), node, entries)

    def _mapping(self, place: FilePosition, node: Node, entries: list[KeyedEntry]) -> DocumentValue:
        number = self._numbers.next()
        begin, end = node.start_byte, node.end_byte
        return DocumentValue(ValueShape.MAPPING, place, begin, end, "", tuple(entries), number)

    def _attribute(self, node: Node, depth: int) -> list[KeyedEntry]:
        parts = list(children(node))
        if len(parts) < 2 or parts[0].type != "identifier":
            return []
        row, column = parts[0].start_point
        name = text_of(parts[0], self._content)
        return [KeyedEntry(name, FilePosition(row, column), self._value(parts[1], depth + 1))]

    def _block(self, node: Node, depth: int) -> list[KeyedEntry]:
        labels: list[tuple[str, FilePosition]] = []
        body: Node | None = None
        for child in children(node):
            row, column = child.start_point
            if child.type == "identifier":
                labels.append((text_of(child, self._content), FilePosition(row, column)))
            elif child.type == "string_lit":
                text = text_of(child, self._content).strip('"')
                labels.append((text, FilePosition(row, column + 1)))
            elif child.type == "body":
                body = child
        if not labels:
            return []
        row, column = node.start_point
        value = (
            self.body(body, depth + 1)
            if body is not None
            else self._mapping(FilePosition(row, column), node, [])
        )
        for name, place in reversed(labels[1:]):
            value = self._mapping(place, node, [KeyedEntry(name, place, value)])
        return [KeyedEntry(labels[0][0], labels[0][1], value)]

    def _value(self, node: Node, depth: int) -> DocumentValue:
        """Return the value that *node* writes."""
        row, column = node.start_point
        begin, end = node.start_byte, node.end_byte
        if depth > DEEPEST:
            self.deep = self.deep or row + 1
            return DocumentValue(ValueShape.OTHER, FilePosition(row, column), begin, end)
        match node.type:
            case "quoted_template" | "string_lit":
                text = _unquoted(text_of(node, self._content))
                return DocumentValue(
                    ValueShape.TEXT, FilePosition(row, column + 1), begin, end, text
                )
            case "heredoc_template":
                return self._heredoc(node)
            case "object":
                return self._mapping(FilePosition(row, column), node, self._elements(node, depth))
            case "tuple":
                return self._list(node, depth)
            case _:
                return self._expression(node, depth)

    def _expression(self, node: Node, depth: int) -> DocumentValue:
        """Return what an expression holds: one value, or the list of its texts."""
        row, column = node.start_point
        begin, end = node.start_byte, node.end_byte
        parts = [child for child in children(node) if child.type not in {"comment", "identifier"}]
        if len(parts) == 1:
            return self._value(parts[0], depth + 1)
        values = [self._value(part, depth + 1) for part in parts]
        if any(value.shape is not ValueShape.OTHER for value in values):
            entries = tuple(KeyedEntry("", value.place, value) for value in values)
            return DocumentValue(
                ValueShape.SEQUENCE, FilePosition(row, column), begin, end, "", entries
            )
        text = text_of(node, self._content) if end - begin < 1_000 else ""
        return DocumentValue(ValueShape.OTHER, FilePosition(row, column), begin, end, text)

    def _list(self, node: Node, depth: int) -> DocumentValue:
        row, column = node.start_point
        values = [
            self._value(child, depth + 1) for child in children(node) if child.type == "expression"
        ]
        entries = tuple(KeyedEntry("", value.place, value) for value in values)
        return DocumentValue(
            ValueShape.SEQUENCE,
            FilePosition(row, column),
            node.start_byte,
            node.end_byte,
            "",
            entries,
        )

    def _elements(self, node: Node, depth: int) -> list[KeyedEntry]:
        entries: list[KeyedEntry] = []
        for child in children(node):
            if child.type != "object_elem":
                continue
            key, value = child.child_by_field_name("key"), child.child_by_field_name("val")
            if key is not None and value is not None:
                row, column = key.start_point
                name = text_of(key, self._content).strip('"')
                entries.append(
                    KeyedEntry(name, FilePosition(row, column), self._value(value, depth + 1))
                )
        return entries

    def _heredoc(self, node: Node) -> DocumentValue:
        begin = self._content.find(b"\n", node.start_byte, node.end_byte) + 1
        row = node.start_point[0]
        if not begin:
            return DocumentValue(
                ValueShape.TEXT, FilePosition(row, 0), node.start_byte, node.end_byte
            )
        end = self._content.rfind(b"\n", begin, node.end_byte)
        text = self._content[begin : max(begin, end)].decode(errors="replace")
        return DocumentValue(
            ValueShape.TEXT, FilePosition(row + 1, 0), begin, node.end_byte, text, lines=True
        )


def _unquoted(raw: str) -> str:
    if "\\" in raw:
        try:
            return str(json.loads(raw, strict=False))
        except ValueError:
            pass
    return raw.removeprefix('"').removesuffix('"')

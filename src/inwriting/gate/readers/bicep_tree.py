"""Bicep as a document: resources and modules under their type, parameters and variables too."""

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

_DECLARATIONS = {
    "resource_declaration": "resource",
    "module_declaration": "module",
    "variable_declaration": "var",
    "parameter_declaration": "param",
    "output_declaration": "output",
}


def parse_bicep(file: TextFile) -> ParsedDocument:
    """Return what *file* holds; a resource is `resource`, its type, its properties."""
    content = unix_lines(file.content)
    try:
        mended = parse_mended("bicep", content)
    except TooMuchError:
        return ParsedDocument((), content, (too_much(file),))
    builder = _BicepBuilder(mended.original)
    entries = builder.declarations(mended.tree.root_node)
    root = DocumentValue(
        ValueShape.MAPPING, FilePosition(0, 0), 0, len(content), "", tuple(entries)
    )
    understood = bool(entries) or mended.whole
    return ParsedDocument(
        (root,) if entries else (),
        content,
        mended.report(file, "Bicep", understood=understood, deep=builder.deep),
        comments_in(mended.tree, file, content),
    )


class _BicepBuilder:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._numbers = MappingNumbers()
        self._named: dict[str, DocumentValue] = {}
        """Parameters and variables that are one text: what a property means that names them."""
        self.deep = 0
        """The first line that nests too deep; 0 for none."""

    def declarations(self, root: Node) -> list[KeyedEntry]:
        """Return an entry for each declaration."""
        entries: list[KeyedEntry] = []
        waiting = [root]
        while waiting:
            for child in children(waiting.pop()):
                if child.type in _DECLARATIONS:
                    entries += self._declaration(child)
                elif child.is_error:
                    waiting.append(child)
        return entries

    def _declaration(self, node: Node) -> list[KeyedEntry]:
        parts = list(children(node))
        kind = _DECLARATIONS[node.type]
        row, column = node.start_point
        place = FilePosition(row, column)
        if kind in {"resource", "module"}:
            named = next((part for part in parts if part.type == "string"), None)
            if named is None:
                return []
            value = self._texts_in(parts[parts.index(named) + 1 :], node)
            name = self._value(named, 0)
            below = KeyedEntry(name.text, name.place, value)
            mapping = DocumentValue(
                ValueShape.MAPPING, place, entries=(below,), number=self._numbers.next()
            )
            return [KeyedEntry(kind, place, mapping)]
        if not parts or parts[0].type != "identifier":
            return []
        variable = text_of(parts[0], self._content)
        value = self._texts_in(parts[1:], node)
        if value.shape is ValueShape.TEXT:
            self._named.setdefault(variable, value)
        return [KeyedEntry(variable, place, value)]

    def _texts_in(self, parts: list[Node], node: Node) -> DocumentValue:
        values = [self._value(part, 1) for part in parts if part.type != "comment"]
        known = [value for value in values if value.shape is not ValueShape.OTHER]
        row, column = node.start_point
        if len(known) == 1:
            return known[0]
        entries = tuple(KeyedEntry("", value.place, value) for value in known)
        return DocumentValue(
            ValueShape.SEQUENCE,
            FilePosition(row, column),
            node.start_byte,
            node.end_byte,
            "",
            entries,
        )

    def _value(self, node: Node, depth: int) -> DocumentValue:
        row, column = node.start_point
        begin, end = node.start_byte, node.end_byte
        if depth > DEEPEST:
            self.deep = self.deep or row + 1
            return DocumentValue(ValueShape.OTHER, FilePosition(row, column), begin, end)
        if node.type == "string":
            raw = text_of(node, self._content)
            marks = 3 if raw.startswith("'''") else 1
            return DocumentValue(
                ValueShape.TEXT, FilePosition(row, column + marks), begin, end, raw[marks:-marks]
            )
        if node.type == "object":
            entries: list[KeyedEntry] = []
            for child in children(node):
                entries += self._property(child, depth)
            number = self._numbers.next()
            place = FilePosition(row, column)
            return DocumentValue(ValueShape.MAPPING, place, begin, end, "", tuple(entries), number)
        if node.type == "identifier" and depth:
            named = self._named.get(text_of(node, self._content))
            if named is not None:
                return DocumentValue(
                    ValueShape.TEXT, FilePosition(row, column), begin, end, named.text
                )
        values = [
            value
            for child in children(node)
            if (value := self._value(child, depth + 1)).shape is not ValueShape.OTHER
        ]
        if values:
            items = tuple(KeyedEntry("", value.place, value) for value in values)
            return DocumentValue(
                ValueShape.SEQUENCE, FilePosition(row, column), begin, end, "", items
            )
        return DocumentValue(ValueShape.OTHER, FilePosition(row, column), begin, end)

    def _property(self, node: Node, depth: int) -> list[KeyedEntry]:
        if node.type in _DECLARATIONS:
            return self._declaration(node)
        parts = list(children(node))
        if node.type != "object_property" or len(parts) < 2:
            return []
        row, column = parts[0].start_point
        name = text_of(parts[0], self._content).strip("'")
        return [KeyedEntry(name, FilePosition(row, column), self._value(parts[1], depth + 1))]

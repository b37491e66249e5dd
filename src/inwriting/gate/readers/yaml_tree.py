"""YAML as a document. Anchors are read where they stand, and references are not followed."""

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
    too_much,
    unix_lines,
)
from inwriting.gate.readers.mending import parse_mended

_MAPPINGS = frozenset({"block_mapping", "flow_mapping"})
_SEQUENCES = frozenset({"block_sequence", "flow_sequence"})
_PAIRS = frozenset({"block_mapping_pair", "flow_pair"})
_WRAPPERS = frozenset({"block_node", "flow_node", "document", "block_sequence_item"})
_MARKS = frozenset({"tag", "anchor", "comment"})
_SCALARS = frozenset(
    {"plain_scalar", "double_quote_scalar", "single_quote_scalar", "block_scalar", "alias"}
)


def parse_yaml(file: TextFile) -> ParsedDocument:
    """Return what *file* holds, each of its documents; templates in it are borne."""
    content = unix_lines(file.content)
    try:
        mended = parse_mended("yaml", content)
    except TooMuchError:
        return ParsedDocument((), content, (too_much(file),), given_up=True)
    builder = _YamlBuilder(mended.original, Hits.to_skip_by(file))
    roots = builder.documents(mended.tree.root_node)
    return ParsedDocument(
        roots,
        content,
        mended.report(file, "YAML", understood=bool(roots), deep=builder.deep),
        comments_in(mended.tree, file, content),
    )


class _YamlBuilder:
    def __init__(self, content: bytes, hits: Hits) -> None:
        self._content = content
        self._hits = hits
        self._numbers = MappingNumbers()
        self.deep = 0
        """The first line that nests too deep; 0 for none."""

    def documents(self, root: Node) -> tuple[DocumentValue, ...]:
        """Return the documents of a stream; pieces of a broken one make one of their own."""
        if root.is_error:
            return self._pieces(root)
        roots: list[DocumentValue] = []
        for child in children(root):
            if child.type == "document":
                value = self.value(child, 0)
                if value.entries or value.text:
                    roots.append(value)
            elif child.is_error:
                roots += self._pieces(child)
        return tuple(roots)

    def _pieces(self, node: Node) -> tuple[DocumentValue, ...]:
        entries = self._entries(node, 0)
        if not entries:
            return ()
        row, column = node.start_point
        number = self._numbers.next()
        return (
            DocumentValue(
                ValueShape.MAPPING,
                FilePosition(row, column),
                0,
                node.end_byte,
                "",
                tuple(entries),
                number,
            ),
        )

    def value(self, node: Node | None, depth: int) -> DocumentValue:
        """Return the value that *node* wraps."""
        tag = ""
        wrapper = node
        while node is not None and node.type in _WRAPPERS:
            inner: Node | None = None
            for child in children(node):
                if child.type == "tag":
                    tag = self._text(child).lstrip("!")
                elif child.type in _MAPPINGS | _SEQUENCES | _WRAPPERS | _SCALARS:
                    inner = child
                    break
                elif child.is_error and inner is None:
                    inner = child
            node = inner
        if node is None:
            row, column = wrapper.start_point if wrapper is not None else (0, 0)
            return DocumentValue(ValueShape.OTHER, FilePosition(row, column), tag=tag)
        row, column = node.start_point
        begin, end = node.start_byte, node.end_byte
        if node.type in _SCALARS:
            return self._scalar(node, tag)
        if depth > DEEPEST:
            self.deep = self.deep or row + 1
            return DocumentValue(ValueShape.OTHER, FilePosition(row, column), begin, end)
        shape = ValueShape.SEQUENCE if node.type in _SEQUENCES else ValueShape.MAPPING
        number = self._numbers.next() if shape is ValueShape.MAPPING else 0
        entries = tuple(self._entries(node, depth))
        return DocumentValue(shape, FilePosition(row, column), begin, end, "", entries, number, tag)

    def _entries(self, node: Node, depth: int) -> list[KeyedEntry]:
        entries: list[KeyedEntry] = []
        waiting = [node]
        while waiting:
            for child in children(waiting.pop()):
                if child.type in _PAIRS:
                    entries += self._pair(child, depth)
                elif child.type == "block_sequence_item" or (
                    child.type in _WRAPPERS and node.type == "flow_sequence"
                ):
                    value = self._item(child, depth)
                    entries += [KeyedEntry("", value.place, value)] if value is not None else []
                elif child.is_error or (
                    node.is_error and child.type in _WRAPPERS | _MAPPINGS | _SEQUENCES
                ):
                    waiting.append(child)
        return entries

    def _item(self, node: Node, depth: int) -> DocumentValue | None:
        if _holds_more(node) and not self._hits.within(node.start_byte, node.end_byte):
            return None
        return self.value(node, depth + 1)

    def _pair(self, pair: Node, depth: int) -> list[KeyedEntry]:
        key_node, value_node = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if (
            value_node is not None
            and _holds_more(value_node)
            and not self._hits.within(pair.start_byte, pair.end_byte)
        ):
            return []
        # YAML allows an entry without a key.
        key = self.value(key_node, depth + 1) if key_node is not None else None
        value = self.value(value_node, depth + 1)
        name = (
            key.text if key is not None and key.shape in {ValueShape.TEXT, ValueShape.OTHER} else ""
        )
        return [KeyedEntry(name, value.place if key is None else key.place, value)]

    def _text(self, node: Node) -> str:
        return self._content[node.start_byte : node.end_byte].decode(errors="replace")

    def _scalar(self, node: Node, tag: str) -> DocumentValue:
        row, column = node.start_point
        begin, end = node.start_byte, node.end_byte
        raw = self._text(node)
        match node.type:
            case "alias":
                return DocumentValue(ValueShape.OTHER, FilePosition(row, column), begin, end, raw)
            case "block_scalar":
                body_begin = self._content.find(b"\n", begin, end) + 1
                if not body_begin:
                    return DocumentValue(
                        ValueShape.TEXT, FilePosition(row, column), begin, end, "", tag=tag
                    )
                body = self._content[body_begin:end].decode(errors="replace")
                return DocumentValue(
                    ValueShape.TEXT,
                    FilePosition(row + 1, 0),
                    body_begin,
                    end,
                    body,
                    tag=tag,
                    lines=True,
                )
            case "double_quote_scalar":
                return DocumentValue(
                    ValueShape.TEXT,
                    FilePosition(row, column + 1),
                    begin,
                    end,
                    _double_quoted(raw),
                    tag=tag,
                )
            case "single_quote_scalar":
                text = _folded(raw[1:-1]).replace("''", "'")
                return DocumentValue(
                    ValueShape.TEXT, FilePosition(row, column + 1), begin, end, text, tag=tag
                )
            case _:
                kind = next((child.type for child in children(node)), "string_scalar")
                shape = ValueShape.TEXT if kind == "string_scalar" else ValueShape.OTHER
                return DocumentValue(
                    shape, FilePosition(row, column), begin, end, _folded(raw), tag=tag
                )


def _holds_more(node: Node) -> bool:
    """Tell whether *node* is a mapping or a list, without looking far."""
    current: Node | None = node
    while current is not None and current.type in _WRAPPERS:
        current = next((child for child in children(current) if child.type not in _MARKS), None)
    return current is not None and current.type in _MAPPINGS | _SEQUENCES


def _folded(text: str) -> str:
    return " ".join(line.strip() for line in text.split("\n")) if "\n" in text else text


def _double_quoted(raw: str) -> str:
    text = _folded(raw)
    if "\\" not in text:
        return text[1:-1]
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        return _escaped(raw) or text[1:-1]


def _escaped(raw: str) -> str:
    """Return a text with the escapes that YAML has and JSON has not; nothing if they are wrong."""
    # It takes long to load, and few files need it.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return str(YAML(typ="safe", pure=True).load(raw))
    except (YAMLError, ValueError):
        return ""

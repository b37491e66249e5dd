"""XML as a document: elements with their attributes as @name. No entity is ever expanded."""

import html
import re

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

_NAMED = re.compile(r"&(amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});")


def parse_xml(file: TextFile) -> ParsedDocument:
    """Return what *file* holds: one mapping with its root element under the element's name."""
    content = unix_lines(file.content)
    try:
        mended = parse_mended("xml", content)
    except TooMuchError:
        return ParsedDocument((), content, (too_much(file),))
    builder = _XmlBuilder(mended.original, Hits.to_skip_by(file))
    entries = builder.elements(mended.tree.root_node)
    roots = (
        (DocumentValue(ValueShape.MAPPING, FilePosition(0, 0), entries=entries),) if entries else ()
    )
    return ParsedDocument(
        roots,
        content,
        mended.report(file, "XML", understood=bool(roots), deep=builder.deep),
        comments_in(mended.tree, file, content),
    )


class _XmlBuilder:
    def __init__(self, content: bytes, hits: Hits) -> None:
        self._content = content
        self._hits = hits
        self._numbers = MappingNumbers()
        self.deep = 0
        """The first line that nests too deep; 0 for none."""

    def elements(self, node: Node, depth: int = 0) -> tuple[KeyedEntry, ...]:
        """Return the elements right below *node*, and those in parts that were not understood."""
        found: list[KeyedEntry] = []
        waiting = [node]
        while waiting:
            for child in children(waiting.pop()):
                if child.type == "element":
                    entry = self._element(child, depth)
                    found += [entry] if entry is not None else []
                elif child.is_error or child.type == "content":
                    waiting.append(child)
        return tuple(found)

    def _element(self, node: Node, depth: int) -> KeyedEntry | None:
        row, column = node.start_point
        tag, body = None, None
        for child in children(node):
            if child.type in {"STag", "EmptyElemTag"} and tag is None:
                tag = child
            elif child.type == "content":
                body = child
        if tag is None:
            return None
        names = [child for child in children(tag) if child.type == "Name"]
        if not names:
            return None
        name = text_of(names[0], self._content)
        if depth > DEEPEST:
            self.deep = self.deep or row + 1
            return None
        number = self._numbers.next()
        entries = [
            entry
            for child in children(tag)
            if child.type == "Attribute" and (entry := self._attribute(child)) is not None
        ]
        text, place, begin, end = "", FilePosition(row, column), node.start_byte, node.end_byte
        if body is not None:
            below = self.elements(body, depth + 1) if self._wanted(node, body) else ()
            entries += below
            text, place = self._text(body, place)
        shape = ValueShape.MAPPING if entries else ValueShape.TEXT
        value = DocumentValue(shape, place, begin, end, text, tuple(entries), number)
        return KeyedEntry(name, FilePosition(row, column), value)

    def _wanted(self, node: Node, body: Node) -> bool:
        """Tell whether to look into an element: one without elements of its own is short."""
        if self._hits.within(node.start_byte, node.end_byte):
            return True
        return not any(child.type == "element" for child in children(body))

    def _attribute(self, node: Node) -> KeyedEntry | None:
        name, value = "", None
        for child in children(node):
            if child.type == "Name":
                name = text_of(child, self._content)
            elif child.type == "AttValue":
                value = child
        if value is None:
            return None
        row, column = value.start_point
        place = FilePosition(row, column + 1)
        text = unescaped(text_of(value, self._content)[1:-1])
        krow, kcolumn = node.start_point
        return KeyedEntry(
            f"@{name}",
            FilePosition(krow, kcolumn),
            DocumentValue(ValueShape.TEXT, place, value.start_byte, value.end_byte, text),
        )

    def _text(self, body: Node, place: FilePosition) -> tuple[str, FilePosition]:
        """Return what stands in an element, and where it begins."""
        parts: list[str] = []
        for child in children(body):
            if child.type in {"CharData", "EntityRef", "CharRef", "CDSect"}:
                text = text_of(child, self._content)
                if child.type == "CDSect":
                    text = text.removeprefix("<![CDATA[").removesuffix("]]>")
                else:
                    text = unescaped(text)
                if not "".join(parts).strip() and text.strip():
                    row, column = child.start_point
                    before = text[: len(text) - len(text.lstrip())]
                    rows = before.count("\n")
                    last = len(before.rpartition("\n")[2].encode())
                    place = FilePosition(row + rows, last if rows else column + last)
                parts.append(text)
        return "".join(parts).strip(), place


def unescaped(text: str) -> str:
    """Return *text* with XML's own five entities and numbers read; others stay as they stand."""
    return _NAMED.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text

"""Word documents: body, tables, text boxes, headers, footers, notes, and the numbers of clauses.

python-docx opens the package; the words are taken from its parts in their order, since its own
view of a paragraph leaves out what stands in content controls.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, Final

from lxml import etree

from inwriting.evidence.capture.readers.document_text import DocumentText, ReadOptions
from inwriting.evidence.capture.readers.numbering import ParagraphNumbers, W, numbers
from inwriting.evidence.capture.refusal import Reason, RefusedError

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CHANGES: Final = ("ins", "del", "moveFrom", "moveTo")
_NESTED: Final = frozenset({f"{W}txbxContent", _FALLBACK})
_WRAPPERS: Final = frozenset(
    {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink")}
)
_PICTURES: Final = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_HEADING: Final = re.compile(r"heading ([1-9])\Z", re.IGNORECASE)
_DEEPEST: Final = 40


def read(content: bytes, task: ReadOptions) -> DocumentText:
    """Return the text of the Word document *content*, a paragraph a line."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.body
        parts = _parts(document)
    except (
        *(OpcError, zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, TypeError),
        *(AttributeError, IndexError, AssertionError),
    ) as error:
        raise _damaged() from error
    if body is None:
        raise _damaged()
    roots = [body, *parts["header"], *parts["footer"], *parts["footnotes"], *parts["endnotes"]]
    _refuse_undecided(roots)
    _refuse_hidden(roots)
    styles = parts["styles"][0] if parts["styles"] else None
    numbering = parts["numbering"][0] if parts["numbering"] else None
    writer = _BlockWriter(numbers(numbering, styles), _headings(styles), task)
    lines = [
        *_once(writer, parts["header"]),
        *writer.blocks(body, 0),
        *writer.notes(parts["footnotes"], "footnote", ""),
        *writer.notes(parts["endnotes"], "endnote", "e"),
        *_once(writer, parts["footer"]),
    ]
    text = "\n\n".join(line for line in lines if line.strip())
    if not text.strip():
        raise RefusedError(
            Reason.NO_TEXT,
            "There is no text in the document" + (", only pictures." if writer.pictures else "."),
            "If it is a scan, have it turned into text (OCR), and read that against the original.",
        )
    title = str(document.core_properties.title or "")
    return DocumentText(
        text + "\n", f"python-docx {version('python-docx')}", title, _said(writer, document)
    )


class _BlockWriter:
    """Writes the blocks of one document as lines, and notes what it had to leave out."""

    def __init__(
        self, counted: ParagraphNumbers, headings: dict[str, int], task: ReadOptions
    ) -> None:
        self.numbers = counted
        self.pictures = 0
        self.signs: set[str] = set()
        self._headings = headings
        self._left = task.limits.text

    def blocks(self, parent: etree._Element, depth: int) -> Iterator[str]:
        """Yield the paragraphs and rows in *parent*."""
        if depth > _DEEPEST:
            raise RefusedError(
                Reason.TOO_LARGE, "Its tables nest too deeply.", "Save it as PDF, and capture that."
            )
        for item in parent:
            if item.tag == f"{W}p":
                yield self._counted(self._paragraph(item))
                for box in _boxes(item):
                    yield from self.blocks(box, depth + 1)
            elif item.tag == f"{W}tbl":
                yield "\n".join(self._rows(item, depth))
            elif item.tag in _WRAPPERS:
                yield from self.blocks(item, depth + 1)
            elif item.tag == f"{W}altChunk":
                raise RefusedError(
                    Reason.UNDECIDED,
                    "A part of the document is another document that Word fetches on opening.",
                    "Open it in Word, save it anew, and capture that.",
                )

    def notes(self, parts: list[etree._Element], name: str, sign: str) -> Iterator[str]:
        """Yield the notes in *parts*, each behind its sign."""
        for part in parts:
            for note in part.iter(f"{W}{name}"):
                if note.get(f"{W}type") in {None, "normal"}:
                    text = " ".join(" ".join(self.blocks(note, 0)).split())
                    yield f"[^{sign}{note.get(f'{W}id', '')}]: {text}"

    def _counted(self, text: str) -> str:
        self._left -= len(text)
        if self._left < 0:
            raise RefusedError(
                Reason.TOO_LARGE,
                "The document contains too much text.",
                "Capture the part that you need.",
            )
        return text

    def _rows(self, table: etree._Element, depth: int) -> Iterator[str]:
        for row in _within(table, f"{W}tr"):
            cells = [
                " ".join(" ".join(self.blocks(cell, depth + 1)).split())
                for cell in _within(row, f"{W}tc")
            ]
            yield self._counted(" | ".join(cells))

    def _paragraph(self, paragraph: etree._Element) -> str:
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        style = "" if named is None else str(named.get(f"{W}val", ""))
        number = self.numbers.of(paragraph, style)
        text = "".join(self._words(paragraph)).strip()
        if not text:
            return ""
        text = f"{number} {text}" if number else text
        level = self._headings.get(style, 0)
        return f"{'#' * min(level, 6)} {text}" if level else text

    def _words(self, item: etree._Element) -> Iterator[str]:
        waiting = [iter(item)]
        while waiting:
            inner = next(waiting[-1], None)
            if inner is None:
                waiting.pop()
                continue
            yield from self._word(inner)
            if inner.tag not in _NESTED:
                waiting.append(iter(inner))

    def _word(self, item: etree._Element) -> Iterator[str]:
        if item.tag in {f"{W}t", _MATHS}:
            yield item.text or ""
        elif item.tag in {f"{W}tab", f"{W}ptab"} and _parent_tag(item) != f"{W}tabs":
            yield "\t"
        elif item.tag in {f"{W}br", f"{W}cr"}:
            yield "\n"
        elif item.tag == f"{W}noBreakHyphen":
            yield "\u2011"
        elif item.tag == f"{W}footnoteReference":
            yield f"[^{item.get(f'{W}id', '')}]"
        elif item.tag == f"{W}endnoteReference":
            yield f"[^e{item.get(f'{W}id', '')}]"
        elif item.tag == f"{W}sym":
            sign = f"{item.get(f'{W}font', '')} {item.get(f'{W}char', '')}"
            self.signs.add(sign)
            yield f"[sign {sign}]"
        elif item.tag in _PICTURES and not _boxes(item):
            self.pictures += 1


def _boxes(item: etree._Element) -> list[etree._Element]:
    """Return the text boxes in *item*, without those inside them and without Word's second copy."""
    return [
        box
        for box in item.iter(f"{W}txbxContent")
        if not any(
            above.tag in _NESTED
            for above in box.iterancestors()
            if above is not item and item in above.iterancestors()
        )
    ]


def _parent_tag(item: etree._Element) -> str:
    parent = item.getparent()
    return "" if parent is None else str(parent.tag)


def _within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for item in parent:
        if item.tag == tag:
            yield item
        elif item.tag in _WRAPPERS:
            yield from _within(item, tag)


def _once(writer: _BlockWriter, parts: list[etree._Element]) -> Iterator[str]:
    """Yield the text of headers or footers; those that say the same, once."""
    seen = set()
    for part in parts:
        text = "\n".join(line for line in writer.blocks(part, 0) if line.strip())
        if text not in seen:
            seen.add(text)
            yield text


def _refuse_undecided(roots: list[etree._Element]) -> None:
    for root in roots:
        for name in _CHANGES:
            for item in root.iter(f"{W}{name}"):
                # A table's own marks of the same name change no word.
                if name == "del" or _parent_tag(item) not in {f"{W}trPr", f"{W}tcPr"}:
                    raise RefusedError(
                        Reason.UNDECIDED,
                        "It has tracked changes, so it says two things at once.",
                        "Accept or reject them (or take the signed copy), save it, and capture "
                        "that.",
                    )


def _refuse_hidden(roots: list[etree._Element]) -> None:
    """Refuse words that Word does not print, or strikes out: a reader does not see them as said."""
    for root in roots:
        for name, how in (
            ("vanish", "hidden"),
            ("strike", "struck out"),
            ("dstrike", "struck out"),
        ):
            for mark in root.iter(f"{W}{name}"):
                run = mark.getparent()
                run = None if run is None else run.getparent()
                on = mark.get(f"{W}val", "true") not in {"0", "false", "off"}
                if on and run is not None and run.tag == f"{W}r" and run.find(f"{W}t") is not None:
                    raise RefusedError(
                        Reason.UNDECIDED,
                        f"Some of its words are {how}, so it says two things at once.",
                        "Show all of it in Word, take these words out or make them plain, save "
                        "it, and capture that.",
                    )


def _parts(document: Any) -> dict[str, list[etree._Element]]:
    """Return the roots of the parts that hold words, by their kind."""
    found: dict[str, list[etree._Element]] = {
        kind: [] for kind in ("header", "footer", "footnotes", "endnotes", "styles", "numbering")
    }
    relations = sorted(document.part.rels.values(), key=lambda item: str(item.rId))
    for relation in relations:
        kind = str(relation.reltype).rpartition("/")[2]
        if kind in found and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            found[kind].append(etree.fromstring(relation.target_part.blob, parser))
    return found


def _headings(styles: etree._Element | None) -> dict[str, int]:
    found = {}
    for item in styles.iter(f"{W}style") if styles is not None else ():
        name = item.find(f"{W}name")
        matched = _HEADING.match("" if name is None else str(name.get(f"{W}val", "")))
        if matched:
            found[str(item.get(f"{W}styleId", ""))] = int(matched[1])
    return found


def _said(writer: _BlockWriter, document: Any) -> tuple[str, ...]:
    notes = []
    if writer.pictures:
        notes.append(f"Pictures and embedded objects were left out ({writer.pictures}).")
    if writer.signs:
        notes.append("Symbols from special fonts are in square brackets: check them in Word.")
    if writer.numbers.unknown:
        notes.append("Some numbers are written in words in Word, and as digits here.")
    kinds = {str(item.reltype).rpartition("/")[2] for item in document.part.rels.values()}
    if "comments" in kinds:
        notes.append("Comments were left out: they are not part of the text.")
    return tuple(notes)


def _damaged() -> RefusedError:
    return RefusedError(
        Reason.DAMAGED,
        "The Word document is damaged: a part of it cannot be read.",
        "Open it in Word, save it anew, and capture that.",
    )

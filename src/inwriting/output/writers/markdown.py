"""Markdown, for a comment, a wiki or the summary of a GitHub step.

Whatever stands in it may come from a pull request of somebody unknown: it is all shown as text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from inwriting.output.markdown import fenced, inert, table_row
from inwriting.output.options import Options
from inwriting.output.page import Cell, LinkedWords, Section
from inwriting.output.report import Enclosure, Report

LARGEST = 1024 * 1024
"""How many bytes of summary GitHub takes from a step."""
_RESERVE = 700
"""Bytes kept free for the end, which counts what was left out."""
_LONGEST_CELL = 600
_MOST_LINES = 12
_URL_SAFE = "/:?#@!$&'()*+,;=%~"
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~%/-]*)?(#[A-Za-z0-9._-]*)?")
"""What is made a link: nothing in it means anything to Markdown within angle brackets."""


def render(report: Report, options: Options) -> str:
    """Return the report in at most `options.room` bytes, the gravest first and the rest counted.

    It is empty when there is no room even for the head. Bytes count, for they are never fewer
    than characters, however GitHub counts them.
    """
    head = f"{report.marker}\n" if report.marker else ""
    head += f"## {report.title}\n\n**{inert(report.answer)}**\n"
    head += "".join(f"\n**{inert(note.text)}**\n" for note in report.notes())
    header = [f"- {inert(line)}\n" for line in report.header()]
    head += "".join(["\n", *header] if header else [])
    page = MarkdownPage()
    report.body(page, options)
    for enclosure in report.enclosed():
        page.enclose(enclosure)
    room = report.room if options.room is None else options.room
    if room is None:
        return head + "".join(part.whole for part in page.parts)
    where = inert(f"All of it: {report.command}")
    if address := _address(options.run):
        where += f', or <a href="{address}">the summary of the job</a>'
    return _within(room - _RESERVE, head, page.parts, where)


@dataclass(slots=True)
class _PagePart:
    """A heading and what stands below it, of which the first pieces are shown."""

    title: str
    begin: str = ""
    pieces: list[str] = field(default_factory=list)
    end: str = ""
    weight: int = 1
    """How many things one piece holds."""
    is_table: bool = False

    @property
    def whole(self) -> str:
        return self.begin + "".join(self.pieces) + self.end if self.pieces else ""


def _within(room: int, head: str, parts: Iterable[_PagePart], where: str) -> str:
    """Return what there is *room* for; of each part something, and what is left out counted."""
    room -= len(head.encode("utf-8"))
    if room < 0:
        # The annotations and the exit code say it all the same.
        return ""
    text = head
    left_out: dict[str, int] = {}
    for part in parts:
        size = len((part.begin + part.end).encode("utf-8"))
        taken = 0
        for piece in part.pieces:
            size += len(piece.encode("utf-8"))
            # No part takes all the room that is left: a reader needs something of each.
            if size > room * 2 // 3:
                break
            taken += 1
        if taken:
            shown = part.begin + "".join(part.pieces[:taken]) + part.end
            room -= len(shown.encode("utf-8"))
            text += shown
        if left := len(part.pieces) - taken:
            left_out[part.title] = left_out.get(part.title, 0) + left * part.weight
    if left_out:
        counts = ", ".join(f"{number:,} of {title}" for title, number in left_out.items())
        end = f"\n{inert(f'No room here for {counts}. ')}{where}.\n"
        if len(end.encode("utf-8")) > _RESERVE:
            end = f"\nNo room here for {sum(left_out.values()):,} more lines.\n"
        text += end
    return text


class MarkdownPage:
    """A page that grows part by part."""

    def __init__(self) -> None:
        self.parts: list[_PagePart] = [_PagePart("what was found", "\n")]

    @property
    def published(self) -> bool:
        """Others read it."""
        return True

    @property
    def width(self) -> int:
        """As many columns as anybody needs."""
        return 1000

    def heading(self, text: str, style: str = "heading") -> None:  # noqa: ARG002 - it has one style
        """Begin a part."""
        self._begin(text, f"\n### {inert(text)}\n\n")

    def line(self, text: str = "", style: str = "", indent: int = 0, hanging: int = 0) -> None:
        """Add a paragraph, or an item of a list where it is indented.

        What is indented by four or more goes on with the item before.
        """
        self.spans((text, style), indent=indent, hanging=hanging)

    def spans(self, *parts: tuple[str, str], indent: int = 0, hanging: int = 0) -> None:  # noqa: ARG002
        """Add the same of several parts, of which headings stand out."""
        words = "".join(_styled(text, style) for text, style in parts).strip()
        if words:
            self._add(words, indent)

    def fields(self, pairs: Iterable[tuple[str, str | LinkedWords]], indent: int) -> None:
        """Add names with their values to the last item; an address that is plainly one is a link.

        Pairs without a value are left out.
        """
        for name, value in pairs:
            if str(value):
                self._add(f"{inert(name.capitalize())}: {_linked(value)}", indent)

    def table(self, header: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]]) -> None:
        """Add a table; a row of a single cell is a heading within it."""
        part = self.parts[-1]
        if part.pieces:
            part = self._begin(part.title, "\n")
        part.is_table = True
        part.begin += _table_head([inert(name.strip()) for name in header])
        for row in rows:
            cells = [_styled(text.strip(), style) for text, style in row]
            part.pieces.append(table_row(cells + [""] * (len(header) - len(cells))))

    def records(self, section: Section) -> None:
        """Add records as a table, of the columns in which anything stands."""
        columns = [n for n in range(len(section.columns)) if any(row[n] for row in section.rows)]
        part = self._framed(section.title, section.heading, folded=not section.open)
        part.begin += _table_head([inert(section.columns[n]) for n in columns])
        part.pieces += [table_row([_cell(row[n]) for n in columns]) for row in section.rows]

    def enclose(self, item: Enclosure) -> None:
        """Add a text to be copied as it is."""
        part = self._framed(item.kind, item.title, folded=True)
        part.weight = item.number
        part.pieces.append(fenced(item.text))

    def _framed(self, title: str, heading: str, *, folded: bool) -> _PagePart:
        begin, end = f"\n### {inert(heading)}\n\n", ""
        if folded:
            begin, end = f"\n<details><summary>{inert(heading)}</summary>\n\n", "\n</details>\n"
        return self._begin(title, begin, end)

    def _add(self, words: str, indent: int) -> None:
        part = self.parts[-1]
        if part.is_table:
            part = self._begin(part.title, "\n")
        if indent >= 4 and part.pieces:
            part.pieces[-1] = part.pieces[-1].removesuffix("\n") + f"<br>{words}\n"
        elif not indent:
            part.pieces.append(f"\n{words}\n\n" if part.pieces else f"{words}\n\n")
        else:
            part.pieces.append(f"- {words}\n")

    def _begin(self, title: str, begin: str, end: str = "") -> _PagePart:
        self.parts.append(_PagePart(title, begin, end=end))
        return self.parts[-1]


def _styled(text: str, style: str) -> str:
    """Return *text*, of which only a heading stands out; spaces beside it are no part of that."""
    words = inert(text.strip())
    if style != "heading" or not words:
        return inert(text)
    return f"{' ' * text.startswith(' ')}**{words}**{' ' * text.endswith(' ')}"


def _linked(value: str | LinkedWords) -> str:
    if isinstance(value, str):
        return inert(value)
    if _ADDRESS.fullmatch(value.address):
        return f"[{inert(value.words or 'the page in the register')}](<{value.address}>)"
    return inert(str(value))


def _address(url: str) -> str:
    """Return *url* as it may stand in an attribute; only https, and nothing that ends one."""
    if not url.startswith("https://"):
        return ""
    return quote(url, safe=_URL_SAFE).replace("&", "&amp;").replace("'", "&#39;")


def _table_head(cells: list[str]) -> str:
    return table_row(cells) + table_row(["---"] * len(cells))


def _cell(cell: Cell) -> str:
    lines = (cell,) if isinstance(cell, str) else cell
    shown = [inert(_short(line)) for line in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        shown.append(f"and {len(lines) - _MOST_LINES} more")
    return "<br>".join(shown)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_CELL else f"{words[:_LONGEST_CELL]}…"

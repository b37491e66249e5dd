"""A difference as Markdown for a pull request's comment and for a job's summary.

Whatever stands in it may come from a pull request of somebody unknown: it is all shown as text.
"""

from collections.abc import Iterable
from urllib.parse import quote

from inwriting.diff.difference import Difference, Letter
from inwriting.output.diff_sections import Cell, Section, compared, headline, sections
from inwriting.output.markdown import fenced, inert, table_row

MARKER = "<!-- inwriting-diff -->"
"""The first line, by which the one comment is found that is to be updated."""
LARGEST_COMMENT = 65_536
"""How many characters GitHub takes in a comment."""
_LONGEST_CELL = 600
_MOST_LINES = 12
_RESERVE = 700
"""Characters kept free for the end, which counts what was left out."""
_URL_SAFE = "/:?#@!$&'()*+,;=%~"


def render(
    difference: Difference,
    room: int = LARGEST_COMMENT,
    summary_url: str = "",
    *,
    marked: bool = True,
    retold: bool = False,
) -> str:
    """Return the report in at most *room* bytes, the gravest first and the rest counted.

    It is empty when there is no room even for the head. Bytes count, for they are never fewer
    than characters, however GitHub counts them. *summary_url* is where all of it stands; *retold*
    tells that it was read from a file, which whoever proposed the change may have written.
    """
    page = _Page(room - _RESERVE)
    head = f"{MARKER}\n" if marked else ""
    head += f"## What this change moves\n\n**{inert(headline(difference))}**\n"
    if about := compared(difference):
        head += f"\nCompared: {inert(about)}.\n"
    if retold:
        head += (
            "\nThis is what the change's own run reported. Whether it may merge, the check says.\n"
        )
    if not page.add(head):
        return ""
    for section in sections(difference):
        page.section(section)
    for letter in difference.letters:
        page.letter(letter)
    return page.text + page.rest(summary_url)


class _Page:
    """Markdown that grows part by part as long as there is room; the rest is counted."""

    def __init__(self, room: int) -> None:
        self.text = ""
        self._room = room
        self._left_out: dict[str, int] = {}

    def add(self, part: str) -> bool:
        size = len(part.encode("utf-8"))
        if size > self._room:
            return False
        self.text += part
        self._room -= size
        return True

    def section(self, section: Section) -> None:
        """Add as many rows of *section* as there is room for."""
        columns = _filled(section)
        begin, end = _frame(section.heading, folded=not section.open)
        begin += table_row([inert(section.columns[n]) for n in columns])
        begin += table_row(["---"] * len(columns))
        rows = [table_row([_cell(row[n]) for n in columns]) for row in section.rows]
        self._framed(section.title, begin, rows, end)

    def letter(self, letter: Letter) -> None:
        """Add the questions to a vendor, to be copied into an e-mail."""
        number = len(letter.questions)
        title = f"To ask {letter.name} ({letter.vendor}): {number} question{'s' * (number > 1)}"
        begin, end = _frame(title, folded=True)
        part = begin + fenced(_written(letter)) + end
        if not self.add(part):
            self._left_out["questions to vendors"] = (
                self._left_out.get("questions to vendors", 0) + number
            )

    def rest(self, summary_url: str) -> str:
        """Return the end: what found no room and where to read it."""
        if not self._left_out:
            return ""
        parts = [f"{number:,} of {title}" for title, number in self._left_out.items()]
        told = f"No room here for {', '.join(parts)}. "
        where = inert("All of it: inwriting diff BASE")
        address = _address(summary_url)
        if address:
            where += f', or <a href="{address}">the summary of the job</a>'
        return f"\n{inert(told)}{where}.\n"

    def _framed(self, title: str, begin: str, rows: Iterable[str], end: str) -> None:
        rows = list(rows)
        size = len((begin + end).encode("utf-8"))
        taken: list[str] = []
        # No part takes all the room that is left: a reader needs something of each.
        room = self._room * 2 // 3
        for row in rows:
            size += len(row.encode("utf-8"))
            if size > room:
                break
            taken.append(row)
        if taken:
            self.add(begin + "".join(taken) + end)
        if len(taken) < len(rows):
            self._left_out[title] = len(rows) - len(taken)


def _frame(title: str, *, folded: bool) -> tuple[str, str]:
    if folded:
        return f"\n<details><summary>{inert(title)}</summary>\n\n", "\n</details>\n"
    return f"\n### {inert(title)}\n\n", ""


def _filled(section: Section) -> list[int]:
    """Return the numbers of the columns in which anything stands."""
    return [n for n in range(len(section.columns)) if any(row[n] for row in section.rows)]


def _cell(cell: Cell) -> str:
    lines = (cell,) if isinstance(cell, str) else cell
    shown = [inert(_short(line)) for line in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        shown.append(f"and {len(lines) - _MOST_LINES} more")
    return "<br>".join(shown)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_CELL else f"{words[:_LONGEST_CELL]}…"


def _written(letter: Letter) -> str:
    lines = []
    for number, item in enumerate(letter.questions, 1):
        lines += [
            f"{number}. {item.title} (for {', '.join(item.offerings)})",
            f"   {item.ask}",
            f"   A good answer contains: {item.good_answer}",
            "",
        ]
    return "\n".join(lines[:-1])


def _address(url: str) -> str:
    """Return *url* as it may stand in an attribute; only https, and nothing that ends one."""
    if not url.startswith("https://"):
        return ""
    return quote(url, safe=_URL_SAFE).replace("&", "&amp;").replace("'", "&#39;")

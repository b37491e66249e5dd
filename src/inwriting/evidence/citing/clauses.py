"""Which clause does a place lie in? As documents number themselves: 1.2, (a), Article 5, headings.

A document is read line by line. Each line may open a part: a named division (Article 5, Schedule
1), a heading, a number, a letter. A part holds until one of its own rank, or of a higher one,
opens. Ranks: divisions, headings by their level, numbers by their depth, letters.
"""

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from markdown_it import MarkdownIt

_LONGEST_HEADING = 160
_DIVISION = re.compile(
    r"(?P<word>article|art\.|section|clause|schedule|annex|appendix|exhibit|attachment|part|addendum"
    r"|artikel|paragraph|§)\s*(?P<number>\d{1,3}(?:\.\d{1,3})*|[A-Z]|[IVXL]{1,6})(?:\s*[.:)\u2013\u2014-]|\s|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,5})(?:(?:[.)]+|\b)(?=\s|$)|\.(?=[A-Z“\"]))"
)
# Captures of some pages hold a whole document in one line, its numbers glued to what is before.
_GLUED = re.compile(r"(?<=[.;:)\w”\"])(?<!\d)(?P<number>\d{1,2}\.\d{1,2})\.? (?=[A-Z“\"])")
_LONG_LINE = 600
_TYPED = re.compile(r"\d{1,3}(?:\.\d{1,3})*|\b[IVXL]{1,6}\b(?:\.\d{1,3})*")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_LETTERED = re.compile(r"(?P<number>[A-Z](?:\.\d{1,3}){1,4})[.)]?(?=\s)")
_CAPITAL = re.compile(r"(?P<number>[A-Z]|[IVXL]{2,6})\.(?=\s)")
_SMALL_ROMAN = re.compile(r"[ivxl]+")
_DATED = re.compile(r"(last )?(updated|modified|revised)|effective", re.IGNORECASE)
_LETTER = re.compile(
    r"\((?P<bracketed>[a-z]{1,2}|[ivxl]{1,6}|\d{1,2}|[A-Z])\)|(?P<plain>[a-z]|[ivx]{2,5})[.)](?=\s)"
)
_MARKS = re.compile(r"^[\s>]*(?:[-*+]\s+(?=\S))?[\s>]*")
_HEADING_MARKS = re.compile(r"#{1,6}\s+")
_BOLD_LINE = re.compile(r"(?P<mark>\*\*|__)(?P<words>.+?)(?P=mark)\s*:?\s*\Z")
_EMPHASIS = re.compile(r"[*_`\\]+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|\[|\]|<[^>]{0,200}>")
_PARSER = MarkdownIt("commonmark")


class Rank(IntEnum):
    """Which parts hold others: a lower one holds the higher ones."""

    DIVISION = 0
    HEADING = 10
    BOLD = 17
    NUMBER = 20
    LETTER = 30
    ROMAN = 40


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A part of a document that a place may lie in."""

    start: int
    """Where its line begins, in code points."""
    rank: int
    number: str
    """As in 4.2, (a), Article 5 or Schedule 1; empty for a heading without a number."""
    title: str
    """The words of its heading; empty for a numbered paragraph."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The parts that a place lies in, the outermost first."""

    parts: tuple[DocumentPart, ...]

    @property
    def label(self) -> str:
        """How to cite it: Schedule 1, 4.2(a), or the two innermost headings; empty for none."""
        words = [part.number for part in self.parts if part.rank == Rank.DIVISION and part.number]
        numbers = _numbers(self.parts)
        if numbers:
            return ", ".join([*words, numbers])
        titles = [part.title for part in self.parts if part.title and part.rank > Rank.DIVISION]
        return ", ".join([*words, *titles[-2:]] if words else titles[-2:])

    @property
    def shown(self) -> str:
        """Every part in words, for a person to choose by."""
        return " > ".join(" ".join(filter(None, (part.number, part.title))) for part in self.parts)


def clause_at(text: str, start: int) -> Clause:
    """Return the clause that the code point at *start* of *text* lies in."""
    return _read(text).at(start)


def fits(text: str, start: int, clause: str) -> bool:
    """Tell whether *clause*, as a person typed it, may name the place at *start* of *text*.

    A number in it must be one of a part that the place lies in. Words alone cannot be denied.
    """
    typed = [_arabic(number) for number in _TYPED.findall(clause)]
    if not typed:
        return True
    found = clause_at(text, start)
    words = [*(f"{part.number} {part.title}" for part in found.parts), _numbers(found.parts)]
    here = {number for item in words for number in _spellings(item)}
    return any(number in here for number in typed)


@dataclass(frozen=True, slots=True)
class _Document:
    starts: tuple[int, ...]
    clauses: tuple[Clause, ...]

    def at(self, start: int) -> Clause:
        index = bisect_right(self.starts, start) - 1
        return self.clauses[index] if index >= 0 else Clause(())


@lru_cache(maxsize=64)
def _read(text: str) -> _Document:
    starts: list[int] = []
    clauses: list[Clause] = []
    stack: list[DocumentPart] = []
    for found in _parts(text):
        part = _below_letter(found, stack)
        while stack and stack[-1].rank >= part.rank:
            stack.pop()
        stack.append(part)
        starts.append(part.start)
        clauses.append(Clause(tuple(stack)))
    return _Document(tuple(starts), tuple(clauses))


def _below_letter(part: DocumentPart, stack: list[DocumentPart]) -> DocumentPart:
    """Return *part* ranked below the letter above it where it is a Roman number: (i) under (b)."""
    inner = part.number[1:-1]
    if part.rank < Rank.LETTER or not _SMALL_ROMAN.fullmatch(inner):
        return part
    letters = [item for item in stack if Rank.LETTER <= item.rank < Rank.ROMAN]
    if not letters:
        return part
    last = letters[-1].number[1:-1]
    romans = any(item.rank >= Rank.ROMAN for item in stack)
    follows = len(inner) == 1 and len(last) == 1 and ord(inner) == ord(last) + 1
    if (follows and not romans) or _SMALL_ROMAN.fullmatch(last):
        return part
    return dataclasses.replace(part, rank=Rank.ROMAN)


def _parts(text: str) -> Iterator[DocumentPart]:
    headings = _headings(text)
    start = 0
    indents: list[tuple[int, str]] = []
    for index, line in enumerate(text.split("\n")):
        yield from _line(line, start, headings.get(index, 0), indents)
        if len(line) > _LONG_LINE:
            yield from _glued(line, start)
        start += len(line) + 1


def _glued(line: str, start: int) -> Iterator[DocumentPart]:
    for found in _GLUED.finditer(line):
        number = found["number"]
        yield DocumentPart(start + found.start("number"), Rank.NUMBER + 1, number, "")


def _headings(text: str) -> dict[int, int]:
    """Return the level of each heading by its line, as a CommonMark parser reads them."""
    return {
        token.map[0]: int(token.tag[1:])
        for token in _PARSER.parse(text)
        if token.type == "heading_open" and token.map
    }


def _line(
    line: str, start: int, level: int, indents: list[tuple[int, str]]
) -> Iterator[DocumentPart]:
    """Yield the parts that *line* opens; *indents* holds the numbered lists that it lies in."""
    marks = _MARKS.match(line)
    indent = len(marks.group()) if marks else 0
    rest = line[indent:].rstrip()
    if not rest:
        return
    if heading := _HEADING_MARKS.match(rest):
        rest = rest[heading.end() :].rstrip("# ")
    bold = _BOLD_LINE.match(rest)
    words = _LINK.sub(lambda found: found.group(1) or "", rest)
    words = _EMPHASIS.sub("", words).strip().rstrip(":").strip()
    titled = bool(level or bold) and len(words) <= _LONGEST_HEADING
    rank = Rank.HEADING + level if level else Rank.BOLD
    if (division := _DIVISION.match(words)) and len(words) <= _LONGEST_HEADING:
        name = f"{division['word'].capitalize()} {division['number']}"
        indents.clear()
        yield DocumentPart(start, Rank.DIVISION, name, _after(words, division.end()))
        return
    if titled and _DATED.match(words):
        return
    if titled and (capital := _CAPITAL.match(words)):
        indents.clear()
        yield DocumentPart(start, rank, capital["number"], _after(words, capital.end()))
        return
    number = _NUMBER.match(words) or _LETTERED.match(words)
    if number:
        yield _numbered(
            number["number"],
            _after(words, number.end()) if titled else "",
            start,
            indent,
            indents,
            rank if titled else None,
        )
        return
    if titled:
        indents.clear()
        yield DocumentPart(start, rank, "", words)
        return
    if letter := _LETTER.match(words):
        name = letter["bracketed"] or letter["plain"]
        yield DocumentPart(start, Rank.LETTER + min(indent, 9), f"({name})", "")


def _numbered(
    number: str,
    title: str,
    start: int,
    indent: int,
    indents: list[tuple[int, str]],
    rank: int | None,
) -> DocumentPart:
    """Return the part with *number*; a plain number in an indented list lies in the one above."""
    if "." not in number and rank is None:
        while indents and indents[-1][0] >= indent:
            indents.pop()
        whole = f"{indents[-1][1]}.{number}" if indents else number
        indents.append((indent, whole))
        depth = whole.count(".")
        return DocumentPart(start, Rank.NUMBER + depth, whole, title)
    indents.clear()
    indents.append((indent, number))
    if rank is not None:
        # A numbered heading ranks with other headings, and numbers below it come deeper.
        return DocumentPart(start, rank, number, title)
    return DocumentPart(start, Rank.NUMBER + number.count("."), number, title)


def _numbers(parts: tuple[DocumentPart, ...]) -> str:
    """Return the number that the parts add up to, as in 4.2(a)."""
    found = ""
    letters = ""
    for part in parts:
        if part.rank == Rank.DIVISION or not part.number:
            continue
        if part.number.startswith("("):
            letters += part.number
        elif found.isalpha() and "." not in part.number:
            found += f".{part.number}"
        elif found and "." not in part.number and part.rank >= Rank.NUMBER:
            # 2 inside 4.1 is 4.1(2): the document numbers its lists anew.
            letters += f"({part.number})"
        else:
            found, letters = part.number, ""
    return found + letters if found else letters


def _spellings(words: str) -> set[str]:
    """Return the numbers in *words*, and those that they lie in: 4 for 4.2."""
    numbers = [_arabic(number).split(".") for number in _TYPED.findall(words)]
    return {".".join(parts[:length]) for parts in numbers for length in range(1, len(parts) + 1)}


def _arabic(number: str) -> str:
    """Return *number* with Roman digits in front written as Arabic ones."""
    head, dot, rest = number.partition(".")
    if head.isdigit():
        return number
    values = [_ROMAN[digit] for digit in head]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return f"{sum(-value if value < after else value for value, after in pairs)}{dot}{rest}"


def _after(words: str, end: int) -> str:
    return words[end:].lstrip(" .:)\u2013\u2014-").strip()[:_LONGEST_HEADING]

"""Where do words stand in a document, however they are typeset? Places in code points."""

import functools
import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

from inwriting.evidence.citing.clauses import Clause, clause_at
from inwriting.texts.passages import HYPHEN, PLAIN

_CLUSTER = re.compile(r"(?:\r\n|[^\u0300-\u036f])[\u0300-\u036f]*|[\u0300-\u036f]+", re.DOTALL)
# What Markdown writes and a reader does not see: link targets, emphasis, tags, escapes, headings.
_MARKUP = re.compile(
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|!(?=\[)|[*_`\\\[\]]+|<[^<>\n]{1,200}>"
    r"|^[ \t]*(?:#{1,6}|>|[-*+])[ \t]+",
    re.MULTILINE,
)
_SENTENCE_END = re.compile(
    r"(?<=[.!?;:])[\"'\u201d\u2019)*_]*\s+(?=[\"'\u201c(\[*_]*[A-Z0-9])|\n\s*\n"
    # A clause's number at the beginning of a line ends a heading without a full stop.
    r"|\n[ \t]*(?=[0-9]{1,3}(?:\.[0-9]{1,3})+\.?[ \t]+[\"'\u201c(]?[A-Z])"
)
_NEAR_ENOUGH = 60.0


@dataclass(frozen=True, slots=True)
class Match:
    """One place where the words stand."""

    start: int
    """In code points of the text, from 0."""
    end: int
    line: int
    """From 1."""
    clause: Clause


@dataclass(frozen=True, slots=True)
class Near:
    """The most similar place, where the words themselves do not stand."""

    found: Match
    likeness: int
    """How alike the words are, of 100."""


def find(text: str, words: str) -> tuple[Match, ...]:
    """Return every place of *text* where *words* stand; case, typography and markup do not count.

    Empty words stand nowhere.
    """
    needle = _seen(words)[0].strip()
    if not needle:
        return ()
    hay, offsets = _seen(text)
    places = []
    begin = hay.find(needle)
    while begin >= 0:
        places.append(_found(text, offsets[begin], _behind(text, offsets, begin + len(needle))))
        begin = hay.find(needle, begin + len(needle))
    return tuple(places)


def nearest(text: str, words: str) -> Near | None:
    """Return the place of *text* most like *words*; None where nothing is much like them."""
    needle = _seen(words)[0].strip()
    hay, offsets = _seen(text)
    if not needle or not hay:
        return None
    best = fuzz.partial_ratio_alignment(needle, hay, score_cutoff=_NEAR_ENOUGH)
    if best is None or best.dest_end <= best.dest_start:
        return None
    place = _found(text, offsets[best.dest_start], _behind(text, offsets, best.dest_end))
    return Near(place, round(best.score))


def widened(text: str, found: Match) -> Match:
    """Return *found* widened to the whole sentences that it lies in."""
    begin = 0
    for end_of_sentence in _SENTENCE_END.finditer(text, 0, found.start):
        begin = end_of_sentence.end()
    after = _SENTENCE_END.search(text, max(found.end - 1, 0))
    end = after.start() if after else len(text)
    # Marks in front of the first word and white space at the end are no part of the sentence.
    stripped = text[begin:end].rstrip()
    return _found(text, begin, max(begin + len(stripped), found.end))


def joined(text: str, first: Match, words: str) -> Match | None:
    """Return the place from *first* to the next *words* behind it; None where there are none."""
    for last in find(text, words):
        if last.start >= first.start and last.end > first.end:
            return _found(text, first.start, last.end)
    return None


def _found(text: str, start: int, end: int) -> Match:
    return Match(start, end, text.count("\n", 0, start) + 1, clause_at(text, start))


def _behind(text: str, offsets: tuple[int, ...], end: int) -> int:
    """Return the offset in *text* behind the seen character before *end*."""
    last = offsets[end - 1]
    # One character may have become several, and several one: the next other offset is behind it.
    while end < len(offsets) and offsets[end] == last:
        end += 1
    cluster = _CLUSTER.match(text, last)
    return cluster.end() if cluster else last + 1


@functools.lru_cache(maxsize=16)
def _seen(text: str) -> tuple[str, tuple[int, ...]]:
    """Return *text* as a reader sees it, folded, with the offset of each character in it."""
    hidden = bytearray(len(text))
    for mark in _MARKUP.finditer(text):
        hidden[mark.start() : mark.end()] = b"\1" * (mark.end() - mark.start())
    letters: list[str] = []
    offsets: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        at = cluster.start()
        if hidden[at]:
            continue
        for letter in _plain(cluster.group()):
            letters.append(letter)
            offsets.append(at)
    return _collapsed("".join(letters), offsets)


@functools.lru_cache(maxsize=4096)
def _plain(cluster: str) -> str:
    plain = cluster.translate(PLAIN)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain).translate(PLAIN)
    return plain.lower()


def _collapsed(folded: str, offsets: list[int]) -> tuple[str, tuple[int, ...]]:
    """Drop the hyphens that say nothing and collapse white space; offsets follow."""
    letters: list[str] = []
    kept: list[int] = []
    position = 0
    spans = [match.span() for match in HYPHEN.finditer(folded)]
    for start, end in [*spans, (len(folded), len(folded))]:
        for index in range(position, start):
            letter = folded[index]
            if letter.isspace():
                if not letters or letters[-1] == " ":
                    continue
                letter = " "
            letters.append(letter)
            kept.append(offsets[index])
        position = end
    return "".join(letters), tuple(kept)

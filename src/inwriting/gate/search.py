"""Which files hold something that footprints name, and where.

One pass of an Aho-Corasick automaton over the bytes looks for every needle at once, in memory that
does not grow with the file. Letters are compared in small ones, and the characters that registries
take for one another (- _ .) as one; offsets stay those of the file.
"""

from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from inwriting.gate.search_terms import SearchTerm, TermContext

Hits = tuple[tuple[int, int], ...]
"""Where needles stand: byte offsets of begin and end, in the order of their ends."""

_CHUNK = 1 << 17
"""Larger blocks are asked of the system and given back each time, for half as much time again."""
_MARGIN = 512
"""How far before and behind a needle its surroundings are looked at; longer than any needle."""
_SPACE = b" \t\r\n"
_BEFORE_IMPORTED = (b"import", b"from", b"using", b"require", b"use", b",", b"(")


def _folding() -> bytes:
    """Return the table that brings text into the form in which it is compared."""
    table = bytearray(range(256))
    for letter in range(ord("A"), ord("Z") + 1):
        table[letter] = letter + 32
    for mark in b"_.":
        table[mark] = ord("-")
    for mark in b" \t\r\n\0\"'`()[]{}<>,;=|!":
        table[mark] = _PARTS
    return bytes(table)


_PARTS = ord('"')
"""What stands for every character that parts words from each other."""
_FOLDED = _folding()
_ALIKE = frozenset(mark for mark in range(256) if _FOLDED[mark] in b'-"')
"""Characters of which several have one folded form."""
_IN_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_QUOTES = frozenset(b"\"'`[</>=")
_LED = {
    TermContext.QUOTED: (b'"', b"/"),
    TermContext.QUOTED_BEGINNING: (b'"', b"/"),
    TermContext.MODEL: (b'"', b"/", b":"),
    TermContext.MODEL_BEGINNING: (b'"', b"/", b":"),
    TermContext.IMPORTED: (b'"',),
}
"""What must stand before a needle, folded: the search itself then finds few that do not count."""
_TRAILED = (b'"', b"/", b"@", b":")
"""What may stand behind a name that many words begin with."""
_SHORT = 3


_Check = Callable[[bytes, int, int], bool]


class _Pattern(NamedTuple):
    """One pattern of the automaton."""

    lead: int
    """How many characters of it stand before the needle."""
    trail: int
    """How many stand behind it."""
    checks: tuple[_Check, ...]
    """Any of them tells that the needle counts where it stands."""
    escape: bool


class Search:
    """A search for needles. It can be used for any number of files."""

    def __init__(self, needles: tuple[SearchTerm, ...]) -> None:
        """Prepare the search. Raises ValueError when a needle is empty or absurdly long."""
        places: dict[tuple[bytes, int, int], list[SearchTerm]] = {}
        for needle in needles:
            text = needle.text.encode("utf-8").translate(_FOLDED)
            if not 0 < len(text) < _MARGIN // 2:
                message = f"{needle.text[:60]!r} cannot be searched for"
                raise ValueError(message)
            short = needle.stands is TermContext.QUOTED and len(text) <= _SHORT
            for lead in _LED.get(needle.stands, (b"",)):
                for trail in _TRAILED if short else (b"",):
                    pattern = (lead + text + trail, len(lead), len(trail))
                    places.setdefault(pattern, []).append(needle)
        self._patterns = [
            _Pattern(lead, trail, tuple(map(_check, found)), _is_escape(found))
            for (_, lead, trail), found in places.items()
        ]
        texts = [text for text, *_ in places]
        self._automaton = BytesAhoCorasick(texts, implementation=Implementation.DFA)

    def hits(self, content: bytes, *, escapes: bool = False) -> Hits:
        """Return where needles stand in *content*; with *escapes*, escapes of letters count too."""
        # A needle may stand at the very beginning or end, where nothing parts it from the rest.
        folded = b'"%b"' % content.translate(_FOLDED)
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        if not found:
            return ()
        return tuple(sorted(set(self._counting(found, content, escapes)), key=itemgetter(1, 0)))

    def stream(
        self, read: Callable[[int], bytes], *, escapes: bool = False
    ) -> Iterator[tuple[int, int]]:
        """Yield where needles stand in what *read* returns, call for call, until it is empty.

        No more than about two chunks are in memory at once, however long a line is.
        """
        buffer, base, done = b"", 0, 0
        while True:
            chunk = read(_CHUNK)
            buffer += chunk
            # What ends within the margin is judged with the next chunk, which is behind it.
            limit = len(buffer) - _MARGIN if chunk else len(buffer)
            for start, end in self.hits(buffer, escapes=escapes):
                if done < base + end <= base + limit:
                    yield base + start, base + end
            if not chunk:
                return
            done = max(done, base + limit)
            kept = buffer[-2 * _MARGIN :]
            base += len(buffer) - len(kept)
            buffer = kept

    def _counting(
        self, found: list[tuple[int, int, int]], content: bytes, escapes: bool
    ) -> Iterator[tuple[int, int]]:
        size = len(content)
        for number, start, end in found:
            pattern = self._patterns[number]
            if pattern.escape and not escapes:
                continue
            place = (start - 1 + pattern.lead, end - 1 - pattern.trail)
            inside = place[0] >= 0 and place[1] <= size
            if inside and any(check(content, *place) for check in pattern.checks):
                yield place


def _is_escape(needles: list[SearchTerm]) -> bool:
    return any(needle.stands is TermContext.ESCAPE for needle in needles)


def _anywhere(_content: bytes, _start: int, _end: int) -> bool:
    return True


def _as_word(content: bytes, start: int, end: int) -> bool:
    if start and content[start - 1] in _IN_WORD:
        return False
    return end == len(content) or content[end] not in _IN_WORD


def _after_quote(content: bytes, start: int) -> bool:
    """Tell whether what begins at *start* looks like a text or a value rather than a word."""
    if start == 0 or content[start - 1] in _QUOTES:
        return True
    if content[start - 1] not in _SPACE:
        return False
    head = content[max(0, start - 16) : start].rstrip(b" \t")
    # Behind a sign of assignment, or on a line of its own, as in a list of requirements.
    return not head or head[-1] in b"\r\n:=-"


def _quoted(content: bytes, start: int, end: int) -> bool:
    return _as_word(content, start, end) and _after_quote(content, start)


def _quoted_beginning(content: bytes, start: int, _end: int) -> bool:
    return _after_quote(content, start)


def _model(content: bytes, start: int, end: int) -> bool:
    return _as_word(content, start, end) and _model_beginning(content, start, end)


def _model_beginning(content: bytes, start: int, _end: int) -> bool:
    return content[start - 1 : start] == b":" or _after_quote(content, start)


def _imported(content: bytes, start: int, end: int) -> bool:
    if not _as_word(content, start, end):
        return False
    head = content[max(0, start - 64) : start].rstrip(_SPACE).lower()
    return head.endswith(_BEFORE_IMPORTED)


_CHECKS: dict[TermContext, _Check] = {
    TermContext.ANYWHERE: _anywhere,
    TermContext.AS_WORD: _as_word,
    TermContext.QUOTED: _quoted,
    TermContext.QUOTED_BEGINNING: _quoted_beginning,
    TermContext.MODEL: _model,
    TermContext.MODEL_BEGINNING: _model_beginning,
    TermContext.IMPORTED: _imported,
    TermContext.ESCAPE: _anywhere,
}


def _check(needle: SearchTerm) -> _Check:
    """Return what tells whether *needle* counts where its folded form stands."""
    stands = _CHECKS[needle.stands]
    text = needle.text.encode("utf-8")
    if needle.loose or not any(mark in _ALIKE for mark in text):
        return stands

    def exactly(content: bytes, start: int, end: int) -> bool:
        return content[start:end].lower() == text and stands(content, start, end)

    return exactly

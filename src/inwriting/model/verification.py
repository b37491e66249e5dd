"""Are the cited words still in their document, at their place? Pure functions of text."""

import functools
import re
from dataclasses import dataclass
from enum import Enum

from inwriting.load.evidence import TextState
from inwriting.model.dossier import Citation, Passage
from inwriting.passages import collapsed, digest_of, markup_free

MOST_TRIED = 10_000_000
"""How many characters are read in search of one moved passage; beyond, it counts as missing."""
# A full stop before it may end a sentence, as in "Exhibit B.15.5 Modification".
_CLAUSE_NUMBER = re.compile(r"(?<!\w)(?<!\d\.)(\d{1,3}(?:\.\d{1,3}){0,4})(?![\w]|\.\d)")
_LIST_ITEM = re.compile(r"^([ \t]*)(\d{1,3})[.)][ \t]", re.MULTILINE)
_DEEPEST_CLAUSE = 5


class Verification(Enum):
    """What became of a citation's words."""

    NOT_AT_HAND = "the text is not at hand"
    FOUND = "found at its place"
    MARKUP_DIFFERS = "found at its place, with other markup"
    MOVED = "found at another place"
    MISSING = "not in the document"


@dataclass(frozen=True, slots=True)
class Verified:
    """The result of looking a citation up."""

    state: Verification
    occurrences: int = 0
    """How often the words occur in the document; 0 when they were not found."""
    start: int = -1
    """Where they begin now, in code points, when they moved."""


def verify(citation: Citation) -> Verified:
    """Look *citation* up in its document's text.

    A quote may stand anywhere in the document; a passage has its place.
    """
    document = citation.document
    if document is None or document.text.state is not TextState.AT_HAND:
        return Verified(Verification.NOT_AT_HAND)
    text = document.text.text
    if citation.passage is None:
        count = _whole(text).count(collapsed(citation.quote))
        if count:
            return Verified(Verification.FOUND, count)
        # Words that are all markup, such as a link's definition, would be found anywhere.
        words = markup_free(citation.quote)
        bare = _whole_markup_free(text).count(words) if words else 0
        state = Verification.MARKUP_DIFFERS if bare else Verification.MISSING
        return Verified(state, bare)
    return _verify_passage(text, citation.passage)


def _verify_passage(text: str, passage: Passage) -> Verified:
    words = collapsed(text[passage.start : passage.end])
    if words and passage.end <= len(text) and digest_of(words) == passage.digest:
        return Verified(Verification.FOUND, _whole(text).count(words))
    moved = _moved_to(text, passage.end - passage.start, passage.digest)
    if moved >= 0:
        again = collapsed(text[moved : moved + passage.end - passage.start])
        return Verified(Verification.MOVED, _whole(text).count(again), moved)
    bare = markup_free(text[passage.start : passage.end])
    if bare and digest_of(bare) == passage.markup_free_digest:
        return Verified(Verification.MARKUP_DIFFERS, 1)
    return Verified(Verification.MISSING)


@functools.lru_cache(maxsize=512)
def _moved_to(text: str, length: int, digest: str) -> int:
    """Return where the words with *digest* begin in *text*, or -1.

    Only places of the same length that begin where a word begins are tried, so words whose
    white space changed as well count as missing; that is the safe side.
    """
    if length <= 0 or digest == digest_of(""):
        return -1
    tried = 0
    for begin in re.finditer(r"(?<!\S)\S|(?<=\s)\s", text):
        start = begin.start()
        if start + length > len(text):
            break
        end = start + length
        # A passage ends where a word ends, so most places need no hashing.
        if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            continue
        tried += length
        if tried > MOST_TRIED:
            break
        if digest_of(collapsed(text[start:end])) == digest:
            return start
    return -1


def clause_number(clause: str) -> str:
    """Return the number that *clause* begins with or names, as in 4.2; empty when it has none."""
    match = _CLAUSE_NUMBER.search(clause)
    return match.group(1) if match else ""


def has_clause(citation: Citation) -> bool:
    """Tell whether the document has the numbered clause that *citation* names.

    A clause without a number, or a text that is not at hand, cannot be denied. A number
    counts wherever the text writes it, since documents also number by reference.
    """
    number = clause_number(citation.clause)
    document = citation.document
    if not number or document is None or document.text.state is not TextState.AT_HAND:
        return True
    return number in _numbers(document.text.text)


@functools.lru_cache(maxsize=512)
def _numbers(text: str) -> frozenset[str]:
    found = {match.group(1) for match in _CLAUSE_NUMBER.finditer(text)}
    for number in tuple(found):
        parts = number.split(".")
        if len(parts) > 3:
            # A heading may stand directly after a sentence that ends with a number:
            # "breached Section 10.1.10.3 Right to monitor".
            found |= {".".join(parts[begin:]) for begin in range(1, len(parts) - 1)}
    return frozenset(found | _nested(text))


def _nested(text: str) -> set[str]:
    """Return the numbers that nested lists give their items, as 13.2 for 2 under 13."""
    found = set()
    above: list[tuple[int, str]] = []
    for match in _LIST_ITEM.finditer(text):
        indent = len(match.group(1))
        while above and above[-1][0] >= indent:
            above.pop()
        above.append((indent, match.group(2)))
        if len(above) <= _DEEPEST_CLAUSE:
            found.add(".".join(number for _, number in above))
    return found


@functools.lru_cache(maxsize=512)
def _whole(text: str) -> str:
    return collapsed(text)


@functools.lru_cache(maxsize=64)
def _whole_markup_free(text: str) -> str:
    return markup_free(text)

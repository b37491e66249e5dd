"""Are the cited words still in their document, at their place? Pure functions of text."""

import functools
import re
from collections.abc import Iterable
from enum import Enum

import msgspec

from inwriting.register.load.document_texts import TextState
from inwriting.register.model.dossier import Citation, Passage
from inwriting.register.model.place import Place
from inwriting.texts.passages import collapsed, digest_of, folded, markup_free

MOST_READ = 100_000_000
"""How many characters one vendor's citations may have read in search of what is not at its place.

Beyond, such a citation counts as missing, which is the safe side: a hostile dossier must not be
able to make a check endless.
"""
MARKUP_COST = 50
"""How many characters' reading the parsing of one character of Markdown counts for."""
# A full stop before it may end a sentence, as in "Exhibit B.15.5 Modification".
_CLAUSE_NUMBER = re.compile(r"(?<!\w)(?<!\d\.)(\d{1,3}(?:\.\d{1,3}){0,4})(?![\w]|\.\d)")
_JOINED_BEFORE = re.compile(r"(?:\w|\d\.)\Z")
_JOINED_AFTER = re.compile(r"\w|\.\d")
_LIST_ITEM = re.compile(r"^([ \t]*)(\d{1,3})[.)][ \t]", re.MULTILINE)
_DEEPEST_CLAUSE = 5
_WORD_BEGINS = re.compile(r"(?<!\S)\S|(?<=\s)\s")
_SHORT_TEXT = 20_000
"""Characters up to which a text is searched for one clause's number, and not read for all."""
_MOST_TRIES = 20
_EACH_PLACE = 64
"""What looking at one place costs beside reading its characters, in characters."""


class Verification(Enum):
    """What became of a citation's words."""

    NOT_AT_HAND = "the text is not at hand"
    FOUND = "found at its place"
    MARKUP_DIFFERS = "found at its place, with other markup or typography"
    MOVED = "found at another place"
    MISSING = "not in the document"


class Verified(msgspec.Struct, frozen=True, gc=False):
    """The result of looking a citation up."""

    state: Verification
    occurrences: int = 0
    """How often the words occur in the document; 0 when they were not found."""
    start: int = -1
    """Where they begin now, in code points, when they moved."""
    read: int = 0
    """How many characters were read in search of them, at most; 0 when they are at their place."""


def verify_all(citations: Iterable[Citation]) -> dict[Place, Verified]:
    """Look every one of *citations* up, each once, and return the results by their places."""
    results: dict[Place, Verified] = {}
    same: dict[tuple[str, str, Passage | None], Verified] = {}
    left = MOST_READ
    for citation in citations:
        key = (citation.document_id, citation.quote, citation.passage)
        if key not in same:
            same[key] = verify(citation, left)
            left = max(0, left - same[key].read)
        results[citation.place] = same[key]
    return results


def verify(citation: Citation, most: int = MOST_READ) -> Verified:
    """Look *citation* up in its document's text, reading *most* characters in search of it.

    A quote may stand anywhere in the document; a passage has its place.
    """
    document = citation.document
    if document is None or document.text.state is not TextState.AT_HAND:
        return Verified(Verification.NOT_AT_HAND)
    text = document.text.text
    if citation.passage is None:
        count = _whole(text).count(collapsed(citation.quote))
        if not count and (words := folded(citation.quote)):
            # Who types a quote types plain quotation marks, and a PDF breaks its words.
            count = _whole_folded(text).count(words)
        if count:
            return Verified(Verification.FOUND, count)
        return _quote_in_markup(text, citation.quote, most)
    return _verify_passage(text, citation.passage, most)


def _quote_in_markup(text: str, quote: str, most: int) -> Verified:
    cost = (len(text) + len(quote)) * MARKUP_COST
    if cost > most:
        return Verified(Verification.MISSING)
    # Words that are all markup, such as a link's definition, would be found anywhere.
    words = markup_free(quote)
    bare = _whole_markup_free(text).count(words) if words else 0
    state = Verification.MARKUP_DIFFERS if bare else Verification.MISSING
    return Verified(state, bare, read=cost)


def _verify_passage(text: str, passage: Passage, most: int) -> Verified:
    words = collapsed(text[passage.start : passage.end])
    if words and passage.end <= len(text) and digest_of(words) == passage.digest:
        return Verified(Verification.FOUND, _whole(text).count(words))
    length = passage.end - passage.start
    moved, read = _moved_to(text, length, passage.digest, most)
    if moved >= 0:
        again = collapsed(text[moved : moved + length])
        return Verified(Verification.MOVED, _whole(text).count(again), moved, read)
    read += len(text[passage.start : passage.end]) * MARKUP_COST
    if read <= most:
        bare = markup_free(text[passage.start : passage.end])
        if bare and digest_of(bare) == passage.markup_free_digest:
            return Verified(Verification.MARKUP_DIFFERS, 1, read=read)
    return Verified(Verification.MISSING, read=read)


def _moved_to(text: str, length: int, digest: str, most: int) -> tuple[int, int]:
    """Return where the words with *digest* begin in *text*, or -1, and how much was read.

    Only places of the same length that begin where a word begins are tried, so words whose
    white space changed as well count as missing; that is the safe side.
    """
    if length <= 0 or digest == digest_of(""):
        return -1, 0
    read = 0
    for begin in _WORD_BEGINS.finditer(text):
        start = begin.start()
        end = start + length
        read += _EACH_PLACE
        if end > len(text) or read > most:
            break
        # A passage ends where a word ends, so most places need no hashing.
        if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            continue
        read += length
        if read <= most and digest_of(collapsed(text[start:end])) == digest:
            return start, read
    return -1, read


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
    text = document.text.text
    return _stands_alone(number, text) or number in _numbers(text)


def _stands_alone(number: str, text: str) -> bool:
    """Tell whether *number* stands in *text* by itself, and not as a part of another one.

    What is found so, _CLAUSE_NUMBER would find too, after reading the whole of the text, which
    is the better way for a long one: that is read once for all that is cited from it.
    """
    at = text.find(number) if len(text) <= _SHORT_TEXT else -1
    for _ in range(_MOST_TRIES):
        if at < 0:
            break
        end = at + len(number)
        before, after = text[max(0, at - 2) : at], text[end : end + 2]
        if not _JOINED_BEFORE.search(before) and not _JOINED_AFTER.match(after):
            return True
        at = text.find(number, at + 1)
    return False


@functools.lru_cache(maxsize=16)
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


@functools.lru_cache(maxsize=16)
def _whole(text: str) -> str:
    return collapsed(text)


@functools.lru_cache(maxsize=16)
def _whole_folded(text: str) -> str:
    return folded(text)


@functools.lru_cache(maxsize=16)
def _whole_markup_free(text: str) -> str:
    return markup_free(text)

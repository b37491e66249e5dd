"""Is this text the document at all? What a server shows in its place is no change of terms."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from inwriting.evidence.watch.lexicon import Text
from inwriting.evidence.watch.rules import SentenceRules

_WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 400
"""Letters below which a text is no terms of anybody, unless the text before was as short."""
SMALL_SHARE = 0.15
"""A text that has shrunk to less than this share of the one before is a capture that failed."""
HALF = 0.5
SHORT_PAGE = 3000
"""Letters below which one telling sentence shows what a page really is."""
LEAST_ENGLISH = 0.12
"""The share of small English words below which a text is not English; terms have 0.3 and more."""
MOST_ALIKE = 0.3
"""How alike, as a cosine, the words of a whole rewrite of the same document are at the least.

The least alike pair of 73 labelled changes, the terms of one owner replaced by another's, has 0.8;
a privacy policy and an imprint have less than 0.3.
"""
PIECE = 30
"""Sentences that a piece of a combined page has at least."""
PIECE_SHARE = 0.25
"""The share of a text's sentences that such a piece is, at least."""
NOISE_SHARE = 0.05
"""What else may have changed beside a missing piece, as a share of it."""
_FEW_WORDS = 50


def failed(before: str, after: str, rules: SentenceRules) -> str:
    """Return why *after* is no newer state of the document *before*; empty when it may be one.

    The answer names the reason: ``empty``, ``block-page``, ``error-page``, ``needs-a-browser``,
    ``cookie-wall``, ``sign-in-page``, ``too-short``, ``other-language`` or ``wrong-document``.
    """
    old, new = _words(before), _words(after)
    letters, was = sum(map(len, new)), sum(map(len, old))
    if not new:
        return "empty" if old else ""
    # A block page, an error page: short by itself, or much shorter than what it stands for.
    if letters < SHORT_PAGE and letters < HALF * was:
        text = Text(" ".join(after.split()).casefold())
        for reason, words in rules.captures.items():
            if words.first(text) and not words.first(Text(" ".join(before.split()).casefold())):
                return reason
    if letters < SMALL_SHARE * was or (letters < SHORTEST and letters < HALF * was):
        return "too-short"
    if len(new) < _FEW_WORDS or len(old) < _FEW_WORDS:
        return ""
    if _english(old, rules) > 2 * LEAST_ENGLISH and _english(new, rules) < LEAST_ENGLISH:
        return "other-language"
    if _alike(old, new, rules) < MOST_ALIKE:
        return "wrong-document"
    return ""


def part_missing(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether *new* is *old* with a large piece left out, as when one of several pages failed.

    Both are the sentences of a text, as letters alone. Nothing else may have changed to speak of:
    a vendor who rewrites a page leaves other traces.
    """
    had, has = set(old), set(new)
    gone, added = len(had - has), len(has - had)
    return gone >= PIECE and gone >= PIECE_SHARE * len(had) and added <= NOISE_SHARE * gone


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _english(words: list[str], rules: SentenceRules) -> float:
    return sum(word in rules.english for word in words) / len(words)


def _alike(old: list[str], new: list[str], rules: SentenceRules) -> float:
    """Return the cosine of the words that are not small ones, each counted by its logarithm."""
    one, other = (
        {w: 1 + math.log(n) for w, n in Counter(words).items() if w not in rules.english}
        for words in (old, new)
    )
    shared = sum(one[word] * other[word] for word in one.keys() & other.keys())
    length = math.sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))
    return shared / length if length else 1.0

"""Names of companies in sentences and lists: no list of names, only how they are written."""

import re
from collections import Counter
from collections.abc import Iterable

from inwriting.evidence.watch.lexicon import Text, Words

_SMALL = re.compile(r"(?<![\w'@.-])[a-z]{2,}(?![\w@]|\.\w)")
_WORD = re.compile(r"\w+")
_CAPITAL = re.compile(r"(?<!\w)[A-Z][\w-]*")
_ENUMERATION = re.compile(r"(?:such as|including|for example,?|e\.g\.,?|like|namely)\s+")
_ENUMERATED = 300
"""Characters after "such as" in which the names stand."""
_NAME = re.compile(r"\b[A-Z][\w&.-]*[A-Za-z](?:\s(?:[A-Z][\w&.-]*|of|&|AI))*")
_LONGEST_ITEM = 60
"""Characters of an item of a list that is a name, with what little stands beside it."""


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that *texts* write in small letters: such a word is no name."""
    return frozenset(word for text in texts for word in _SMALL.findall(text))


def own_name(texts: Iterable[str], small: frozenset[str]) -> str:
    """Return the name that *texts* use most, in small letters: that of the vendor itself."""
    counted = Counter(
        word.casefold()
        for text in texts
        for word in _CAPITAL.findall(text)
        if word.casefold() not in small and len(word) > 1
    )
    return max(counted, key=lambda word: (counted[word], word), default="")


def named(text: str, small: frozenset[str], own: str, not_names: Words) -> tuple[str, ...]:
    """Return the names that stand in an enumeration of *text*, in small letters."""
    found: set[str] = set()
    for begin in _ENUMERATION.finditer(text):
        rest = text[begin.end() : begin.end() + _ENUMERATED]
        for match in _NAME.finditer(re.split(r"[;.)]\s", rest)[0]):
            name = match.group().casefold()
            if own not in name.split() and _is_name(name, small, not_names):
                found.add(name)
    return tuple(sorted(found))


def listed(text: str, small: frozenset[str], not_names: Words) -> tuple[str, ...]:
    """Return the name that *text*, an item of a list or a cell of a table, begins with."""
    if len(text) > _LONGEST_ITEM:
        return ()
    match = _NAME.match(text.lstrip("*_[ "))
    name = match.group().casefold() if match else ""
    return (name,) if name and _is_name(name, small, not_names) else ()


def _is_name(name: str, small: frozenset[str], not_names: Words) -> bool:
    words = _WORD.findall(name)
    return not small.issuperset(words) and not_names.first(Text(name)) is None

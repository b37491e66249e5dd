"""Word lists as one compiled expression each."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+|@")
_GAP = r"(?:\W+\w+){0,6}?\W+"


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words and phrases, ready to be looked for in plain text."""

    pattern: re.Pattern[str]
    begins: frozenset[str]
    """The words that the list's entries begin with: without one of them nothing can be found."""
    stems: tuple[str, ...]
    """Likewise the beginnings of words."""

    def first(self, text: "Text") -> re.Match[str] | None:
        """Return where the first of the words stands in *text*, or None."""
        return self.pattern.search(text.plain) if self._may_stand_in(text) else None

    def every(self, text: "Text") -> list[re.Match[str]]:
        """Return every place in *text* where one of the words stands."""
        return list(self.pattern.finditer(text.plain)) if self._may_stand_in(text) else []

    def _may_stand_in(self, text: "Text") -> bool:
        return not self.begins.isdisjoint(text.tokens) or any(
            token.startswith(self.stems) for token in text.tokens
        )


class Text:
    """Plain text with the words that occur in it, to look many lists up in."""

    __slots__ = ("plain", "tokens")

    def __init__(self, plain: str) -> None:
        self.plain = plain
        """The text, in small letters."""
        self.tokens = frozenset(_TOKEN.findall(plain))
        """Its words."""


def compiled(entries: Iterable[str]) -> Words:
    """Return *entries* as one expression; the longest that fits at a place is taken."""
    ordered = list(entries)
    begins: set[str] = set()
    stems: set[str] = set()
    for entry in ordered:
        first, *others = _TOKEN.findall(entry.split(" ... ")[0]) or [entry]
        joined = "".join((first, *others))
        begins.update((first, joined) if others else ())
        (stems if entry.endswith("*") else begins).add(joined)
    return Words(
        re.compile(alternatives(ordered)),
        frozenset(begins),
        tuple(sorted(stems)),
    )


def alternatives(entries: Iterable[str]) -> str:
    """Return the expression for any of *entries*; the longest that fits at a place is taken."""
    ordered = sorted(entries, key=lambda entry: (-len(entry), entry))
    return "|".join(_expression(entry) for entry in ordered)


def compiled_all(lists: Mapping[str, Iterable[str]]) -> dict[str, Words]:
    """Return every list of *lists* compiled, under its name."""
    return {name: compiled(entries) for name, entries in lists.items()}


def _expression(entry: str) -> str:
    """Return the expression for one *entry* of a word list."""
    pieces = []
    for part in entry.split(" ... "):
        open_end = part.endswith("*")
        words = [re.escape(word) for word in part.removesuffix("*").split()]
        body = r"[\s-]*".join(words) if len(words) > 1 else words[0]
        body = body.replace(r"[\s-]*", r"[\s-]?")
        start = r"(?<!\w)" if part[0].isalnum() else ""
        end = "" if open_end or not part[-1].isalnum() else r"(?!\w)"
        tail = r"\w*" if open_end else ""
        pieces.append(start + body + tail + end)
    return _GAP.join(pieces)

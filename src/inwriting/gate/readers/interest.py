"""Which parts of a source file are worth a look.

Those in which the search found something, and those in which an address, a name that the file
imports or a path of a model's answers stands.
"""

import bisect
import re
from collections.abc import Iterable

from tree_sitter import Node

from inwriting.gate.readers import nodes


class Interest:
    """Tells what to look at; where nothing was searched for, everything is."""

    def __init__(self, content: bytes, hits: Iterable[tuple[int, int]], signals: str) -> None:
        """Begin with what the search found in *content*, as first bytes and ends.

        *signals* is the name in footprints of the language that it is written in.
        """
        self._content = content
        self._hits = sorted(hits)
        self._places = [begin for begin, _ in self._hits] if self._hits else None
        self._words = self._named_words() if signals in nodes.UNNAMED else None
        self._open = (0, 0)

    @property
    def searched(self) -> bool:
        """Whether the search found anything: else a hit says nothing."""
        return bool(self._hits)

    def add_names(self, bound: Iterable[str]) -> None:
        """Look also where a name of *bound*, an address or a path of answers stands."""
        if not self._hits:
            return
        found = {begin for begin, _ in self._hits}
        found |= {match.start() for match in re.finditer(rb"://", self._content)}
        names = sorted(name for name in bound if len(name) > 1)
        if names:
            words = b"|".join(re.escape(name.encode()) for name in names)
            pattern = re.compile(rb"(?<![\w.])(?:" + words + rb")(?!\w)")
            found |= {match.start() for match in pattern.finditer(self._content)}
        found |= {m.start() for m in re.finditer(rb"chat/completions", self._content)}
        if self._words is not None:
            found |= {m.start() for m in self._words.finditer(self._content)}
        self._places = sorted(found)

    def _named_words(self) -> re.Pattern[bytes] | None:
        """Return what finds the words that the search found, inside of other names too.

        For languages in which an import does not name what it brings: OpenAIClient in C#.
        """
        found = {self._content[begin:end].lower() for begin, end in self._hits}
        words = {word for text in found for word in re.findall(rb"[a-z]{5,}", text)}
        words -= nodes.COMMON
        if not words:
            return None
        return re.compile(b"|".join(map(re.escape, sorted(words))), re.IGNORECASE)

    def names(self, name: str) -> bool:
        """Tell whether *name* holds a word that the search found."""
        return self._words is not None and self._words.search(name.encode()) is not None

    def open(self, node: Node) -> None:
        """Look at a call in full, since a client is made in it."""
        if (
            node.end_byte - node.start_byte <= nodes.LONGEST_CLIENT
            and node.end_byte > self._open[1]
        ):
            self._open = (node.start_byte, node.end_byte)

    def concerns(self, node: Node) -> bool:
        """Tell whether anything of interest stands in *node*."""
        if self._places is None:
            return True
        if self._open[0] <= node.start_byte < self._open[1]:
            return True
        at = bisect.bisect_left(self._places, node.start_byte)
        return at < len(self._places) and self._places[at] < node.end_byte

    def hit(self, begin: int, end: int) -> bool:
        """Tell whether the search found something between these bytes; without hits it did."""
        if not self._hits:
            return True
        at = bisect.bisect_left(self._hits, (begin, 0))
        if at < len(self._hits) and self._hits[at][0] < end:
            return True
        return at > 0 and self._hits[at - 1][1] > begin

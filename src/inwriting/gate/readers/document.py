"""A document of values, lists and named entries, whatever format it was written in."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from inwriting.gate.file_reading import TextFile
from inwriting.gate.uses import Spot, Unread

_SMALL = 100_000
DEEPEST = 100
"""No file that somebody wrote nests deeper."""


class ValueShape(Enum):
    """What a value is."""

    MAPPING = auto()
    """Entries with keys; an element of XML with attributes or elements below it is one too."""
    SEQUENCE = auto()
    TEXT = auto()
    OTHER = auto()
    """A number, a truth, nothing, a date, a reference to another place."""


@dataclass(frozen=True, slots=True)
class FilePosition:
    """A place in a file."""

    row: int
    """From 0."""
    byte: int
    """In its line, from 0."""


@dataclass(frozen=True, slots=True)
class DocumentValue:
    """One value of a document."""

    shape: ValueShape
    place: FilePosition
    """Of a text: where its words begin, behind the quotation mark."""
    begin: int = 0
    """The offset in bytes at which it begins."""
    end: int = 0
    text: str = ""
    """Of a text or other value; of an element of XML what stands in it."""
    entries: "tuple[KeyedEntry, ...]" = ()
    """Of a mapping, or of a sequence, where keys are empty. Keys may occur twice."""
    number: int = 0
    """Of a mapping: its number in the file, from 1."""
    tag: str = ""
    """What YAML puts before it, as in !Ref, without its marks."""
    lines: bool = False
    """Of a text: whether it is written line by line, each at the place where it stands."""

    def get(self, *keys: str) -> "DocumentValue | None":
        """Return the first value under these *keys*, one below the other; None without one."""
        found: DocumentValue | None = self
        for key in keys:
            if found is None:
                return None
            found = next((entry.value for entry in found.entries if entry.key == key), None)
        return found

    def all(self, *keys: str) -> "Iterator[DocumentValue]":
        """Yield every value under these *keys*; * is any key."""
        if not keys:
            yield self
            return
        for entry in self.entries:
            if keys[0] in {entry.key, "*"}:
                yield from entry.value.all(*keys[1:])

    def said(self, *keys: str) -> str:
        """Return the text of the first value under these *keys*, or nothing."""
        found = self.get(*keys)
        return "" if found is None else found.text

    @property
    def items(self) -> "Iterator[DocumentValue]":
        """The values below it, or itself when it holds none: one name counts as a list of one."""
        if self.shape in {ValueShape.MAPPING, ValueShape.SEQUENCE}:
            return (entry.value for entry in self.entries)
        return iter((self,))

    def texts(self) -> "Iterator[DocumentValue]":
        """Yield every text in it, however deep."""
        waiting = [self]
        while waiting:
            value = waiting.pop()
            if value.shape is ValueShape.TEXT:
                yield value
            waiting.extend(entry.value for entry in reversed(value.entries))


@dataclass(frozen=True, slots=True)
class KeyedEntry:
    """One entry of a mapping or sequence."""

    key: str
    place: FilePosition
    """Where the key stands; where the value stands, when there is none."""
    value: DocumentValue


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """What a file of values holds."""

    roots: tuple[DocumentValue, ...]
    """Its documents; YAML may have several."""
    content: bytes
    """The bytes to which places and offsets belong."""
    unread: tuple[Unread, ...] = ()
    comments: tuple[tuple[Spot, str], ...] = ()
    given_up: bool = False
    """Whether it has too many parts to be read as a whole."""

    @property
    def root(self) -> DocumentValue:
        """The first document, or an empty one."""
        return (
            self.roots[0] if self.roots else DocumentValue(ValueShape.MAPPING, FilePosition(0, 0))
        )


class Hits:
    """Which parts of a file the search found something in; without hits every part counts."""

    def __init__(self, hits: tuple[tuple[int, int], ...]) -> None:
        self._hits = sorted(hits)

    @classmethod
    def of(cls, file: TextFile) -> "Hits":
        """Return the hits of *file*, counted in its text with the line ends of Unix."""
        if not file.hits or b"\r\n" not in file.content:
            return cls(file.hits)
        moved: list[tuple[int, int]] = []
        at = taken = 0
        for begin, end in sorted(file.hits):
            taken += file.content.count(b"\r\n", at, begin)
            at = max(at, begin)
            moved.append((begin - taken, end - taken))
        return cls(tuple(moved))

    @classmethod
    def to_skip_by(cls, file: TextFile) -> "Hits":
        """Return what says which parts of *file* need no look; of a small file all are looked at.

        What stands beside a hit may say what it is for, and in a small file it costs nothing.
        """
        return cls.of(file) if len(file.content) > _SMALL else cls(())

    @property
    def all(self) -> tuple[tuple[int, int], ...]:
        """Every hit, in order."""
        return tuple(self._hits)

    def within(self, begin: int, end: int) -> bool:
        """Tell whether something was found between these offsets."""
        if not self._hits:
            return True
        # The first hit that ends behind the beginning; hits do not nest for this purpose.
        low, high = 0, len(self._hits)
        while low < high:
            middle = (low + high) // 2
            if self._hits[middle][1] <= begin:
                low = middle + 1
            else:
                high = middle
        return low < len(self._hits) and self._hits[low][0] < end


class MappingNumbers:
    """Gives each mapping of a file its number."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        """Return the next number."""
        self._last += 1
        return self._last

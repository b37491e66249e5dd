"""What people read, whether at a terminal or as Markdown: both are written in the same way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

Cell = str | tuple[str, ...]
"""What stands in one column of a record: a text, or one below the other."""


@dataclass(frozen=True, slots=True)
class LinkedWords:
    """Words with the address at which more is said."""

    words: str
    address: str

    def __str__(self) -> str:
        """Return both, as they are shown where there are no links."""
        if not self.address:
            return self.words
        return f"{self.words} <{self.address}>" if self.words else self.address


@dataclass(frozen=True, slots=True)
class Section:
    """Records with the same columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    open: bool = False
    """Whether it is shown at once, and not folded away."""
    number: int = 0
    """How many things it tells, when one row tells several; 0 for as many as it has rows."""

    @property
    def heading(self) -> str:
        """The title with the number of things."""
        return f"{self.title} ({self.number or len(self.rows):,})"


class Page(Protocol):
    """Takes what is to be read; everything is shown as text, never obeyed."""

    @property
    def published(self) -> bool:
        """Whether others than the person at the terminal read it, with nothing to scroll back to.

        Then it has everything that there is room for, and no words of a document.
        """

    @property
    def width(self) -> int:
        """How many columns there are."""

    def heading(self, text: str, style: str = "heading") -> None:
        """Begin a part."""

    def line(self, text: str = "", style: str = "", indent: int = 0, hanging: int = 0) -> None:
        """Add a paragraph; one that is indented by four or more belongs to what stands before."""

    def spans(self, *parts: tuple[str, str], indent: int = 0, hanging: int = 0) -> None:
        """Add one paragraph of several parts, each a text and a style."""

    def fields(self, pairs: Iterable[tuple[str, str | LinkedWords]], indent: int) -> None:
        """Add names with their values; pairs without a value are left out."""

    def table(self, header: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]]) -> None:
        """Add a table; a row of a single cell is a heading within it."""

    def records(self, section: Section) -> None:
        """Add records, as a part of their own."""

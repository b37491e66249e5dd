"""Layout of text with Rich: in colour on a terminal, else the same plain bytes everywhere."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from inwriting.output.page import LinkedWords, Section
from inwriting.output.safe import no_command

STYLES = {
    "allowed": "green",
    "conditional": "cyan",
    "paused": "yellow",
    "refused": "red",
    "merge": "bold red",
    "refuse": "red",
    "pause": "yellow",
    "condition": "cyan",
    "warning": "magenta",
    "heading": "bold",
    "quiet": "dim",
    "ok": "bold green",
    "worse": "red",
    "weaker": "red",
    "wider": "yellow",
    "better": "green",
    "stronger": "green",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide a text is and whether it has colours."""

    width: int = 100
    colour: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """Gathers a text. Everything that is written to it is shown as text, never obeyed."""

    layout: Layout
    _out: io.StringIO = field(default_factory=io.StringIO)
    _console: Console = field(init=False)

    def __post_init__(self) -> None:
        """Begin an empty text."""
        object.__setattr__(self, "_console", _console(self._out, self.layout))

    @property
    def published(self) -> bool:
        """Nobody else reads it."""
        return False

    @property
    def width(self) -> int:
        """How many columns there are."""
        return self.layout.width

    def line(self, text: str = "", style: str = "", indent: int = 0, hanging: int = 0) -> None:
        """Add *text*, wrapped; further lines stand *hanging* columns deeper than the first."""
        self._print(Text(no_command(text), STYLES.get(style, "")), indent, hanging)

    def spans(self, *parts: tuple[str, str], indent: int = 0, hanging: int = 0) -> None:
        """Add one paragraph of several parts, each a text and a style."""
        text = Text()
        for words, style in parts:
            text.append(no_command(words), STYLES.get(style, ""))
        self._print(text, indent, hanging)

    def heading(self, text: str, style: str = "heading") -> None:
        """Add a heading with an empty line before and after."""
        self.line()
        self.line(text, style)
        self.line()

    def fields(self, pairs: Iterable[tuple[str, str | LinkedWords]], indent: int) -> None:
        """Add names with their values, the values aligned; pairs without a value are left out."""
        for name, words in pairs:
            if value := str(words):
                self.spans((f"{name:<7} ", "quiet"), (value, ""), indent=indent, hanging=8)

    def table(self, header: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]]) -> None:
        """Add a table; a row of a single cell is a heading within it and widens no column."""
        listed = [[(no_command(words), style) for words, style in row] for row in rows]
        named = [(no_command(name), "heading") for name in header]
        full = [named, *(row for row in listed if len(row) > 1)]
        widths = [max(cell_len(words) for words, _ in column) for column in zip(*full, strict=True)]
        for row in (named, *listed):
            text = Text()
            for position, (words, style) in enumerate(row):
                gap = 0 if position + 1 == len(row) else widths[position] + 2 - cell_len(words)
                text.append(words, STYLES.get(style, ""))
                text.append(" " * gap)
            self._console.print(text, soft_wrap=True)

    def records(self, section: Section) -> None:
        """Add records, each under what stands in its first column."""
        self.heading(section.heading)
        for first, *others in section.rows:
            title = first if isinstance(first, str) else "; ".join(first)
            self.line(title, "heading", indent=2, hanging=2)
            for name, cell in zip(section.columns[1:], others, strict=True):
                for number, text in enumerate((cell,) if isinstance(cell, str) else cell):
                    if text:
                        shown = "" if number else name
                        self.spans((f"{shown:<9} ", "quiet"), (text, text), indent=4, hanging=10)

    @property
    def text(self) -> str:
        """Everything that was added, without white space at line ends or two empty lines."""
        lines = [line.rstrip(" ") for line in self._out.getvalue().split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"

    def _print(self, text: Text, indent: int, hanging: int) -> None:
        console = self._console
        width = max(20, self.layout.width - indent - hanging)
        wrapped = text.wrap(console, width, overflow="fold") if text.plain else [Text()]
        for number, part in enumerate(wrapped):
            part.rstrip()
            if part.plain.lstrip().startswith("::"):
                # A word that is too long for a line is cut, and CI obeys what then begins one.
                colon = part.plain.index(":") + 1
                part = part[:colon] + Text(" ") + part[colon:]  # noqa: PLW2901
            prefix = " " * (indent + (hanging if number else 0))
            console.print(Text(prefix) + part, soft_wrap=True)


def _console(out: io.StringIO, layout: Layout) -> Console:
    return Console(
        file=out,
        width=layout.width,
        force_terminal=layout.colour,
        color_system="standard" if layout.colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        # Nothing of the environment counts here: who calls has decided.
        _environ={},
    )

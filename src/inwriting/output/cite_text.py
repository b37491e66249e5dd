"""Places found in a document, for a person to choose from."""

from collections.abc import Sequence
from typing import Protocol

from inwriting.output.screen import Layout, Screen
from inwriting.register.model.dossier import Document
from inwriting.register.model.questions import Question

_AROUND = 140
MOST = 50
"""How many places are shown."""


class _Clause(Protocol):
    @property
    def label(self) -> str: ...

    @property
    def shown(self) -> str: ...


class FoundPlace(Protocol):
    """A place in a text."""

    @property
    def start(self) -> int:
        """Where it begins, in code points."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def line(self) -> int:
        """The line it begins in, from 1."""

    @property
    def clause(self) -> _Clause:
        """The clause it lies in."""


def places_text(
    document: Document, text: str, places: Sequence[FoundPlace], words: str, layout: Layout
) -> str:
    """Return the *places* of *words* in *text*, each with its clause and what stands around."""
    screen = Screen(layout)
    many = f"{len(places)} places hold" if len(places) != 1 else "1 place holds"
    screen.spans((document.title, "heading"), (f" ({document.kind.replace('-', ' ')})", "quiet"))
    screen.line(f"{many} {words!r}.")
    screen.line()
    for number, place in enumerate(places[:MOST], 1):
        label = place.clause.label or "no clause"
        where = f"characters {place.start} to {place.end}, line {place.line}"
        screen.spans((f"{number:>3}  ", "ok"), (label, "heading"), (f"   {where}", "quiet"))
        if place.clause.shown and place.clause.shown != label:
            screen.line(place.clause.shown, "quiet", indent=5)
        before, said, behind = _around(text, place.start, place.end)
        screen.spans((before, "quiet"), (f"[{said}]", "heading"), (behind, "quiet"), indent=5)
        screen.line()
    if len(places) > MOST:
        screen.line(f"And {len(places) - MOST} more: give more words.")
    return screen.text


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands before, at and behind a place, in whole words and one line each."""
    before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    words = before.split()[1:] if start > _AROUND else before.split()
    gap = " " if before[-1:].isspace() else ""
    first = f"{chr(0x2026)} {' '.join(words)}" if start > _AROUND else " ".join(words)
    words = behind.split()[:-1] if end + _AROUND < len(text) else behind.split()
    last = " ".join(words) + (f" {chr(0x2026)}" if end + _AROUND < len(text) else "")
    space = " " if behind[:1].isspace() else ""
    return first + gap, " ".join(text[start:end].split()), space + last


def values_text(question: Question, layout: Layout) -> str:
    """Return what a place can say on *question*, and how to write it down."""
    screen = Screen(layout)
    screen.heading(f"What does it say? {question.title}")
    for value in question.values.values():
        screen.spans(
            (f"--says {value.id}", ""),
            (f"  {value.standing.name.lower()}: {value.meaning}", "quiet"),
            indent=2,
            hanging=4,
        )
    screen.line()
    needed = ["--place N", "--says ANSWER", "--summary 'in your own words'"]
    needed += ["--data KIND"] if question.data else []
    needed += ["--purposes PURPOSE"] if question.purposes else []
    screen.line(f"To cite it, add {' '.join(needed)}.")
    return "\n" + screen.text

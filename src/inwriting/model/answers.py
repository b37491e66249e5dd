"""What the statements add up to, cell by cell. Derived, never typed in.

A cell is one offering, one question, one kind of data and one purpose. Inside a
cell a statement may hold only for some actors, models, regions or in some cases;
each such circumstance that any statement names, and "all others", is answered on
its own, and the cell's answer is the worst of them. In one circumstance the
strongest document speaks, and among equals the one that is worst for the
customer. What no statement covers is silent.
"""

import datetime
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from inwriting.model.dossier import Statement
from inwriting.model.questions import SILENT, Question, Value

MOST_CIRCUMSTANCES = 96
"""How many circumstances one question of one offering may be cut into."""


@dataclass(frozen=True, slots=True)
class Circumstance:
    """For whom and when an answer holds. Empty text stands for all that nobody named."""

    who: str
    model: str
    region: str
    when: str

    def __str__(self) -> str:
        """Return the circumstance in words; empty for the ordinary one."""
        parts = [] if self.who == "vendor" else [f"by {self.who}"]
        parts += [f"for {self.model}"] if self.model else []
        parts += [f"in {self.region}"] if self.region else []
        parts += [f"when {self.when}"] if self.when else []
        return " ".join(parts).replace("-", " ")


@dataclass(frozen=True, slots=True)
class Voice:
    """The answer in one circumstance, and all who spoke."""

    circumstance: Circumstance
    value: Value
    deciding: tuple[Statement, ...]
    """The statements of the strongest authority, the worst for the customer first."""
    weaker: tuple[Statement, ...]
    """The other statements, strongest first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The answer to one question for one kind of data and one purpose."""

    data: str
    """A kind of data; empty when the question has none."""
    purpose: str
    """A purpose; empty when the question has none."""
    voices: tuple[Voice, ...]
    """One for each circumstance, the worst for the customer first."""

    @property
    def value(self) -> Value:
        """The cell's answer: that of the worst circumstance."""
        return self.voices[0].value

    @property
    def statement(self) -> Statement | None:
        """The statement that decides; None where nobody speaks."""
        return self.voices[0].deciding[0] if self.voices[0].deciding else None

    @property
    def circumstance(self) -> Circumstance:
        """The circumstance that decides."""
        return self.voices[0].circumstance

    @property
    def name(self) -> str:
        """The cell in words, as in prompts to train."""
        return " to ".join(part for part in (self.data, self.purpose) if part)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answers of one offering to one question."""

    question: Question
    cells: tuple[Cell, ...]
    statements: tuple[Statement, ...]
    """Every statement that speaks of this offering and is in force."""

    @property
    def worst(self) -> Cell:
        """The worst cell."""
        return max(self.cells, key=_badness)

    def matching(self, data: Iterable[str], purposes: Iterable[str]) -> tuple[Cell, ...]:
        """Return the cells for *data* and *purposes*; nothing named means all."""
        wanted_data, wanted_purposes = frozenset(data), frozenset(purposes)
        return tuple(
            cell
            for cell in self.cells
            if (not wanted_data or not cell.data or cell.data in wanted_data)
            and (not wanted_purposes or not cell.purpose or cell.purpose in wanted_purposes)
        )


class TooManyCircumstancesError(Exception):
    """A question of one offering is cut into more circumstances than are worked out."""


def answer(question: Question, statements: Iterable[Statement], today: datetime.date) -> Answer:
    """Work out the answer to *question* from *statements*, all of one offering.

    Statements whose document is missing or not in force on *today* do not speak.
    Raises TooManyCircumstancesError when the scopes are cut too finely.
    """
    speaking = tuple(s for s in statements if s.document and s.document.in_force(today))
    circumstances = _circumstances(speaking)
    cells = tuple(_cell(data, purpose, speaking, circumstances) for data, purpose in question.cells)
    return Answer(question, cells, speaking)


def _circumstances(statements: tuple[Statement, ...]) -> tuple[Circumstance, ...]:
    who = {"vendor", *(name for s in statements for name in s.scope.who)}
    models = {"", *(name for s in statements for name in s.scope.models)}
    regions = {"", *(name for s in statements for name in s.scope.regions)}
    when = {"", *(name for s in statements for name in s.scope.when)}
    if len(who) * len(models) * len(regions) * len(when) > MOST_CIRCUMSTANCES:
        raise TooManyCircumstancesError
    named = itertools.product(*(sorted(part) for part in (who, models, regions, when)))
    return tuple(Circumstance(*parts) for parts in named)


def _cell(
    data: str,
    purpose: str,
    statements: tuple[Statement, ...],
    circumstances: tuple[Circumstance, ...],
) -> Cell:
    here = [
        s
        for s in statements
        if (not data or data in s.scope.data) and (not purpose or purpose in s.scope.purposes)
    ]
    voices = [_voice(circumstance, here) for circumstance in circumstances]
    # An actor other than the vendor of whom nobody speaks in this cell is no gap in it.
    voices = [v for v in voices if v.deciding or v.circumstance.who == "vendor"]
    return Cell(data, purpose, tuple(sorted(voices, key=_voice_badness, reverse=True)))


def _voice(circumstance: Circumstance, statements: list[Statement]) -> Voice:
    covering = sorted(
        (s for s in statements if covers(s, circumstance)), key=lambda s: s.level.rank
    )
    if not covering:
        return Voice(circumstance, SILENT, (), ())
    strongest = covering[0].level.rank
    deciding = sorted(
        (s for s in covering if s.level.rank == strongest), key=lambda s: s.badness, reverse=True
    )
    weaker = tuple(s for s in covering if s.level.rank != strongest)
    return Voice(circumstance, deciding[0].says, tuple(deciding), weaker)


def covers(statement: Statement, circumstance: Circumstance) -> bool:
    """Tell whether *statement* speaks of *circumstance*."""
    scope = statement.scope
    return (
        circumstance.who in (scope.who or ("vendor",))
        and (not scope.models or circumstance.model in scope.models)
        and (not scope.regions or circumstance.region in scope.regions)
        and (not scope.when or circumstance.when in scope.when)
    )


def _voice_badness(voice: Voice) -> tuple[tuple[int, int], int]:
    return voice.deciding[0].badness if voice.deciding else (SILENT.rank, 0)


def _badness(cell: Cell) -> tuple[tuple[int, int], int]:
    return _voice_badness(cell.voices[0])

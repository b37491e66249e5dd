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
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from inwriting.register.model.dossier import Scope, Statement
from inwriting.register.model.questions import SILENT, Question, Value

MOST_CIRCUMSTANCES = 96
"""How many circumstances one question of one offering may be cut into."""


class Circumstance(msgspec.Struct, frozen=True, gc=False):
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


class Voice(msgspec.Struct, frozen=True, gc=False):
    """The answer in one circumstance, and all who spoke."""

    circumstance: Circumstance
    value: Value
    deciding: tuple[Statement, ...]
    """The statements of the strongest authority, the worst for the customer first."""
    weaker: tuple[Statement, ...]
    """The other statements, strongest first."""


class Cell(msgspec.Struct, frozen=True, gc=False):
    """The answer to one question for one kind of data and one purpose."""

    data: str
    """A kind of data; empty when the question has none."""
    purpose: str
    """A purpose; empty when the question has none."""
    voices: tuple[Voice, ...]
    """One for each circumstance, the worst for the customer first."""
    value: Value
    """The cell's answer: that of the worst circumstance."""
    statement: Statement | None
    """The statement that decides; None where nobody speaks."""

    @property
    def circumstance(self) -> Circumstance:
        """The circumstance that decides."""
        return self.voices[0].circumstance

    @property
    def name(self) -> str:
        """The cell in words, as in prompts to train."""
        return " to ".join(part for part in (self.data, self.purpose) if part)


Spoken = tuple[Statement, tuple[Cell, ...]]
"""A statement, and the cells for which it speaks."""


class Answer(msgspec.Struct, frozen=True, gc=False):
    """The answers of one offering to one question."""

    question: Question
    cells: tuple[Cell, ...]
    statements: tuple[Statement, ...]
    """Every statement that speaks of this offering and is in force."""
    given: dict[str, Value]
    """The answers of the cells, each once, by its id."""
    speaking: tuple[Spoken, ...]
    """Each statement that decides in any circumstance, with the cells in which it does."""

    @property
    def worst(self) -> Cell:
        """The worst cell."""
        return max(self.cells, key=_badness) if len(self.cells) > 1 else self.cells[0]

    def matching(self, data: Iterable[str], purposes: Iterable[str]) -> tuple[Cell, ...]:
        """Return the cells for *data* and *purposes*; nothing named means all."""
        if not data and not purposes:
            return self.cells
        wanted_data, wanted_purposes = frozenset(data), frozenset(purposes)
        return tuple(
            cell
            for cell in self.cells
            if (not wanted_data or not cell.data or cell.data in wanted_data)
            and (not wanted_purposes or not cell.purpose or cell.purpose in wanted_purposes)
        )


def by_statement(cells: Iterable[Cell]) -> Iterator[Spoken]:
    """Yield each statement that decides any of *cells*, with the cells that it decides."""
    return _grouped(cells, lambda cell: (cell.statement,) if cell.statement else ())


def speaking(cells: Iterable[Cell]) -> Iterator[Spoken]:
    """Yield each statement that decides in any circumstance of *cells*, with these cells."""
    return _grouped(cells, _first_in_each)


def _first_in_each(cell: Cell) -> Iterable[Statement]:
    if len(cell.voices) == 1:
        return cell.voices[0].deciding[:1]
    return {id(v.deciding[0]): v.deciding[0] for v in cell.voices if v.deciding}.values()


def _grouped(
    cells: Iterable[Cell], statements: Callable[[Cell], Iterable[Statement]]
) -> Iterator[Spoken]:
    # By identity, since two entries may be written alike.
    groups: dict[int, tuple[Statement, list[Cell]]] = {}
    for cell in cells:
        for statement in statements(cell):
            if id(statement) in groups:
                groups[id(statement)][1].append(cell)
            else:
                groups[id(statement)] = (statement, [cell])
    for statement, group in groups.values():
        yield statement, tuple(group)


_ORDINARY = (Circumstance("vendor", "", "", ""),)
"""What is answered where no statement names anything else."""
_NOBODY_SPEAKS = (Voice(_ORDINARY[0], SILENT, (), ()),)


class TooManyCircumstancesError(Exception):
    """A question of one offering is cut into more circumstances than are worked out."""


def answer(question: Question, statements: Iterable[Statement], today: datetime.date) -> Answer:
    """Work out the answer to *question* from *statements*, all of one offering.

    Statements whose document is missing or not in force on *today* do not speak.
    Raises TooManyCircumstancesError when the scopes are cut too finely.
    """
    speaking = tuple(s for s in statements if s.document and s.document.in_force(today))
    if not speaking:
        cells = tuple(Cell(*cell, _NOBODY_SPEAKS, SILENT, None) for cell in question.cells)
        return Answer(question, cells, (), {SILENT.id: SILENT}, ())
    circumstances = _circumstances(speaking)
    if len(speaking) == 1 and circumstances is _ORDINARY:
        return _answer_of_one(question, speaking[0])
    ranked = sorted(speaking, key=_authority)
    # Most cells of a question have the same statements, and so the same voices.
    found: dict[tuple[int, ...], tuple[Voice, ...]] = {}
    each = []
    for data, purpose in question.cells:
        here = [s for s in ranked if _speaks_of(s.scope, data, purpose)]
        key = tuple(map(id, here))
        voices = found.get(key) or found.setdefault(key, _voices(here, circumstances))
        worst = voices[0]
        statement = worst.deciding[0] if worst.deciding else None
        each.append(Cell(data, purpose, voices, worst.value, statement))
    given = {cell.value.id: cell.value for cell in each}
    return Answer(question, tuple(each), speaking, given, tuple(_grouped(each, _first_in_each)))


def _answer_of_one(question: Question, statement: Statement) -> Answer:
    """Return what *statement* alone answers, as most do, in the ordinary circumstance."""
    scope, says = statement.scope, statement.says
    said = (Voice(_ORDINARY[0], says, (statement,), ()),)
    whole = scope.data == question.data and scope.purposes == question.purposes
    cells = tuple(
        Cell(data, purpose, said, says, statement)
        if whole or _speaks_of(scope, data, purpose)
        else Cell(data, purpose, _NOBODY_SPEAKS, SILENT, None)
        for data, purpose in question.cells
    )
    if whole:
        return Answer(question, cells, (statement,), {says.id: says}, ((statement, cells),))
    given = {cell.value.id: cell.value for cell in cells}
    covered = tuple(cell for cell in cells if cell.statement)
    return Answer(question, cells, (statement,), given, ((statement, covered),) if covered else ())


def _speaks_of(scope: Scope, data: str, purpose: str) -> bool:
    return (not data or data in scope.data) and (not purpose or purpose in scope.purposes)


def _authority(statement: Statement) -> int:
    return statement.level.rank


def _circumstances(statements: tuple[Statement, ...]) -> tuple[Circumstance, ...]:
    if all(s.scope.is_ordinary for s in statements):
        return _ORDINARY
    who = {"vendor", *(name for s in statements for name in s.scope.who)}
    models = {"", *(name for s in statements for name in s.scope.models)}
    regions = {"", *(name for s in statements for name in s.scope.regions)}
    when = {"", *(name for s in statements for name in s.scope.when)}
    if len(who) * len(models) * len(regions) * len(when) > MOST_CIRCUMSTANCES:
        raise TooManyCircumstancesError
    named = itertools.product(*(sorted(part) for part in (who, models, regions, when)))
    return tuple(Circumstance(*parts) for parts in named)


def _voices(
    statements: Sequence[Statement], circumstances: tuple[Circumstance, ...]
) -> tuple[Voice, ...]:
    """Return the voices of a cell of which *statements* speak, the strongest document first."""
    if not statements and circumstances is _ORDINARY:
        return _NOBODY_SPEAKS
    if circumstances is _ORDINARY:
        return (_voice(_ORDINARY[0], statements),)
    voices = [_voice(c, [s for s in statements if covers(s, c)]) for c in circumstances]
    # An actor other than the vendor of whom nobody speaks in this cell is no gap in it.
    voices = [v for v in voices if v.deciding or v.circumstance.who == "vendor"]
    return tuple(sorted(voices, key=_voice_badness, reverse=True))


def _voice(circumstance: Circumstance, covering: Sequence[Statement]) -> Voice:
    """Return who speaks in *circumstance*, of which all of *covering* speak, strongest first."""
    if not covering:
        return Voice(circumstance, SILENT, (), ())
    if len(covering) == 1:
        return Voice(circumstance, covering[0].says, tuple(covering), ())
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

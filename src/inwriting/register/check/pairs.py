"""Statements of one vendor that speak of the same and do not say the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from inwriting.register.check.cells import about
from inwriting.register.check.reach import circumstances_in_words
from inwriting.register.model.answers import Cell, Circumstance
from inwriting.register.model.dossier import Statement
from inwriting.register.model.questions import NEVER_KNOWN, Question
from inwriting.register.model.register import Offering


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements on the same, the first of which decides."""

    question: Question
    deciding: Statement
    other: Statement
    cells: tuple[Cell, ...]
    circumstances: tuple[Circumstance, ...]

    @property
    def subject(self) -> str:
        """What both speak of, in words."""
        return f"{about(self.question, self.cells)}{circumstances_in_words(self.circumstances)}"

    @property
    def voices(self) -> tuple[str, str]:
        """Who speaks in the two documents: legal, technical or commercial."""
        documents = (self.deciding.document, self.other.document)
        first, second = (document.voice if document else "" for document in documents)
        return first, second


def pairs(offering: Offering, *, equal: bool) -> Iterator[Pair]:
    """Yield each deciding statement with each weaker one, or with each *equal* one, once."""
    for answer in offering.answers.values():
        if len(answer.statements) < 2:
            continue
        found: dict[
            tuple[int, int],
            tuple[Statement, Statement, dict[str, Cell], dict[Circumstance, None]],
        ] = {}
        for cell in answer.cells:
            for voice in cell.voices:
                for other in voice.deciding[1:] if equal else voice.weaker:
                    first = voice.deciding[0]
                    entry = found.setdefault((id(first), id(other)), (first, other, {}, {}))
                    entry[2][cell.name] = cell
                    entry[3][voice.circumstance] = None
        for first, other, cells, circumstances in found.values():
            yield Pair(answer.question, first, other, tuple(cells.values()), tuple(circumstances))


def known(statement: Statement) -> bool:
    """Tell whether it says something, good or bad, and does not leave it open."""
    return statement.says.id not in NEVER_KNOWN


def promises_more(one: Statement, other: Statement) -> bool:
    """Tell whether *one* is better for the customer than *other*."""
    return _burden(one) < _burden(other)


def differ(one: Statement, other: Statement) -> bool:
    """Tell whether the two say another thing; a number that one leaves out is no difference."""
    if one.says.id != other.says.id:
        return True
    periods = one.period is not None and other.period is not None
    notices = one.notice is not None and other.notice is not None
    return (periods or notices) and _burden(one) != _burden(other)


def narrower(one: Statement, other: Statement) -> bool:
    """Tell whether *one* is an exception to *other*: for a case where the other names none."""
    return any(
        mine and not theirs
        for mine, theirs in (
            (one.scope.models, other.scope.models),
            (one.scope.regions, other.scope.regions),
            (one.scope.when, other.scope.when),
        )
    )


def _burden(statement: Statement) -> tuple[tuple[int, int], float, int]:
    """Like a statement's badness, but a period without a number is the longest."""
    period = statement.period.hours if statement.period else float("inf")
    notice = -statement.notice.hours if statement.notice else 0
    return (statement.says.rank, period, notice)

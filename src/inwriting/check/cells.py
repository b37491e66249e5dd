"""Helpers for people who write checks: what is demanded, and cells in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inwriting.model.answers import Answer, Cell
from inwriting.model.dossier import Statement
from inwriting.model.policy import DataClass, Demand, Policy
from inwriting.model.questions import Question
from inwriting.model.register import Offering


@dataclass(frozen=True, slots=True)
class Demanded:
    """A demand of a data class and the cells that it is about."""

    data_class: DataClass
    demand: Demand
    answer: Answer
    cells: tuple[Cell, ...]

    @property
    def question(self) -> Question:
        """The question."""
        return self.answer.question


def demanded(offering: Offering, policy: Policy) -> Iterator[Demanded]:
    """Yield each demand of each data class, as the class writes it, lowest class first."""
    for data_class in policy.classes:
        for question, demand in data_class.own_demands.items():
            answer = offering.answers.get(question)
            if answer is not None:
                cells = answer.matching(demand.data, demand.purposes)
                yield Demanded(data_class, demand, answer, cells)


def failing(
    items: Iterable[tuple[Demanded, tuple[Cell, ...]]],
) -> Iterator[tuple[Demanded, tuple[Cell, ...]]]:
    """Yield *items* without the cells that already failed for a lower class.

    What fails for a class fails for all above it, so saying it once is enough.
    """
    seen: set[tuple[str, str, str]] = set()
    for item, cells in items:
        new = tuple(c for c in cells if (item.question.id, c.data, c.purpose) not in seen)
        seen |= {(item.question.id, c.data, c.purpose) for c in new}
        if new:
            yield item, new


def by_statement(cells: Iterable[Cell]) -> Iterator[tuple[Statement, tuple[Cell, ...]]]:
    """Yield each statement that decides any of *cells*, with the cells that it decides."""
    groups: dict[int, tuple[Statement, list[Cell]]] = {}
    for cell in cells:
        if cell.statement is not None:
            groups.setdefault(id(cell.statement), (cell.statement, []))[1].append(cell)
    for statement, group in groups.values():
        yield statement, tuple(group)


def in_words(cells: Iterable[Cell]) -> str:
    """Return *cells* in words, as in prompts, uploads (train); empty for a question without any."""
    by_purposes: dict[tuple[str, ...], list[str]] = {}
    purposes: dict[str, list[str]] = {}
    for cell in cells:
        purposes.setdefault(cell.data, []).append(cell.purpose)
    for data, names in purposes.items():
        by_purposes.setdefault(tuple(names), []).append(data)
    parts = []
    for wanted, kinds in by_purposes.items():
        what = ", ".join(item for item in kinds if item)
        to = ", ".join(item for item in wanted if item)
        parts.append(f"{what} ({to})" if what and to else what or to)
    return "; ".join(part for part in parts if part)


def about(question: Question, cells: Iterable[Cell]) -> str:
    """Return the question's title with the cells in words, as in Retention of prompts, outputs."""
    words = in_words(cells)
    return f"{question.title} of {words}" if words else question.title

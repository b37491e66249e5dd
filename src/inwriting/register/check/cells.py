"""Helpers for people who write checks: what is demanded, and cells in words."""

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from inwriting.register.model.answers import Answer, Cell
from inwriting.register.model.policy import DataClass, Demand
from inwriting.register.model.questions import Question, Value
from inwriting.register.model.register import Offering


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

    @property
    def least(self) -> Value | None:
        """The worst answer that is still good enough; None where the question has no such one."""
        return self.answer.question.values.get(self.demand.at_least)

    @property
    def met(self) -> tuple[Cell, ...]:
        """The cells whose answer is known and good enough."""
        least = self.least
        if least is None:
            return ()
        return tuple(c for c in self.cells if c.value.known and c.value.rank <= least.rank)

    @property
    def short(self) -> tuple[Cell, ...]:
        """The cells whose answer is known and not good enough."""
        least = self.least
        return tuple(
            c for c in self.cells if c.value.known and (least is None or c.value.rank > least.rank)
        )


def demanded(
    offering: Offering,
    demands: Iterable[tuple[DataClass, Demand]],
    wanted: Callable[[Answer, Demand], object] | None = None,
) -> Iterator[Demanded]:
    """Yield each of *demands* with the cells of *offering*; only those *wanted*, if that is given.

    In `policy.demands` each stands as its class writes it, the lowest class first.
    """
    answers = offering.answers
    for data_class, demand in demands:
        answer = answers.get(demand.question)
        if answer is not None and (wanted is None or wanted(answer, demand)):
            cells = answer.matching(demand.data, demand.purposes)
            yield Demanded(data_class, demand, answer, cells)


def may_fall_short(answer: Answer, demand: Demand) -> bool:
    """Tell whether any known answer in *answer* is worse than what is demanded."""
    least = answer.question.values.get(demand.at_least)
    for value in answer.given.values():
        if value.known and (least is None or value.rank > least.rank):
            return True
    return False


def failing(
    items: Iterable[tuple[Demanded, tuple[Cell, ...]]],
) -> Iterator[tuple[Demanded, tuple[Cell, ...]]]:
    """Yield *items* without the cells that already failed for a lower class.

    What fails for a class fails for all above it, so saying it once is enough.
    """
    seen: set[tuple[str, str, str]] = set()
    for item, cells in items:
        name = item.demand.question
        new = tuple(c for c in cells if (name, c.data, c.purpose) not in seen)
        if new:
            seen.update((name, c.data, c.purpose) for c in new)
            yield item, new


def in_words(cells: Iterable[Cell]) -> str:
    """Return *cells* in words, as in prompts, uploads (train); empty for a question without any."""
    return _in_words(tuple([(cell.data, cell.purpose) for cell in cells]))


@functools.lru_cache(maxsize=256)
def _in_words(cells: tuple[tuple[str, str], ...]) -> str:
    by_purposes: dict[tuple[str, ...], list[str]] = {}
    purposes: dict[str, list[str]] = {}
    for kind, purpose in cells:
        purposes.setdefault(kind, []).append(purpose)
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

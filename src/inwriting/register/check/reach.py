"""From which data class on an answer matters, and what stays open."""

import functools
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from inwriting.register.check.cells import Demanded, demanded
from inwriting.register.check.finding import Effect
from inwriting.register.model.answers import Answer, Cell, Circumstance
from inwriting.register.model.basics import Period
from inwriting.register.model.dossier import Statement
from inwriting.register.model.policy import Demand, Policy
from inwriting.register.model.questions import Question
from inwriting.register.model.register import Offering

MOST_WORDS = 3
"""How many circumstances are named before the rest is counted."""
NEEDS_NO_NUMBER = frozenset({"none", "with-agreement"})
"""Answers that no period or notice could make better: nothing is kept, nothing changes alone."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a doubt about an answer goes."""

    data_class: str
    """The lowest data class that relies on the answer; empty when none does."""
    effect: Effect | None
    """A warning where no class relies on it; None leaves it to the check."""


def reach(
    offering: Offering, policy: Policy, question: str, cells: Iterable[Cell] | None = None
) -> Reach:
    """Return how far a doubt about the answer to *question*, or about *cells* of it, goes.

    A class that is content with every known answer does not rely on any.
    """
    answer = offering.answers.get(question)
    if answer is None:
        return Reach("", Effect.WARNING)
    wanted = None if cells is None else {(cell.data, cell.purpose) for cell in cells}
    for data_class in policy.classes:
        demand = data_class.demands.get(question)
        if demand is None or _content_with_all(answer, demand):
            continue
        covered = answer.matching(demand.data, demand.purposes)
        if wanted is None or any((cell.data, cell.purpose) in wanted for cell in covered):
            return Reach(data_class.id, None)
    return Reach("", Effect.WARNING)


def widest(policy: Policy, reaches: Iterable[Reach]) -> Reach:
    """Return the one of *reaches* that goes furthest down."""
    order = {item.id: item.position for item in policy.classes}
    return min(
        reaches,
        key=lambda item: order.get(item.data_class, len(order)),
        default=Reach("", Effect.WARNING),
    )


def exceeding(
    offering: Offering,
    policy: Policy,
    limit: Callable[[Demand], Period | None],
    exceeds: Callable[[Statement, Period], bool],
) -> Iterator[tuple[Demanded, Statement, tuple[Cell, ...]]]:
    """Yield each deciding statement that goes beyond the *limit* in a demand, at its lowest class.

    Only cells whose answer is otherwise good enough count: of the others more is said elsewhere.
    """

    def is_exceeded(answer: Answer, demand: Demand) -> bool:
        most = limit(demand)
        return most is not None and any(exceeds(item, most) for item in answer.statements)

    limited = [(data_class, demand) for data_class, demand in policy.demands if limit(demand)]
    seen: set[int] = set()
    for item in demanded(offering, limited, is_exceeded):
        most = limit(item.demand)
        found: dict[int, tuple[Statement, dict[str, Cell]]] = {}
        for cell in item.met:
            for statement in deciding_statements(cell):
                if id(statement) not in seen and most and exceeds(statement, most):
                    found.setdefault(id(statement), (statement, {}))[1][cell.name] = cell
        seen |= found.keys()
        for statement, cells in found.values():
            yield item, statement, tuple(cells.values())


def deciding_statements(cell: Cell) -> Iterator[Statement]:
    """Yield each statement that decides the cell in some circumstance, once."""
    seen: set[int] = set()
    for voice in cell.voices:
        for statement in voice.deciding:
            if id(statement) not in seen:
                seen.add(id(statement))
                yield statement


@dataclass(frozen=True, slots=True)
class Open:
    """A question that is not answered, with all demanded cells of which that is true."""

    question: Question
    data_class: str
    """The lowest data class that demands any of them."""
    cells: tuple[Cell, ...]


def open_cells(offering: Offering, policy: Policy, value: str) -> Iterator[Open]:
    """Yield each question with the demanded cells whose answer is *value*."""
    names = [name for name, answer in offering.answers.items() if value in answer.given]
    groups: dict[str, tuple[Demanded, dict[str, Cell]]] = {}
    for item in demanded(offering, policy.demands_on(names)) if names else ():
        for cell in item.cells:
            if cell.value.id == value:
                groups.setdefault(item.question.id, (item, {}))[1].setdefault(cell.name, cell)
    for item, cells in groups.values():
        yield Open(item.question, item.data_class.id, tuple(cells.values()))


def refused_from(policy: Policy, residuals: Iterable[str]) -> str:
    """Return the lowest data class that refuses any of *residuals*; empty for none."""
    named = frozenset(residuals)
    for data_class in policy.classes:
        demand = data_class.demands.get("training-use")
        if demand and not named.isdisjoint(demand.refuses_residuals):
            return data_class.id
    return ""


def asking(offering: Offering, question: Question) -> str:
    """Return what to ask the vendor, as a fix."""
    return f'Send {offering.dossier.name} the question: "{_shortened(question.ask)}"'


@functools.lru_cache(maxsize=64)
def _shortened(text: str) -> str:
    return textwrap.shorten(text, 320, placeholder=" ...")


def circumstances_in_words(circumstances: Iterable[Circumstance]) -> str:
    """Return *circumstances* in words, with a space before; empty when the ordinary is in them."""
    names = list(dict.fromkeys(str(item) for item in circumstances))
    if not names or "" in names:
        return ""
    shown = names[:MOST_WORDS]
    more = [f"{len(names) - MOST_WORDS} more cases"] if len(names) > MOST_WORDS else []
    return " " + ", ".join([*shown, *more])


def _content_with_all(answer: Answer, demand: Demand) -> bool:
    question = answer.question
    limited = demand.at_most or demand.notice_at_least or demand.places or demand.authority
    return not limited and not question.leaves_choice(question.values.get(demand.at_least))

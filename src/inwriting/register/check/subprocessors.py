"""The companies behind a vendor: what they do with the data, and where that is written."""

from collections.abc import Iterable, Iterator, Mapping

from inwriting.register.model.answers import Cell
from inwriting.register.model.chain import Link, chain, passed_on, same_cell
from inwriting.register.model.dossier import Subprocessor
from inwriting.register.model.questions import NEVER_KNOWN, Standing
from inwriting.register.model.register import Offering, Register

Retention = tuple[int, str]
"""How long data is kept, in hours and in words."""


def entry_clause(offering: Offering, entry: Subprocessor) -> str:
    """Return document and clause that name a subprocessor, as people cite them."""
    document = offering.dossier.documents.get(entry.document_id)
    return f"{document.title if document else entry.document_id}, {entry.clause}"


def retention(cell: Cell) -> Retention | None:
    """Return for how long the vendor keeps the data of *cell*; None where no number is promised."""
    statement = cell.statement
    if statement is None or statement.says.standing is not Standing.PROTECTS:
        return None
    if statement.period:
        return statement.period.hours, str(statement.period)
    return (0, "no time") if statement.says.id == "none" else None


def subprocessor_retention(register: Register, entry: Subprocessor, data: str) -> Retention | None:
    """Return for how long the subprocessor keeps *data*: by its entry or its own terms."""
    if entry.data and data not in entry.data:
        return None
    found = [(entry.retention.hours, str(entry.retention))] if entry.retention else []
    offering = register.offering(entry.offering)
    answer = offering.answers.get("retention") if offering else None
    for cell in answer.cells if answer else ():
        period = cell.statement.period if cell.statement else None
        if cell.data == data and period:
            found.append((period.hours, str(period)))
    return max(found, default=None)


def weakest(
    register: Register, offering: Offering, question: str
) -> Iterator[tuple[Link, Cell, tuple[Cell, ...]]]:
    """Yield what `weakest_on_each` does for one *question*."""
    for _, link, other, cells in weakest_on_each(register, offering, (question,)):
        yield link, other, cells


def weakest_on_each(
    register: Register, offering: Offering, questions: Iterable[str]
) -> Iterator[tuple[str, Link, Cell, tuple[Cell, ...]]]:
    """Yield the company behind *offering* that promises least, where that is less than it does.

    Before it comes the one of *questions* on which it does, after it the company's own cell and
    the offering's cells of which it is true.
    """
    links = chain(register, offering)
    if not links:
        return
    gets = passed_on(offering, links)
    for question in questions:
        for link, other, cells in _weakest(offering, links, gets, question):
            yield question, link, other, cells


def _weakest(
    offering: Offering,
    links: tuple[Link, ...],
    gets: Mapping[str, frozenset[str]],
    question: str,
) -> Iterator[tuple[Link, Cell, tuple[Cell, ...]]]:
    found: dict[tuple[object, ...], tuple[Link, Cell, list[Cell]]] = {}
    answer = offering.answers.get(question)
    for cell in answer.cells if answer else ():
        weaker = [
            (link, other)
            for link in links
            if (not cell.data or cell.data in gets[link.offering.reference])
            and (other := same_cell(link.offering, question, cell))
            and _less(other, cell)
        ]
        if weaker:
            link, other = max(weaker, key=lambda item: item[1].value.rank)
            key = (link.path, other.value, cell.value)
            found.setdefault(key, (link, other, []))[2].append(cell)
    for link, other, cells in found.values():
        yield link, other, tuple(cells)


def _less(other: Cell, cell: Cell) -> bool:
    """Tell whether *other* is less than what *cell* says; open behind open is no difference."""
    known = NEVER_KNOWN.isdisjoint({cell.value.id, other.value.id})
    promise = cell.value.standing is Standing.PROTECTS
    return (promise or known) and other.value.rank > cell.value.rank

"""The companies behind an offering, as far as the register knows them: the worst path counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from inwriting.register.model.answers import Cell
from inwriting.register.model.dossier import Subprocessor
from inwriting.register.model.register import Offering, Register

KINDS_OF_DATA = ("prompts", "uploads", "outputs", "metadata", "feedback")
"""What a subprocessor gets when its entry names nothing."""
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """One company behind an offering, with the way that leads to it."""

    path: tuple[str, ...]
    """The references of the offerings from the first to the one that this company is, with it."""
    offering: Offering
    subprocessor: Subprocessor
    """The entry through which our data gets there."""


def chain(register: Register, offering: Offering) -> tuple[Link, ...]:
    """Return every company of the register behind *offering*, each once, the nearest first.

    Companies that are not in the register end their path; a circle is walked once.
    """
    if not any(entry.offering for entry in offering.subprocessors):
        return ()
    links: list[Link] = []
    seen = {offering.reference}
    row: list[tuple[tuple[str, ...], Offering]] = [((offering.reference,), offering)]
    while row:
        further: list[tuple[tuple[str, ...], Offering]] = []
        for path, item in row:
            for subprocessor in item.subprocessors:
                # Looked up once for each name: a hostile dossier repeats one name many times.
                if not subprocessor.offering or subprocessor.offering in seen:
                    continue
                seen.add(subprocessor.offering)
                behind = register.offering(subprocessor.offering)
                if behind is None:
                    continue
                links.append(Link((*path, behind.reference), behind, subprocessor))
                further.append(((*path, behind.reference), behind))
        row = further
    return tuple(links)


def circle(register: Register, offering: Offering) -> tuple[str, ...]:
    """Return the references of a circle that leads from *offering* back to it; empty for none."""
    for link in chain(register, offering):
        if any(s.offering == offering.reference for s in link.offering.subprocessors):
            return (*link.path, offering.reference)
    if any(s.offering == offering.reference for s in offering.subprocessors):
        return (offering.reference, offering.reference)
    return ()


def same_cell(offering: Offering, question: str, cell: Cell) -> Cell | None:
    """Return the cell of *offering* that answers the same as *cell*, or None."""
    for other in offering.answers[question].cells:
        if other.data == cell.data and other.purpose == cell.purpose:
            return other
    return None


def passed_on(offering: Offering, links: Iterable[Link]) -> dict[str, frozenset[str]]:
    """Return which kinds of data each company behind *offering* gets, by its reference.

    All entries that lead to it count together, and an entry that names no data passes on all.
    """
    companies = (offering, *(link.offering for link in links))
    gets = {offering.reference: frozenset(KINDS_OF_DATA)}
    for _ in companies:
        before = dict(gets)
        for item in companies:
            for entry in item.subprocessors:
                # Nobody passes on what it does not get itself.
                data = frozenset(entry.data or KINDS_OF_DATA) & gets.get(item.reference, _NOTHING)
                gets[entry.offering] = gets.get(entry.offering, _NOTHING) | data
        if gets == before:
            break
    return gets

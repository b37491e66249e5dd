"""The promise breaks behind the vendor."""

from collections.abc import Iterator

from inwriting.check import (
    NEVER_KNOWN,
    Cell,
    Effect,
    Finding,
    Link,
    Offering,
    Policy,
    Register,
    Standing,
    about,
    chain,
    check,
    passed_on,
    reach,
    same_cell,
)


@check(group="consistency", effect=Effect.PAUSE)
def chain_weaker_than_promise(
    offering: Offering, policy: Policy, register: Register
) -> Iterator[Finding]:
    """A company behind the vendor promises less than the vendor does.

    Why: a promise is worth as much as that of the last company that gets the data.
    Fix: get a promise for the whole chain, have that company bound, or leave it out.
    """
    links = chain(register, offering)
    gets = passed_on(offering, links)
    for question in policy.chain_questions:
        answer = offering.answers.get(question)
        worst: dict[str, tuple[Link, Cell, list[Cell]]] = {}
        for cell in answer.cells if answer and links else ():
            weaker = [
                (link, other)
                for link in links
                if (not cell.data or cell.data in gets[link.offering.reference])
                and (other := same_cell(link.offering, question, cell))
                and _less(other, cell)
            ]
            if weaker:
                link, other = max(weaker, key=lambda item: item[1].value.rank)
                key = f"{link.path} {other.value.id} {cell.value.id}"
                worst.setdefault(key, (link, other, []))[2].append(cell)
        for link, other, cells in worst.values():
            found = reach(offering, policy, question, cells)
            said, entries = other.statement, offering.subprocessors
            way = next(entry for entry in entries if entry.offering == link.path[1])
            words = "nothing" if other.value.id == "silent" else other.value.id
            yield Finding(
                f"{about(register.questions[question], cells)}: {offering.name} says "
                f"{cells[0].value.id}, and {link.offering.name} behind it says {words} "
                f"({' > '.join(link.path)}).",
                at=way.place,
                question=question,
                data_class=found.data_class,
                effect=found.effect,
                also=(link.subprocessor.place, *([said.place] if said else [])),
                clauses=tuple(s.clause for s in (cells[0].statement, said) if s),
            )


def _less(other: Cell, cell: Cell) -> bool:
    """Tell whether *other* is less than what *cell* says; open behind open is no difference."""
    known = NEVER_KNOWN.isdisjoint({cell.value.id, other.value.id})
    promise = cell.value.standing is Standing.PROTECTS
    return (promise or known) and other.value.rank > cell.value.rank

"""The promise breaks behind the vendor."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    Register,
    about,
    check,
    reach,
    weakest_on_each,
)


@check(group="consistency", effect=Effect.PAUSE)
def chain_weaker_than_promise(
    offering: Offering, policy: Policy, register: Register
) -> Iterator[Finding]:
    """A company behind the vendor promises less than the vendor does.

    Why: a promise is worth as much as that of the last company that gets the data.
    Fix: get a promise for the whole chain, have that company bound, or leave it out.
    """
    for question, link, other, cells in weakest_on_each(register, offering, policy.chain_questions):
        found = reach(offering, policy, question, cells)
        said = other.statement
        way = next(e for e in offering.subprocessors if e.offering == link.path[1])
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

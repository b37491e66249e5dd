"""Kept longer by the company behind."""

from collections.abc import Iterator

from inwriting.check import (
    Cell,
    Effect,
    Finding,
    Offering,
    Policy,
    Register,
    Statement,
    about,
    check,
    entry_clause,
    reach,
    retention,
    subprocessor_retention,
)


@check(group="consistency", effect=Effect.PAUSE)
def retention_longer_at_subprocessor(
    offering: Offering, policy: Policy, register: Register
) -> Iterator[Finding]:
    """A subprocessor keeps the data longer than the vendor says.

    Why: the data is gone when the last company has deleted it, not the first.
    Fix: have the vendor bind its subprocessor to the shorter period, or count the longer one.
    """
    answer = offering.answers.get("retention")
    for entry in offering.subprocessors:
        longer: dict[str, list[tuple[Cell, Statement]]] = {}
        for cell in answer.cells if answer else ():
            ours, theirs = retention(cell), subprocessor_retention(register, entry, cell.data)
            if cell.statement and ours and theirs and theirs[0] > ours[0]:
                key = f"{theirs[1]}, and {cell.statement.clause} says {cell.statement.words}"
                longer.setdefault(key, []).append((cell, cell.statement))
        for words, found_in in longer.items():
            cells = [cell for cell, _ in found_in]
            said = found_in[0][1]
            found = reach(offering, policy, "retention", cells)
            yield Finding(
                f"{about(said.question, cells)}: {entry.name} keeps it for {words}.",
                at=entry.place,
                question="retention",
                data_class=found.data_class,
                effect=found.effect,
                also=(said.place,),
                clauses=(said.clause, entry_clause(offering, entry)),
            )

"""An opt-out that comes too late for what is already in."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    Statement,
    check,
    deciding_statements,
    reach,
)


@check(group="consistency", effect=Effect.WARNING)
def opt_out_only_for_the_future(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A protection works only for the future.

    Why: what went in before it was switched on has been used and does not come back.
    Fix: find out since when it is on, and treat everything that went in before as used.
    """
    for name in ("training-use", "opt-out"):
        answer = offering.answers.get(name)
        if answer is None or not any(item.only_future for item in answer.statements):
            continue
        found: dict[int, Statement] = {
            id(statement): statement
            for cell in answer.cells
            for statement in deciding_statements(cell)
            if statement.only_future
        }
        for statement in found.values():
            yield Finding(
                f"{statement.question.title}: {statement.clause} ({statement.says.id}) works only "
                f"for what goes in afterwards.",
                at=statement.at("only-future"),
                question=name,
                data_class=reach(offering, policy, name).data_class,
                clauses=(statement.clause,),
            )

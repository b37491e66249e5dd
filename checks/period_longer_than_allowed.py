"""Kept longer, or deleted later, than the policy allows."""

from collections.abc import Iterator

from inwriting.check import (
    NEEDS_NO_NUMBER,
    Effect,
    Finding,
    Offering,
    Period,
    Policy,
    Statement,
    about,
    check,
    exceeding,
)


@check(group="consistency", effect=Effect.REFUSE)
def period_longer_than_allowed(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A period is longer than the policy allows.

    Why: what is kept longer can be leaked, seized or used for longer.
    Fix: agree on a shorter period, set it in the product and record that, or keep such data out.
    """
    for item, statement, cells in exceeding(
        offering, policy, lambda demand: demand.at_most, _too_long
    ):
        says = f"for {statement.period}" if statement.period else "without a number"
        yield Finding(
            f"{about(item.question, cells)}: {statement.clause} says {statement.says.id} {says}; "
            f"{item.data_class.name} allows {item.demand.at_most} at most.",
            at=statement.place,
            question=item.question.id,
            data_class=item.data_class.id,
            effect=Effect.REFUSE if statement.period else Effect.PAUSE,
            clauses=(statement.clause,),
        )


def _too_long(statement: Statement, most: Period) -> bool:
    if statement.says.id in NEEDS_NO_NUMBER:
        return False
    return statement.period is None or statement.period.hours > most.hours

"""Told too late."""

from collections.abc import Iterator

from inwriting.check import (
    NEEDS_NO_NUMBER,
    Effect,
    Finding,
    Offering,
    Period,
    Policy,
    Statement,
    check,
    exceeding,
)


@check(group="consistency", effect=Effect.REFUSE)
def notice_shorter_than_allowed(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A notice is shorter than the policy demands.

    Why: we need the time to object, to move our data, or to tell our clients.
    Fix: agree on a longer notice, or on a change only with our consent.
    """
    for item, statement, _ in exceeding(
        offering, policy, lambda demand: demand.notice_at_least, _too_short
    ):
        says = f"a notice of {statement.notice}" if statement.notice else "no number of days"
        yield Finding(
            f"{item.question.title}: {statement.clause} ({statement.says.id}) gives {says}; "
            f"{item.data_class.name} demands {item.demand.notice_at_least} at least.",
            at=statement.place,
            question=item.question.id,
            data_class=item.data_class.id,
            effect=Effect.REFUSE if statement.notice else Effect.PAUSE,
            clauses=(statement.clause,),
        )


def _too_short(statement: Statement, least: Period) -> bool:
    if statement.says.id in NEEDS_NO_NUMBER:
        return False
    return statement.notice is None or statement.notice.hours < least.hours

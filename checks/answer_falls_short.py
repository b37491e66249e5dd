"""An answer that is known, and not good enough."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    Standing,
    about,
    by_statement,
    check,
    demanded,
    failing,
    may_fall_short,
)


@check(group="completeness", effect=Effect.REFUSE)
def answer_falls_short(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The answer does not meet the demand.

    Why: the vendor says what it does, and this data class does not allow it.
    Fix: get a better promise in a contract, use another offering, or keep such data out.
    """
    short = ((item, item.short) for item in demanded(offering, policy.demands, may_fall_short))
    for item, cells in failing(short):
        for statement, group in by_statement(cells):
            # Only implied is not known: what a limit of purpose rules out pauses, it is no breach.
            implied = statement.says.standing is Standing.UNCLEAR
            yield Finding(
                f"{about(item.question, group)}: the answer is {statement.says.id}; "
                f"{item.data_class.name} demands {item.demand.at_least} or better.",
                at=statement.at("says"),
                question=item.question.id,
                data_class=item.data_class.id,
                clauses=(statement.clause,),
                effect=Effect.PAUSE if implied else Effect.REFUSE,
            )

"""An answer that is known, and not good enough."""

from collections.abc import Iterator

from inwriting.check import (
    NEVER_KNOWN,
    Cell,
    Demanded,
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
)


@check(group="completeness", effect=Effect.REFUSE)
def answer_falls_short(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The answer does not meet the demand.

    Why: the vendor says what it does, and this data class does not allow it.
    Fix: get a better promise in a contract, use another offering, or keep such data out.
    """
    short = (
        (item, tuple(cell for cell in item.cells if _is_short(cell, item)))
        for item in demanded(offering, policy)
    )
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


def _is_short(cell: Cell, item: Demanded) -> bool:
    least = item.question.values.get(item.demand.at_least)
    known = cell.value.id not in NEVER_KNOWN
    return known and (least is None or cell.value.rank > least.rank)

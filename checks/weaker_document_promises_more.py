"""A promise that the contract does not carry."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Pair,
    Policy,
    Standing,
    check,
    known,
    pairs,
    promises_more,
    reach,
)


@check(group="consistency", effect=Effect.PAUSE)
def weaker_document_promises_more(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A weaker document promises more than a stronger one.

    Why: in a dispute the stronger document wins, so the better promise is worth nothing.
    Fix: have the promise written into the stronger document, or live with what that one says.
    """
    for pair in pairs(offering, equal=False):
        if _is_promise(pair) and promises_more(pair.other, pair.deciding):
            found = reach(offering, policy, pair.question.id, pair.cells)
            yield Finding(
                f"{pair.subject}: {pair.other.clause} says {pair.other.words}; "
                f"{pair.deciding.clause}, which prevails, says {pair.deciding.words}.",
                at=pair.other.at("says"),
                question=pair.question.id,
                data_class=found.data_class,
                effect=found.effect,
                also=(pair.deciding.place,),
                clauses=(pair.deciding.clause, pair.other.clause),
            )


def _is_promise(pair: Pair) -> bool:
    # What only sounds better than an open answer promises nothing.
    promise = pair.other.says.standing is Standing.PROTECTS
    return known(pair.other) and (promise or known(pair.deciding))

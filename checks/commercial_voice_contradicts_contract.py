"""Sales says one thing, the contract another."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Pair,
    Policy,
    Standing,
    check,
    differ,
    known,
    narrower,
    pairs,
    promises_more,
    reach,
)


@check(group="consistency", effect=Effect.PAUSE)
def commercial_voice_contradicts_contract(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """Another voice tells of less protection than the contract.

    Why: those who sell it and those who run it know what it does. When any of them admits what the
    contract forbids, the contract may not be what happens.
    Fix: ask the vendor in writing which of the two holds, and record the answer.
    """
    for pair in pairs(offering, equal=False):
        if _counts(pair) and _tells_of_less(pair):
            found = reach(offering, policy, pair.question.id, pair.cells)
            yield Finding(
                f"{pair.subject}: {pair.deciding.clause} says {pair.deciding.words}, and yet the "
                f"{pair.voices[1]} voice in {pair.other.clause} says {pair.other.words}.",
                at=pair.other.at("says"),
                question=pair.question.id,
                data_class=found.data_class,
                effect=found.effect,
                also=(pair.deciding.place,),
                clauses=(pair.deciding.clause, pair.other.clause),
            )


def _counts(pair: Pair) -> bool:
    # From whomever it comes, an admission of what the stronger document forbids is heard.
    promised = pair.deciding.says.standing is Standing.PROTECTS
    admitted = pair.other.says.standing is Standing.EXPOSES
    return pair.voices == ("legal", "commercial") or (promised and admitted)


def _tells_of_less(pair: Pair) -> bool:
    # More is what weaker-document-promises-more reports; an exception to a rule is no other voice,
    # and a lesser protection beside a greater one is none either.
    promise = pair.other.says.standing is Standing.PROTECTS
    return (
        known(pair.other)
        and (not promise or pair.other.says is pair.deciding.says)
        and differ(pair.deciding, pair.other)
        and not promises_more(pair.other, pair.deciding)
        and not narrower(pair.deciding, pair.other)
    )

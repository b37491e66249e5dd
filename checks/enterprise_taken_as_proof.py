"""The word enterprise is no clause."""

import re
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
    reach,
)

_INVOKED = re.compile(
    r"\b(?:enterprise[- ](?:grade|plans?|tiers?|class|level|editions?|ready)"
    r"|business[- ](?:plans?|tiers?|grade)|for (?:enterprises?|businesses)|built for business)\b",
    re.IGNORECASE,
)


@check(group="consistency", effect=Effect.PAUSE)
def enterprise_taken_as_proof(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The name of the plan is taken as proof.

    Why: enterprise is a price, not a promise. The contract says what the plan protects.
    Fix: cite the clause of the contract or of the product terms that binds the vendor for the plan.
    """
    if "enterprise" not in offering.tiers:
        return
    binding = policy.level_of("product-terms").rank
    for name, answer in offering.answers.items():
        if name == "tier-differences":
            continue
        for statement, cells in by_statement(answer.cells):
            weak = statement.level.rank > binding
            if not weak or statement.says.standing is not Standing.PROTECTS:
                continue
            words = " ".join(f"{statement.citation.text} {statement.summary}".split())
            invoked = _INVOKED.search(words)
            if invoked:
                found = reach(offering, policy, answer.question.id, cells)
                yield Finding(
                    f'{about(answer.question, cells)}: {statement.clause} says "{invoked[0]}", '
                    f"and no binding document carries the promise.",
                    at=statement.place,
                    question=answer.question.id,
                    data_class=found.data_class,
                    effect=found.effect,
                    clauses=(statement.clause,),
                )

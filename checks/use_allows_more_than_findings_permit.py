"""A use that is wider than the findings permit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inwriting.check import Effect, Finding, Offering, Policy, Risk, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inwriting.check import Verdicts


@check(group="decision", effect=Effect.MERGE, risks=(Risk.CONFIDENTIALITY, Risk.GOVERNANCE))
def use_allows_more_than_findings_permit(
    offering: Offering, policy: Policy, verdicts: Verdicts
) -> Iterator[Finding]:
    """The firm releases data that the findings pause or refuse.

    Why: staff read the release and not the findings; what is released will go in.
    Fix: lower data-allowed below that class until the findings are settled.
    """
    if offering.use is None:
        return
    released = policy.up_to(offering.use.data_allowed)
    for data_class in released:
        decision = verdicts.of(offering.reference, data_class.id)
        # What blocks the merge by itself is said already.
        reasons = [item for item in decision.reasons if not item.blocks_merge]
        if reasons:
            ids = ", ".join(dict.fromkeys(item.check for item in reasons))
            word = "refused" if decision.verdict.word == "refused" else "paused"
            yield Finding(
                f"{offering.name} is released up to {released[-1].name}, and "
                f"{data_class.name} is {word}: {ids}. First of all: {reasons[0].message}",
                at=offering.use.at("data-allowed"),
                also=tuple(dict.fromkeys(item.at for item in reasons[:5])),
                data_class=data_class.id,
                clauses=reasons[0].clauses,
            )
            return

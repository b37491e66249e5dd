"""The firm allows more than the findings permit."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, Risk, check
from inwriting.register.decide.verdict import Verdict, Verdicts


@check(group="decision", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def use_allows_too_much(
    offering: Offering, policy: Policy, verdicts: Verdicts
) -> Iterator[Finding]:
    """use.yaml allows more than the findings permit.

    Why: people read use.yaml and put the data in.
    Fix: lower data-allowed, or remove what stands in the way.
    """
    allowed = policy.data_class(offering.use.data_allowed) if offering.use else None
    if offering.use is None or allowed is None:
        return
    for data_class in policy.classes[: allowed.position + 1]:
        found = verdicts.of(offering.reference, data_class.id)
        if found.verdict > Verdict.CONDITIONAL:
            yield Finding(
                f"{data_class.id} data is allowed, and the verdict is {found.verdict.word}",
                at=offering.use.at("data-allowed"),
                data_class=data_class.id,
            )

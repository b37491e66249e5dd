"""What a person must look at before it counts."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, Risk, check


@check(group="decision", effect=Effect.WARNING, risks=(Risk.REPUTATIONAL, Risk.REGULATORY))
def review_required(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A person must review the result of a sensitive use.

    Why: the firm answers for the result, and not the tool. It is a reminder and no condition: the
    data may go in; what comes out for such a use counts only after the review.
    Fix: take the steps before the result counts.
    """
    for item in offering.use.review if offering.use else ():
        use = policy.sensitive_uses.get(item.use)
        yield Finding(
            f"{use.name if use else item.use}: {item.steps}",
            at=item.place,
        )

"""A sensitive use whose result nobody reviews."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, Risk, check


@check(group="decision", effect=Effect.PAUSE, risks=(Risk.REPUTATIONAL, Risk.REGULATORY))
def sensitive_use_without_review(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A sensitive use has no steps of review.

    Why: a client, a court or an authority acts on the result, and nobody is told to check it.
    Fix: add under review who looks at the result, when, and how that is recorded.
    """
    if offering.use is None:
        return
    reviewed = frozenset(item.use for item in offering.use.review)
    for index, name in enumerate(offering.use.sensitive_uses):
        if name not in reviewed:
            use = policy.sensitive_uses.get(name)
            why = f" {use.why}" if use else ""
            yield Finding(
                f"{offering.name} is used for {use.name if use else name} without a review.{why}",
                at=offering.use.at("uses", index),
            )

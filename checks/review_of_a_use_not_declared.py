"""Steps of review for a use that is not declared."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, check


@check(group="decision", effect=Effect.WARNING)
def review_of_a_use_not_declared(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A review is described for a use that is not declared.

    Why: either the tool is used for it and the register does not say so, or the steps are idle.
    Fix: add the use under uses, or take the review out.
    """
    if offering.use is None:
        return
    declared = frozenset(offering.use.sensitive_uses)
    for item in offering.use.review:
        if item.use not in declared:
            use = policy.sensitive_uses.get(item.use)
            yield Finding(
                f"{offering.name} has steps of review for {use.name if use else item.use}, "
                "which is not among its uses.",
                at=item.place.at("use"),
            )

"""Regions from which it may not be used."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, check


@check(
    group="decision",
    effect=Effect.REFUSE,
    acceptable=False,
)
def region_not_released(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The firm has not released it for use from this region.

    Why: other laws and other terms of the vendor can hold there.
    Fix: use it from a released region, or ask the owner to have this one looked at.
    """
    use = offering.use
    if use is None or not use.regions:
        return
    released = frozenset(use.regions)
    others = tuple(region for region in policy.regions if region not in released)
    if others:
        yield Finding(
            f"{offering.name} may be used from {', '.join(use.regions)} alone, "
            f"not from {', '.join(others)}.",
            at=use.at("regions"),
            regions=others,
        )

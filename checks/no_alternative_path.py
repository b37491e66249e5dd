"""Nothing to do when data may not go in."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, Risk, check


@check(group="decision", effect=Effect.PAUSE, risks=(Risk.CONFIDENTIALITY, Risk.GOVERNANCE))
def no_alternative_path(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """There is no path for data that may not go in.

    Why: people who are only told no find a way of their own, and it is the worse one.
    Fix: write under fallback in use.yaml what to do instead.
    """
    use = offering.use
    if use is None or use.fallback:
        return
    demanding = [c for c in policy.up_to(use.data_allowed) if "fallback" in c.controls]
    if demanding:
        yield Finding(
            f"{offering.name}: use.yaml does not say what people do with data that may not go in; "
            f"{demanding[0].name} demands it.",
            at=use.place,
            data_class=demanding[0].id,
        )

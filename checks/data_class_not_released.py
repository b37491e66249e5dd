"""Data above what the firm has released."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, Risk, check


@check(
    group="decision",
    effect=Effect.REFUSE,
    risks=(Risk.CONFIDENTIALITY, Risk.GOVERNANCE),
    acceptable=False,
)
def data_class_not_released(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The firm has not released it for this data.

    Why: the tool's owner answers for a use only up to the class that the firm decided on.
    Fix: use what is released, or ask the owner to have a higher class looked at and signed.
    """
    if offering.use is None:
        return
    released = policy.up_to(offering.use.data_allowed)
    for data_class in policy.classes[len(released) : len(released) + 1]:
        highest = f"up to {released[-1].name}" if released else "for no class of the policy"
        yield Finding(
            f"{offering.name} is released {highest}, not for {data_class.name} or above.",
            at=offering.use.at("data-allowed"),
            data_class=data_class.id,
        )

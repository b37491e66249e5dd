"""The firm's own controls that are not there."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Register, Risk, check


@check(group="completeness", effect=Effect.PAUSE, risks=(Risk.GOVERNANCE, Risk.CONFIDENTIALITY))
def internal_control_missing(offering: Offering, register: Register) -> Iterator[Finding]:
    """The firm's own controls are incomplete.

    Why: the vendor's promise is half of it; the other half is what our own people do.
    Fix: complete the offering's entry in use.yaml.
    """
    use = offering.use
    if use is None:
        return
    # The path when data cannot be shared has a check of its own: no-alternative-path.
    there = set(use.controls) | {"fallback"}
    for data_class in register.policy.up_to(use.data_allowed):
        missing = [name for name in data_class.controls if name not in there]
        there |= set(missing)
        if missing:
            titles = ", ".join(register.questions[name].title for name in missing)
            yield Finding(
                f"{offering.name}: {data_class.name} may go in, and use.yaml does not have the "
                f"controls that this class demands: {titles}.",
                at=use.place,
                data_class=data_class.id,
                fix=f"Add to use.yaml, for {offering.id}: {', '.join(missing)}.",
            )

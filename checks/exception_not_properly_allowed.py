"""An exception that nobody may give like this."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Exemption,
    Finding,
    Policy,
    Vendor,
    check,
    of_the_firm,
    offering_of,
)


@check(group="decision", effect=Effect.MERGE)
def exception_not_properly_allowed(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """An exception is not properly allowed.

    Why: an exception sets a finding aside, so it needs somebody of the firm who answers for it and
    somebody else who may allow it.
    Fix: have one of the policy's approvers allow it for an owner in the firm, or take it out.
    """
    for item in vendor.use.exemptions if vendor.use else ():
        faults = list(_faults(item, policy))
        if faults:
            yield Finding(
                f"The exception {item.id} to {item.check} does not count: {'; '.join(faults)}.",
                at=item.place,
                offering=offering_of(vendor, item),
            )


def _faults(item: Exemption, policy: Policy) -> Iterator[str]:
    if item.approved_by.email not in {person.email for person in policy.exception_approvers}:
        yield f"{item.approved_by.email} is not one of the policy's approvers"
    same = (item.approved_by.email, item.approved_by.name.casefold())
    # One person can have several addresses.
    if item.owner.email == same[0] or item.owner.name.casefold() == same[1]:
        yield f"{item.owner.name} approved what is their own"
    if not of_the_firm(item.owner, policy):
        yield f"its owner {item.owner.email} is not of the firm, so it has no owner"
    if item.check in policy.no_exceptions_to:
        yield f"the policy allows no exception to {item.check}"

"""Somebody in the firm must answer for a tool."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Policy, Risk, Vendor, check, of_the_firm


@check(group="completeness", effect=Effect.PAUSE, risks=(Risk.GOVERNANCE,))
def no_accountable_owner(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """Nobody in the firm answers for it.

    Why: a tool without an owner has nobody who notices when its terms change.
    Fix: give the offering an entry in use.yaml, whose owner is one of the firm's own people.
    """
    if vendor.use is None:
        yield Finding(
            f"{vendor.name}: no use.yaml, so nobody in the firm answers for its offerings.",
            at=vendor.dossier.at("offerings"),
        )
    for offering in vendor.offerings if vendor.use else ():
        if offering.use is None:
            yield Finding(
                f"{offering.name}: no entry in use.yaml, so nobody in the firm answers for it.",
                at=offering.place,
                offering=offering.reference,
            )
    firm = policy.contact.lower().rpartition("@")[2]
    owners = [("dossier", vendor.dossier.owner, vendor.dossier.at("vendor", "owner", "email"))]
    if vendor.use:
        owners.append(("tool", vendor.use.owner, vendor.use.place.at("owner", "email")))
    for what, owner, place in owners:
        if not of_the_firm(owner, policy):
            yield Finding(
                f"The owner of the {what}, {owner.name}, has the address {owner.email}, which is "
                f"not one of {policy.firm} ({firm}).",
                at=place,
                fix=f"Name one of the firm's own people, with an address that ends in @{firm}.",
                effect=Effect.MERGE,
            )

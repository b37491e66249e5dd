"""A sign-off on what the firm does not use."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Vendor, check


@check(group="decision", effect=Effect.MERGE)
def approval_without_use(vendor: Vendor) -> Iterator[Finding]:
    """Something is signed that use.yaml does not release.

    Why: a sign-off without limits, teams and an owner approves anything anybody does with it.
    Fix: write the firm's controls into use.yaml and sign them, or take the sign-off out.
    """
    if vendor.use is None:
        if vendor.approvals:
            functions = ", ".join(dict.fromkeys(item.function for item in vendor.approvals))
            yield Finding(
                f"{vendor.name} has sign-offs of {functions} and no use.yaml.",
                at=vendor.approvals[0].place,
            )
        return
    known = frozenset(vendor.dossier.offering_ids)
    for item in vendor.approvals:
        unused = [o for o in item.offerings if o in known and o not in vendor.use.offerings]
        if unused:
            yield Finding(
                f"{item.by.name} signed for {item.function} on {item.on}: {', '.join(unused)}, "
                "which use.yaml does not list.",
                at=item.at("offerings"),
            )

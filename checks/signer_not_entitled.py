"""A sign-off by somebody who may not sign."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Policy, Vendor, check, entitled, signers


@check(group="decision", effect=Effect.MERGE)
def signer_not_entitled(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """Somebody signed who may not sign for this function.

    Why: a sign-off counts because of who answers for it.
    Fix: let a signer whom the policy names sign; take this entry out.
    """
    for item in vendor.approvals:
        # What was signed for an earlier state is history: who signed it may have left since.
        if item.digest == vendor.digest and not entitled(policy, item):
            yield Finding(
                f"{item.by.name} ({item.by.email}) signed for {item.function}; "
                f"the policy names {signers(policy, item.function)}.",
                at=item.at("by"),
            )

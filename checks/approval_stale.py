"""A sign-off on another state than the present one."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Register,
    Vendor,
    check,
    lacking_by_class,
    signers,
)


@check(
    group="change",
    effect=Effect.PAUSE,
    acceptable=False,
)
def approval_stale(offering: Offering, register: Register, vendor: Vendor) -> Iterator[Finding]:
    """A sign-off is for another state of dossier and use.

    Why: the signer has not seen what has changed since, and may not agree to it.
    Fix: look at what changed, then sign the present state with `inwriting sign`.
    """
    for data_class, group in lacking_by_class(register, vendor, offering, stale=True):
        stale = [item.stale for item in group if item.stale]
        who = ", ".join(f"{a.function} ({a.by.name} on {a.on})" for a in stale)
        again = "; ".join(
            f"{signers(register.policy, a.function)} runs "
            f"`inwriting sign {vendor.id} --function {a.function} --data CLASS`"
            for a in stale
        )
        yield Finding(
            f"Dossier or use of {offering.name} changed after these signed it for "
            f"{data_class.name}: {who}. Each must sign the present state.",
            at=stale[0].at("digest"),
            also=tuple(a.at("digest") for a in stale[1:]),
            data_class=data_class.id,
            fix=f"Look at what changed; then {again}.",
        )

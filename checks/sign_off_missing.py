"""A function that has not signed."""

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
    group="decision",
    effect=Effect.PAUSE,
    acceptable=False,
)
def sign_off_missing(offering: Offering, register: Register, vendor: Vendor) -> Iterator[Finding]:
    """A sign-off is missing.

    Why: each function looks at what the others do not: procurement at the deal, legal at the
    contract, security at the protection, implementation at how it is really used.
    Fix: let somebody of that function read dossier and use, and sign with `inwriting sign`.
    """
    if offering.use is None:
        return
    for data_class, group in lacking_by_class(register, vendor, offering, stale=False):
        functions = ", ".join(item.function for item in group)
        who = "; ".join(
            f"{signers(register.policy, item.function)} runs "
            f"`inwriting sign {vendor.id} --function {item.function} --data CLASS`"
            for item in group
        )
        yield Finding(
            f"{offering.name} is released for {data_class.name} without a sign-off of {functions}.",
            at=offering.use.at("data-allowed"),
            data_class=data_class.id,
            fix=f"Once they have read dossier and use: {who}.",
        )

"""A sign-off that is older than the evidence."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Register, Vendor, check, counting


@check(
    group="decision",
    effect=Effect.PAUSE,
    acceptable=False,
)
def sign_off_before_the_evidence(
    offering: Offering, register: Register, vendor: Vendor
) -> Iterator[Finding]:
    """A sign-off is dated before the evidence.

    Why: nobody can have read what was captured only later.
    Fix: read the newest evidence and sign again with `inwriting sign`.
    """
    if offering.use is None or not offering.documents:
        return
    newest = max(offering.documents, key=lambda document: document.observed)
    early = [a for a in counting(register, vendor, offering) if a.on < newest.observed]
    needed = [c for c in register.policy.classes if {a.function for a in early} & {*c.signed_by}]
    if early and needed:
        who = ", ".join(f"{item.function} ({item.by.name} on {item.on})" for item in early)
        yield Finding(
            f"{newest.title}, on which {offering.name} rests, was captured on {newest.observed}, "
            f"after these signed: {who}.",
            at=early[0].at("on"),
            also=(*(item.at("on") for item in early[1:]), newest.at("dates", "observed")),
            data_class=needed[0].id,
        )

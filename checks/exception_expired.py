"""An exception whose time is over."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Vendor, check, offering_of


@check(group="decision", effect=Effect.MERGE)
def exception_expired(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """An exception is over.

    Why: an exception that outlives its day is a rule that nobody decided on.
    Fix: remove it and follow the findings, or have a new one approved.
    """
    for item in vendor.use.exemptions if vendor.use else ():
        if item.expires < register.today:
            yield Finding(
                f"The exception {item.id} to {item.check} ended on {item.expires}; "
                f"{item.owner.name} answers for it.",
                at=item.at("expires"),
                offering=offering_of(vendor, item),
            )

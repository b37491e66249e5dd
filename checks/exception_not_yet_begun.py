"""An exception that does not count yet."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Vendor, check, offering_of


@check(group="decision", effect=Effect.WARNING)
def exception_not_yet_begun(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """An exception has not begun.

    Why: until its first day the finding counts as if there were no exception.
    Fix: wait for the day; if it was meant to hold already, have it granted as of today.
    """
    for item in vendor.use.exemptions if vendor.use else ():
        if item.granted > register.today:
            yield Finding(
                f"The exception {item.id} to {item.check} begins on {item.granted}; "
                f"today is {register.today}.",
                at=item.at("granted"),
                offering=offering_of(vendor, item),
            )

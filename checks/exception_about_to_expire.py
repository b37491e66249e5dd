"""An exception that will soon be over."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Vendor, check, offering_of


@check(group="decision", effect=Effect.WARNING)
def exception_about_to_expire(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """An exception will soon be over.

    Why: on the day after, the finding counts again and the work that rests on it stops.
    Fix: settle the finding by then, or prepare the other way for those who use it.
    """
    policy = register.policy
    for item in vendor.use.exemptions if vendor.use else ():
        left = (item.expires - register.today).days
        if item.in_force(register.today, policy) and left <= policy.exception_warn:
            when = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
            yield Finding(
                f"The exception {item.id} to {item.check} ends {when}, on {item.expires}.",
                at=item.at("expires"),
                offering=offering_of(vendor, item),
                fix=f"{item.owner.name} settles {item.check} by then, or tells those who use it.",
            )

"""An exception that lasts too long."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Policy, Vendor, check, offering_of


@check(group="decision", effect=Effect.MERGE)
def exception_too_long(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """An exception lasts longer than the policy allows.

    Why: an exception bridges the time until something is mended; a long one is a change of policy.
    Fix: shorten it; if it must last, change the policy instead.
    """
    for item in vendor.use.exemptions if vendor.use else ():
        if item.days > policy.exception_longest:
            yield Finding(
                f"The exception {item.id} lasts {item.days} days, from {item.granted} to "
                f"{item.expires}; the policy allows {policy.exception_longest}.",
                at=item.at("expires"),
                offering=offering_of(vendor, item),
            )

"""A sign-off that is dated after today."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Vendor, check


@check(group="decision", effect=Effect.MERGE)
def sign_off_dated_in_the_future(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """A sign-off is dated after today.

    Why: a sign-off given in advance is for something that nobody has seen.
    Fix: sign on the day on which you have read it, with `inwriting sign`.
    """
    for item in vendor.approvals:
        if item.on > register.latest:
            yield Finding(
                f"{item.by.name} signed for {item.function} on {item.on}, and today is "
                f"{register.latest}.",
                at=item.at("on"),
            )

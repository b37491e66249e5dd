"""An exception to something that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inwriting.check import Effect, Finding, Policy, Vendor, check, guess, is_for, offering_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inwriting.check import Verdicts


@check(group="decision", effect=Effect.MERGE)
def exception_without_finding(
    vendor: Vendor, policy: Policy, verdicts: Verdicts
) -> Iterator[Finding]:
    """An exception accepts a finding that does not exist.

    Why: an exception in store would set a later finding aside before anybody has looked at it.
    Fix: take it out, or correct the check, offering, question or data class that it names.
    """
    if not vendor.use or not vendor.use.exemptions:
        return
    checks = {item.check for item in vendor.use.exemptions}
    found = [f for f in verdicts.about(vendor.id) if f.check in checks] if checks else []
    for item in vendor.use.exemptions:
        where = f"{vendor.id}/{item.offering}"
        if item.expires < verdicts.register.today:
            continue  # What is over is said elsewhere.
        if any(f.touches(vendor.id, where) and is_for(item, f, policy) for f in found):
            continue
        on = f" on {item.question}" if item.question else ""
        what = f"pauses or refuses nothing{on} in {item.offering} up to {item.data_class}."
        if item.check not in policy.checks:
            what = f"does not exist.{guess(item.check, policy.checks)}"
        yield Finding(
            f"The exception {item.id} is to {item.check}, which {what}",
            at=item.at("check"),
            offering=offering_of(vendor, item),
        )

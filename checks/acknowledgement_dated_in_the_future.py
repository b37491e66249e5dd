"""An acknowledgement that is dated after today."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Vendor, check


@check(group="change", effect=Effect.MERGE)
def acknowledgement_dated_in_the_future(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """An acknowledgement is dated after today.

    Why: nobody can have looked at a change on a day that has not come.
    Fix: write the day on which somebody looked at it.
    """
    for item in vendor.dossier.acknowledged_changes:
        if item.on > register.latest:
            yield Finding(
                f"{item.by.name} acknowledges a change of {item.question} of {item.offering} "
                f"on {item.on}, and today is {register.latest}.",
                at=item.place.at("on"),
                question=item.question if item.question in register.questions else "",
            )

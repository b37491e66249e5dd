"""An acknowledgement of a change that did not happen."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Register,
    Vendor,
    acknowledging,
    change_key,
    changes,
    check,
)


@check(group="change", effect=Effect.WARNING)
def acknowledgement_of_no_change(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """A change is acknowledged that did not happen.

    Why: an acknowledgement in store would let a later change pass unseen, and one with a slip in
    it acknowledges nothing.
    Fix: copy question, offering, was and now from the finding answer-changed, or take it out.
    """
    if register.base is None:
        return
    moved = {c.key for offering in vendor.offerings for c in changes(register, offering)}
    for item in acknowledging(register, vendor):
        if change_key(item) not in moved:
            yield Finding(
                f"{item.by.name} acknowledges that {item.question} of {item.offering} went from "
                f"{item.was} to {item.now}, and since the base branch it did not.",
                at=item.place,
                question=item.question if item.question in register.questions else "",
            )

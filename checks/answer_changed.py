"""An answer that moved since the base branch."""

from collections.abc import Iterator

from inwriting.check import (
    Change,
    Effect,
    Finding,
    Offering,
    Place,
    Register,
    Vendor,
    about,
    acknowledging,
    change_key,
    changes,
    check,
)


@check(group="change", effect=Effect.MERGE)
def answer_changed(offering: Offering, register: Register, vendor: Vendor) -> Iterator[Finding]:
    """An answer changed and nobody says why.

    Why: a vendor whose answers move during procurement is a warning sign, and a changed answer may
    undo what others have signed. A better answer needs a reason as much as a worse one.
    Fix: find out why it moved, then acknowledge it in the dossier.
    """
    if register.base is None:
        return
    acknowledged = {
        change_key(item) for item in acknowledging(register, vendor) if item.on <= register.today
    }
    for change in changes(register, offering):
        if change.key in acknowledged:
            continue
        statements = [cell.statement for cell in change.cells if cell.statement]
        yield Finding(
            f"{about(change.question, change.cells)}: {change.was} on the base branch, "
            f"now {change.now}; that is {change.direction}.",
            at=_place(offering, change),
            question=change.question.id,
            fix="Find out why. Then add under acknowledged-changes: "
            f"question {change.question.id}, offering {offering.id}, was {change.was}, "
            f"now {change.now}, with by, on and why; one on the base branch does not count again.",
            clauses=tuple(dict.fromkeys(item.clause for item in statements)),
        )


def _place(offering: Offering, change: Change) -> Place:
    if not change.cells:
        return offering.dossier.at("subprocessors")
    spoken = [cell.statement for cell in change.cells if cell.statement]
    return spoken[0].at("says") if spoken else offering.dossier.at("silent", change.question.id)

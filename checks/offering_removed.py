"""An offering that is no longer in the register."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, check


@check(group="change", effect=Effect.WARNING)
def offering_removed(register: Register) -> Iterator[Finding]:
    """An offering left the register.

    Why: who used it finds no rule any more, and one that comes back under another name counts as
    new, so that nobody compares its answers with the old ones.
    Fix: tell the teams that used it; if it was only renamed, compare its answers with the old ones.
    """
    if register.base is None:
        return
    for name in register.base.vendor_names:
        if register.is_as_before(name) or register.is_unusable(name):
            continue
        before, now = register.base.vendor(name), register.vendor(name)
        if before is None:
            continue
        left = {offering.id for offering in now.offerings} if now else frozenset()
        gone = [offering for offering in before.offerings if offering.id not in left]
        if gone:
            names = ", ".join(f"{item.name} ({item.reference})" for item in gone)
            verb = "is" if len(gone) == 1 else "are"
            yield Finding(
                f"{names} {verb} on the base branch and no longer in the register.",
                at=now.dossier.at("offerings") if now else before.dossier.place,
                vendor=before.id,
            )

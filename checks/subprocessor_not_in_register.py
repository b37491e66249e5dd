"""Companies behind a vendor of which the register knows nothing."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    Register,
    Subprocessor,
    check,
    reach,
)


@check(group="consistency", effect=Effect.PAUSE)
def subprocessor_not_in_register(
    offering: Offering, policy: Policy, register: Register
) -> Iterator[Finding]:
    """A company behind the vendor has no dossier here.

    Why: it gets our data, and what it does with it nobody here has read.
    Fix: write its dossier (inwriting new), and name its offering in the entry.
    """
    groups: dict[tuple[str, str], list[Subprocessor]] = {}
    for entry in offering.subprocessors:
        why = _why(register, entry)
        if why:
            groups.setdefault((entry.role, why), []).append(entry)
    for (role, why), entries in groups.items():
        found = reach(offering, policy, "subprocessors")
        needed = role in policy.chain_roles
        reasons = {entry.outside_register for entry in entries if not entry.offering}
        note = f" Noted there: {next(iter(reasons))}" if len(reasons) == 1 else ""
        names = ", ".join(entry.name for entry in entries)
        yield Finding(
            f"{offering.name}: our data goes to {names} ({role}); {why}.{note}",
            at=entries[0].place,
            question="subprocessors",
            data_class=found.data_class if needed else "",
            effect=found.effect if needed else Effect.WARNING,
            also=tuple(entry.place for entry in entries[1:]),
        )


def _why(register: Register, entry: Subprocessor) -> str:
    """Return what is wrong with the entry's reference; empty when it leads to an offering."""
    if not entry.offering:
        return "no dossier of it is here"
    if register.offering(entry.offering):
        return ""
    if register.is_unusable(entry.offering.partition("/")[0]):
        return f"the files of its dossier ({entry.offering}) cannot be used"
    return f"the register has no offering {entry.offering}"

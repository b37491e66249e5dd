"""A way out that nobody has taken."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, check, reach

_TRAINS = frozenset({"unless-opted-out", "unless-opted-out-restricted"})
_OFFERED = frozenset({"available", "restricted"})
_KNOWN_TO_BE_ON = frozenset({"not-enabled", "enabled-for-some"})


@check(group="consistency", effect=Effect.PAUSE)
def opt_out_not_enabled(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """An opt-out is offered and not shown to be on.

    Why: an opt-out that nobody has switched on protects nothing; the data trains until then.
    Fix: switch it on for the whole organisation, and record the setting with its date.
    """
    training, offered, setting = (
        offering.answers.get(name) for name in ("training-use", "opt-out", "opt-out-enabled")
    )
    if not (training and offered and setting):
        return
    trains = any(cell.value.id in _TRAINS for cell in training.cells)
    state = setting.worst.value.id
    if not trains or offered.worst.value.id not in _OFFERED or state == "enabled":
        return
    found = reach(offering, policy, "opt-out-enabled")
    effect = Effect.REFUSE if state in _KNOWN_TO_BE_ON else Effect.PAUSE
    statement = setting.worst.statement or offered.worst.statement
    shown = "not recorded anywhere" if state == "silent" else state
    yield Finding(
        f"{offering.name}: our data trains unless we opt out, which we can, and our own setting is "
        f"{shown}.",
        at=statement.place if statement else offering.place,
        question="opt-out-enabled",
        data_class=found.data_class,
        effect=effect if found.effect is None else found.effect,
        clauses=(statement.clause,) if statement else (),
    )

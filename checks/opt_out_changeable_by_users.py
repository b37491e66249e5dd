"""Any user can switch training on again."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, check, reach, widest

_USERS = frozenset({"user", "administrator-or-user"})


@check(group="consistency", effect=Effect.PAUSE)
def opt_out_changeable_by_users(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The opt-out is on, and users can switch it off.

    Why: one click of one person undoes what we hold as proof.
    Fix: have the administrator enforce the setting, and record that users cannot change it.
    """
    setting, control = (
        offering.answers.get("opt-out-enabled"),
        offering.answers.get("setting-control"),
    )
    if not (setting and control) or setting.worst.value.id != "enabled":
        return
    statement = control.worst.statement
    if statement and statement.says.id in _USERS:
        found = widest(
            policy, (reach(offering, policy, q) for q in ("opt-out-enabled", "setting-control"))
        )
        yield Finding(
            f"{offering.name}: training is switched off for us, and {statement.clause} lets each "
            f"user change that ({statement.says.id}).",
            at=statement.at("says"),
            question="setting-control",
            data_class=found.data_class,
            effect=found.effect,
            clauses=(statement.clause,),
        )

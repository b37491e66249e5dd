"""The vendor can switch training on again."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, check, reach, widest

_ALONE = {"setting-control": "vendor", "vendor-change": "alone"}


@check(group="consistency", effect=Effect.PAUSE)
def opt_out_changeable_by_vendor(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The opt-out is on, and the vendor may switch it off alone.

    Why: a protection that the other side may take away without us is only a courtesy.
    Fix: agree in the contract that the setting changes with our consent, or at least with notice.
    """
    setting = offering.answers.get("opt-out-enabled")
    if not setting or setting.worst.value.id != "enabled":
        return
    for question, value in _ALONE.items():
        answer = offering.answers.get(question)
        statement = answer.worst.statement if answer else None
        if statement and statement.says.id == value:
            found = widest(
                policy, (reach(offering, policy, q) for q in ("opt-out-enabled", question))
            )
            yield Finding(
                f"{offering.name}: training is switched off for us, and under {statement.clause} "
                f"the vendor may change that alone.",
                at=statement.at("says"),
                question=question,
                data_class=found.data_class,
                effect=found.effect,
                clauses=(statement.clause,),
            )

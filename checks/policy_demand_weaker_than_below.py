"""A class of data that demands less than the one below it."""

from collections.abc import Collection, Iterator

from inwriting.check import (
    NEEDS_NO_NUMBER,
    Demand,
    Effect,
    Finding,
    Question,
    Register,
    Risk,
    check,
)


@check(group="consistency", effect=Effect.MERGE, risks=(Risk.GOVERNANCE, Risk.CONFIDENTIALITY))
def policy_demand_weaker_than_below(register: Register) -> Iterator[Finding]:
    """A data class demands less than the class below it.

    Why: a class replaces what the class below demands, so a limit that is left out is gone, and
    the more sensitive data is the less protected.
    Fix: write at least what the class below demands, or weaken it there first.
    """
    policy = register.policy
    for below, data_class in zip(policy.classes, policy.classes[1:], strict=False):
        for name, demand in data_class.own_demands.items():
            lower = below.demands.get(name)
            question = register.questions.get(name)
            if lower and question:
                weaker = list(_weaker(register, question, lower, demand))
                if weaker:
                    yield Finding(
                        f"{data_class.name} demands less of {question.title} than {below.name}: "
                        f"{', '.join(weaker)}.",
                        at=demand.place,
                    )


def _weaker(register: Register, question: Question, low: Demand, own: Demand) -> Iterator[str]:
    least, most = question.values.get(low.at_least), question.values.get(own.at_least)
    if least and most and most.rank > least.rank:
        yield f"at-least {own.at_least} and not {low.at_least}"
    accepted = {v.id for v in question.values.values() if most and v.rank <= most.rank}
    numbers = not accepted <= NEEDS_NO_NUMBER
    limit, kept = low.at_most, own.at_most
    if numbers and limit and (kept is None or kept.hours > limit.hours):
        yield f"at-most {kept or 'left out'} and not {limit}"
    notice, asked = low.notice_at_least, own.notice_at_least
    if numbers and notice and (asked is None or asked.hours < notice.hours):
        yield f"notice-at-least {asked or 'left out'} and not {notice}"
    levels = {level.id: level.rank for level in register.policy.levels}
    if low.authority in levels and levels.get(own.authority, 99) > levels[low.authority]:
        yield f"authority {own.authority or 'left out'} and not {low.authority}"
    if _fewer(question.data, low.data, own.data):
        yield f"data {', '.join(own.data)} only"
    if _fewer(question.purposes, low.purposes, own.purposes):
        yield f"purposes {', '.join(own.purposes)} only"
    if low.places and (not own.places or not set(own.places) <= set(low.places)):
        yield f"places {', '.join(own.places) or 'left out'} and not {', '.join(low.places)}"
    dropped = [name for name in low.refuses_residuals if name not in own.refuses_residuals]
    if dropped:
        yield f"refuses-residuals without {', '.join(dropped)}"


def _fewer(everything: Collection[str], low: Collection[str], own: Collection[str]) -> bool:
    return not set(low or everything) <= set(own or everything)

"""Two demands on the same question, compared."""

from collections.abc import Collection, Iterator

from inwriting.register.check.reach import NEEDS_NO_NUMBER
from inwriting.register.model.policy import Demand, Policy
from inwriting.register.model.questions import Question


def weaker_parts(policy: Policy, question: Question, low: Demand, own: Demand) -> Iterator[str]:
    """Yield in words each part in which the demand *own* asks for less than the demand *low*."""
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
    levels = {level.id: level.rank for level in policy.levels}
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

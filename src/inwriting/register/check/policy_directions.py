"""Whether a part of the policy asks for less than it did: one rule for each kind of part."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from inwriting.register.check.demands import weaker_parts
from inwriting.register.model.frameworks import Frameworks
from inwriting.register.model.policy import Client, Demand, Policy
from inwriting.register.model.questions import Question, Value


class Direction(Enum):
    """What a change of the policy does to what is asked of vendors, staff and repositories."""

    WEAKER = "weaker"
    """Less is asked."""
    STRONGER = "stronger"
    """More is asked, and nothing less."""
    OTHER = "other"
    """No rule can tell: somebody must look."""
    SAME = "same"
    """What differs is told by another part."""


@dataclass(frozen=True, slots=True)
class PolicyState:
    """The firm's rules at one moment."""

    policy: Policy
    questions: Mapping[str, Question]
    frameworks: Frameworks | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A part of the policy in two states; a value that is not there is None."""

    before: PolicyState
    now: PolicyState
    was: Any
    """The part's value in *before*."""
    is_now: Any
    """The part's value in *now*."""


Judge = Callable[[Compared], tuple[Direction, str]]
"""Returns the direction, and in words what is less; empty where both values say it."""


def no_direction(_: Compared) -> tuple[Direction, str]:
    """Judge what no rule can tell."""
    return Direction.OTHER, ""


def members(*, more_is_weaker: bool = False) -> Judge:
    """Return the judge of lists: each member asks for more, or (*more_is_weaker*) allows more."""

    def judge(item: Compared) -> tuple[Direction, str]:
        had, has = (list(value or ()) for value in (item.was, item.is_now))
        lost, gained = [n for n in had if n not in has], [n for n in has if n not in had]
        less, more = (gained, lost) if more_is_weaker else (lost, gained)
        if less:
            words = "now also" if more_is_weaker else "no longer"
            return Direction.WEAKER, f"{words} {', '.join(map(str, less))}"
        return (Direction.STRONGER if more else Direction.OTHER), ""

    return judge


def number(*, more_is_weaker: bool) -> Judge:
    """Return the judge of numbers. One that is not there sets no limit, so it is the weakest."""

    def judge(item: Compared) -> tuple[Direction, str]:
        if item.was is None or item.is_now is None:
            return (Direction.STRONGER if item.was is None else Direction.WEAKER), ""
        weaker = (item.is_now > item.was) is more_is_weaker
        return (Direction.WEAKER if weaker else Direction.STRONGER), ""

    return judge


def presence(less: str, *, is_weaker: bool = False) -> Judge:
    """Return the judge of what only is there or not; that it is there may be the weaker.

    *less* says what is less.
    """

    def judge(item: Compared) -> tuple[Direction, str]:
        if item.was and item.is_now:
            return Direction.OTHER, ""
        if bool(item.is_now) is is_weaker:
            return Direction.WEAKER, less
        return Direction.STRONGER, ""

    return judge


def position(order: Callable[[PolicyState], Collection[str]], *, later_is_weaker: bool) -> Judge:
    """Return the judge of a name in *order*; one that is not in it cannot be compared."""

    def judge(item: Compared) -> tuple[Direction, str]:
        names = list(order(item.now))
        if item.was not in names or item.is_now not in names:
            return Direction.OTHER, ""
        later = names.index(item.is_now) > names.index(item.was)
        return (Direction.WEAKER if later is later_is_weaker else Direction.STRONGER), ""

    return judge


def classes(item: Compared) -> tuple[Direction, str]:
    """Judge the list of data classes: in another order each name stands for other data."""
    lost = [name for name in item.was if name not in item.is_now]
    if lost:
        return Direction.WEAKER, f"no longer {', '.join(lost)}"
    stay = [name for name in item.is_now if name in item.was]
    return (Direction.STRONGER if stay == list(item.was) else Direction.OTHER), ""


def demand(item: Compared) -> tuple[Direction, str]:
    """Judge what a data class demands of a question."""
    was, is_now = item.was, item.is_now
    if is_now is None:
        return Direction.WEAKER, "nothing is demanded any more"
    if was is None:
        return Direction.STRONGER, ""
    less, more = _demanded(item.now, was, is_now), _demanded(item.now, is_now, was)
    if less:
        return Direction.WEAKER, ", ".join(less)
    return (Direction.STRONGER if more else Direction.OTHER), ""


def _demanded(state: PolicyState, low: Demand, own: Demand) -> list[str]:
    question = state.questions.get(low.question)
    return list(weaker_parts(state.policy, question, low, own)) if question else []


def authority(item: Compared) -> tuple[Direction, str]:
    """Judge the ranks of documents: a kind that now suffices where it did not asks for less."""
    levels = [level.id for level in item.was]
    known = set(levels) & {level.id for level in item.is_now}
    before, now = (_suffices(value, known) for value in (item.was, item.is_now))
    if now - before:
        kinds = sorted(f"{kind} counts as {level}" for kind, level in now - before)
        return Direction.WEAKER, ", ".join(kinds)
    return (Direction.STRONGER if before - now else Direction.OTHER), ""


def _suffices(levels: Any, known: Collection[str]) -> set[tuple[str, str]]:
    return {
        (kind, needed.id)
        for level in levels
        for kind in level.kinds
        for needed in levels
        if level.rank <= needed.rank and needed.id in known
    }


def forbidden_by_client(item: Compared) -> tuple[Direction, str]:
    """Judge what a client's terms forbid: the weakest of its parts tells."""
    was: Client | None = item.was
    is_now: Client | None = item.is_now
    if is_now is None:
        return Direction.WEAKER, "they are no longer in the policy"
    if was is None:
        return Direction.STRONGER, ""
    less, more = _less_forbidden(item.now, was, is_now), _less_forbidden(item.now, is_now, was)
    if less:
        return Direction.WEAKER, ", ".join(less)
    return (Direction.STRONGER if more else Direction.OTHER), ""


def _less_forbidden(state: PolicyState, was: Client, is_now: Client) -> list[str]:
    """Return in words each part in which *is_now* forbids less than *was*."""
    less = [f"no longer for {name}" for name in was.teams if name not in is_now.teams]
    if is_now.forbids_every_use:
        return less
    if was.forbids_every_use:
        return [*less, "no longer every use"]
    order = [item.id for item in state.policy.classes]
    if was.forbids_data_from and _later(order, was.forbids_data_from, is_now.forbids_data_from):
        less.append(f"data only from {is_now.forbids_data_from or 'no class'} on")
    places, allowed = was.forbids_places_other_than, is_now.forbids_places_other_than
    if places and (not allowed or not set(allowed) <= set(places)):
        less.append(f"places {', '.join(allowed) or 'anywhere'} allowed")
    for what, had, has in (
        ("kinds", was.forbids_kinds, is_now.forbids_kinds),
        ("vendors", was.forbids_vendors, is_now.forbids_vendors),
    ):
        lost = [name for name in had if name not in has]
        less += [f"{what} without {', '.join(lost)}"] if lost else []
    for what, question, least, own in (
        ("training", "training-use", was.forbids_training_worse_than,
         is_now.forbids_training_worse_than),
        ("human access", "human-access", was.forbids_human_access_worse_than,
         is_now.forbids_human_access_worse_than),
    ):  # fmt: skip
        asked = state.questions.get(question)
        ranked = sorted(asked.values.values(), key=lambda value: value.rank) if asked else []
        if least and _later([value.id for value in ranked], least, own):
            less.append(f"{what} up to {own or 'anything'} allowed")
    return less


def _later(order: list[str], was: str, is_now: str) -> bool:
    """Tell whether *is_now* is behind *was* in *order*; one that is not in it is behind all."""
    places = {name: number for number, name in enumerate(order)}
    return places.get(is_now, len(order)) > places.get(was, len(order))


def vague_phrases(item: Compared) -> tuple[Direction, str]:
    """Judge the phrases that leave an answer open, each for some questions or for every one."""
    was, is_now = (
        {phrase.phrase: set(phrase.questions or item.now.questions) for phrase in value}
        for value in (item.was, item.is_now)
    )
    lost = [name for name in was if not was[name] <= is_now.get(name, set())]
    if lost:
        return Direction.WEAKER, f"no longer, or for fewer questions, {', '.join(lost)}"
    return (Direction.STRONGER if was != is_now else Direction.SAME), ""


def clock(item: Compared) -> tuple[Direction, str]:
    """Judge the day on which everything is judged: the later it is, the older is the evidence."""
    if item.was is None or item.is_now is None:
        return (Direction.WEAKER if item.was is None else Direction.STRONGER), ""
    return (Direction.WEAKER if item.is_now < item.was else Direction.STRONGER), ""


def may_be(item: Compared) -> tuple[Direction, str]:
    """Judge the offerings that a tool may be; without a list its footprint says it."""
    if item.was is None or item.is_now is None:
        return Direction.OTHER, ""
    return members(more_is_weaker=True)(item)


def order(item: Compared) -> tuple[Direction, str]:
    """Judge the order of a question's answers, by those that are in both."""
    was, is_now = (
        [n for n in value if n in item.was and n in item.is_now]
        for value in (item.was, item.is_now)
    )
    return (Direction.SAME if was == is_now else Direction.OTHER), ""


def standing(item: Compared) -> tuple[Direction, str]:
    """Judge how good an answer is said to be. A new answer, or one gone, cannot be compared."""
    was: Value | None = item.was
    is_now: Value | None = item.is_now
    if was is None or is_now is None:
        return Direction.OTHER, ""
    weaker = is_now.standing < was.standing
    return (Direction.WEAKER if weaker else Direction.STRONGER), ""


def proof(item: Compared) -> tuple[Direction, str]:
    """Judge what proves an answer: for a fact any document does."""
    if "fact" in {item.was, item.is_now}:
        return (Direction.WEAKER if item.is_now == "fact" else Direction.STRONGER), ""
    return Direction.OTHER, ""


def gate_exception(item: Compared) -> tuple[Direction, str]:
    """Judge an exception for repositories: longer, or for more sensitive data, allows more."""
    was, is_now = item.was, item.is_now
    if was is None or is_now is None:
        return (Direction.WEAKER if was is None else Direction.STRONGER), ""
    if (was.tool, was.offering) != (is_now.tool, is_now.offering):
        return Direction.WEAKER, f"for {is_now.tool or is_now.offering}"
    order = [item.id for item in item.now.policy.classes]
    changes = [(is_now.expires > was.expires, was.expires > is_now.expires)]
    changes += [(was.granted > is_now.granted, is_now.granted > was.granted)]
    changes += [
        (_later(order, was.data_class, is_now.data_class),
         _later(order, is_now.data_class, was.data_class))
    ]  # fmt: skip
    if any(weaker for weaker, _ in changes):
        return Direction.WEAKER, ""
    return (Direction.STRONGER if any(more for _, more in changes) else Direction.OTHER), ""

"""What a change moves in that part of the policy which other repositories are held to."""

import dataclasses
from collections.abc import Iterator

from inwriting.register.model.gate_policy import GateException
from inwriting.register.model.policy import Policy

GateMove = tuple[str, str, str, str]
"""What moved, what it was, what it is, and the direction."""
_EFFECTS = ("listed", "warns", "blocks")
_NONE = "as usual"


def gate_moves(was: Policy, now: Policy) -> Iterator[GateMove]:
    """Yield what moved, each with whether it now asks for less or for more."""
    before, after = was.gate, now.gate
    places = {item.id: item.position for item in now.classes}
    lowest = now.classes[0].id
    if before.data_class != after.data_class:
        higher = places.get(after.data_class, 0) > places.get(before.data_class, 0)
        what = "data class of a repository that names none"
        yield what, before.data_class, after.data_class, "stronger" if higher else "weaker"
    first, second = (item.undetermined_blocks_from or lowest for item in (before, after))
    if first != second:
        # The lower the class from which it blocks, the more is asked.
        higher = places.get(second, 0) > places.get(first, 0)
        what = "data class from which an untold next hop blocks"
        yield what, first, second, "weaker" if higher else "stronger"
    for what, old, new, more_is_weaker in (
        (
            "days that the published register may be old",
            *(before.register_days, after.register_days, True),
        ),
        (
            "days that a suppression may last",
            *(before.suppression_longest, after.suppression_longest, True),
        ),
        (
            "days before its end in which a suppression fails",
            *(before.suppression_fails, after.suppression_fails, False),
        ),
    ):
        if old != new:
            weaker = (new > old) is more_is_weaker
            yield what, str(old), str(new), "weaker" if weaker else "stronger"
    for kind, olds, news in (
        ("role", before.roles, after.roles),
        ("rule", before.rules, after.rules),
    ):
        for name in dict.fromkeys((*olds, *news)):
            yield from _effect(f"what the {kind} {name} does", olds.get(name), news.get(name))
    for tool in dict.fromkeys((*before.offerings, *after.offerings)):
        names = (before.offerings.get(tool), after.offerings.get(tool))
        if names[0] != names[1]:
            first, second = (", ".join(item or (_NONE,)) for item in names)
            yield f"offerings that {tool} may be", first, second, "other"
    yield from _exceptions(before.exceptions, after.exceptions)


def _effect(what: str, old: str | None, new: str | None) -> Iterator[GateMove]:
    if old == new:
        return
    direction = "other"
    if old in _EFFECTS and new in _EFFECTS:
        weaker = _EFFECTS.index(new) < _EFFECTS.index(old)
        direction = "weaker" if weaker else "stronger"
    yield what, old or _NONE, new or _NONE, direction


def _exceptions(
    was: tuple[GateException, ...], now: tuple[GateException, ...]
) -> Iterator[GateMove]:
    before, after = ({item.id: item for item in items} for items in (was, now))
    for name in dict.fromkeys((*before, *after)):
        first, second = before.get(name), after.get(name)
        words = (_exception(first), _exception(second))
        if first is None or second is None:
            direction = "stronger" if second is None else "weaker"
            yield f"exception {name} for repositories", *words, direction
        elif _without_place(first) != _without_place(second):
            yield f"exception {name} for repositories", *words, "other"


def _without_place(item: GateException) -> GateException:
    return dataclasses.replace(item, place=type(item.place)(""))


def _exception(item: GateException | None) -> str:
    if item is None:
        return "none"
    return (
        f"{item.tool or item.offering} up to {item.data_class}, {item.granted} to {item.expires}, "
        f"approved by {item.approved_by.name} <{item.approved_by.email}> for {item.owner.name} "
        f"<{item.owner.email}>: {item.reason}"
    )

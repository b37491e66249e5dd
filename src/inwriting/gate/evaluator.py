"""What uses are judged by, and how much a rule weighs in a run."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from inwriting.gate.baseline import BaselineEntry
from inwriting.gate.declaration import WrittenSuppression
from inwriting.gate.footprints import Footprint
from inwriting.gate.register_data import For, RegisterData
from inwriting.gate.result import GateEffect
from inwriting.gate.rules import USUAL
from inwriting.gate.uses import ToolUse

SOFTEST_FIRST = (GateEffect.LISTED, GateEffect.WARNS, GateEffect.BLOCKS)
"""The effects in their order."""


@dataclass(frozen=True, slots=True)
class GateContext:
    """Everything that uses are judged by."""

    register: RegisterData
    footprints: Mapping[str, Footprint]
    """By the tool's id."""
    asked: For
    """The data and the people that the repository speaks for."""
    today: datetime.date
    offerings: Mapping[str, tuple[str, ...]]
    """By tool, under which offerings the repository says that it uses it."""
    suppressions: tuple[WrittenSuppression, ...] = ()
    baseline: Collection[BaselineEntry] = ()
    warned: Collection[str] = ()
    """Rules that warn in this run, whatever they usually do."""


def may_be(
    tool: str, register: RegisterData, footprints: Mapping[str, Footprint]
) -> tuple[str, ...]:
    """Return the offerings that *tool* may be: as the register's policy says, or its footprint."""
    ruled = register.gate["offerings"].get(tool)
    if ruled is not None:
        return tuple(ruled)
    return footprints[tool].offerings if tool in footprints else ()


def effect_of(register: RegisterData, rule: str, warned: Collection[str]) -> GateEffect:
    """Return what *rule* does to the run: by the policy, or as usual; *warned* rules only warn."""
    effect = GateEffect(register.gate["rules"].get(rule, USUAL.get(rule, GateEffect.LISTED)))
    return softer(effect, GateEffect.WARNS) if rule in warned else effect


def effect_on(court: GateContext, use: ToolUse, rule: str, verdict: str) -> GateEffect:
    """Return what *use* does to the run, before suppressions and the baseline.

    *rule* is the one that it breaks, or one that only says what it is.
    """
    if rule not in USUAL:
        return GateEffect.LISTED
    effect = effect_of(court.register, rule, court.warned)
    if verdict == "undetermined":
        from_class = court.register.gate["undetermined-blocks-from"]
        if not court.register.up_to(from_class, court.asked.data_class):
            effect = softer(effect, GateEffect.WARNS)
    return softer(effect, GateEffect(court.register.gate["roles"][use.role.value]))


def softer(*effects: GateEffect) -> GateEffect:
    """Return the mildest of *effects*."""
    return min(effects, key=SOFTEST_FIRST.index)

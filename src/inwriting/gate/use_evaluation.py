"""Each use that was found, looked up in the register: what it is, what it does to the run, and why.

Nothing is decided here that the register decided. A tool may be several offerings, and files do
not tell which: the worst of them counts, unless the repository says under which it is used.
"""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from inwriting.gate.assessment import opinion
from inwriting.gate.baseline import BaselineEntry, fingerprint
from inwriting.gate.declaration import WrittenSuppression
from inwriting.gate.evaluator import SOFTEST_FIRST, GateContext, effect_of, softer
from inwriting.gate.footprints import Footprint, Strength
from inwriting.gate.result import GateEffect, JudgedUse, Suppression
from inwriting.gate.rules import (
    NEXT_HOP_UNDETERMINED,
    NOT_EVALUATED,
    RULES,
    SUPPRESSION_ABOUT_TO_EXPIRE,
)
from inwriting.gate.suppressions import is_for, judged, without_use
from inwriting.gate.uses import Sign, ToolUse


@dataclass(frozen=True, slots=True)
class EvaluatedUses:
    """What came of it."""

    judged: tuple[JudgedUse, ...]
    suppressions: tuple[Suppression, ...]
    gone: tuple[BaselineEntry, ...]
    """Entries of the baseline that nothing is there for any more."""


def judge_uses(court: GateContext, uses: Collection[ToolUse]) -> EvaluatedUses:
    """Return every one of *uses* judged, a file at a time, the worst first."""
    known = {item.fingerprint for item in court.baseline}
    found: list[JudgedUse] = []
    matched: dict[WrittenSuppression, Suppression] = {}
    written = _by_place(court.suppressions)
    for use in uses:
        for item in _looked_up(court, use):
            suppressed = _suppressed(court, item, written, matched)
            if suppressed.effect is GateEffect.BLOCKS and suppressed.fingerprint in known:
                suppressed = dataclasses.replace(
                    suppressed, effect=GateEffect.LISTED, in_baseline=True
                )
            found.append(suppressed)
    there = {item.fingerprint for item in found if item.in_baseline}
    return EvaluatedUses(
        judged=tuple(sorted(found, key=_order)),
        suppressions=tuple(
            _allowed_effect(court, matched.get(item) or without_use(item))
            for item in court.suppressions
        ),
        gone=tuple(item for item in sorted(court.baseline) if item.fingerprint not in there),
    )


def not_evaluated(
    uses: Collection[ToolUse], footprints: Mapping[str, Footprint]
) -> tuple[JudgedUse, ...]:
    """Return *uses* as they are where there is no register: found, and nothing known of them."""
    rule = RULES[NOT_EVALUATED]
    return tuple(
        sorted(
            (
                _judged_use(
                    use,
                    signs,
                    footprints,
                    rule=NOT_EVALUATED,
                    verdict="unevaluated",
                    effect=GateEffect.LISTED,
                    message=f"{use.name} was found, and there is no register to look it up in.",
                    fix=rule.fix,
                )
                for use in uses
                for signs in _by_file(use)
            ),
            key=_order,
        )
    )


def _order(item: JudgedUse) -> tuple[int, str, int, int, str, str, str]:
    place = (item.file, item.line, item.column)
    weight = -SOFTEST_FIRST.index(item.effect)
    return (weight, *place, item.use.tool, item.use.role, item.use.through)


def _by_file(use: ToolUse) -> tuple[tuple[Sign, ...], ...]:
    """Return the signs of *use*, those of one file together, the strongest first in each."""
    found: dict[str, list[Sign]] = {}
    for sign in use.signs:
        found.setdefault(sign.spot.file, []).append(sign)
    return tuple(map(tuple, found.values()))


def _judged_use(
    use: ToolUse,
    signs: tuple[Sign, ...],
    footprints: Mapping[str, Footprint],
    *,
    rule: str,
    verdict: str,
    effect: GateEffect,
    message: str,
    fix: str,
) -> JudgedUse:
    footprint = footprints.get(use.tool)
    # The first sign is the strongest: that is where one looks.
    spot = signs[0].spot
    return JudgedUse(
        use=use,
        file=spot.file,
        line=spot.line,
        column=spot.column,
        rule=rule,
        verdict=verdict,
        effect=effect,
        message=message,
        fix=fix,
        fingerprint=fingerprint(use, spot.file),
        cannot_know=footprint.cannot_know if footprint else (),
        here=signs,
    )


def _looked_up(court: GateContext, use: ToolUse) -> Iterator[JudgedUse]:
    """Yield *use* in each of its files, with what the register says of it."""
    said = opinion(court, use)
    for signs in _by_file(use):
        item = _judged_use(
            use,
            signs,
            court.footprints,
            rule=said.rule,
            verdict=said.verdict,
            # A weak sign never blocks, whatever other files hold.
            effect=GateEffect.LISTED if signs[0].strength is Strength.WEAK else said.effect,
            message=said.message,
            fix=said.fix,
        )
        yield dataclasses.replace(
            item,
            offerings=said.offerings,
            conditions=said.conditions,
            clauses=said.answer.clauses if said.answer else (),
            page=said.page,
            instead=said.instead,
        )


def _by_place(
    suppressions: tuple[WrittenSuppression, ...],
) -> dict[str, list[WrittenSuppression]]:
    """Return comments by their files, and under the empty name what may be for any file."""
    found: dict[str, list[WrittenSuppression]] = {"": []}
    for item in suppressions:
        found.setdefault(item.file if item.beside else "", []).append(item)
    return found


def _suppressed(
    court: GateContext,
    item: JudgedUse,
    written: dict[str, list[WrittenSuppression]],
    matched: dict[WrittenSuppression, Suppression],
) -> JudgedUse:
    """Return *item* with the suppression that is for it, and note what came of each that is."""
    if item.effect is GateEffect.LISTED:
        return item
    lines = {sign.spot.line for sign in item.signs}
    near = (*written.get(item.file, ()), *written[""])
    named = [s for s in near if is_for(s, item.use.tool, item.file, lines)]
    if not named:
        return item
    closed = [
        name
        for name in item.offerings
        if (answer := court.register.answer(name, court.asked)) and not answer.usable
    ]
    # What no file tells is accepted for the tool and never for an offering.
    offerings = [] if item.rule == NEXT_HOP_UNDETERMINED else closed
    found = [
        judged(s, item.use.tool, offerings, court.asked.data_class, court.register, court.today)
        for s in named
    ]
    for wish, suppression in zip(named, found, strict=True):
        if wish not in matched or suppression.holds:
            matched[wish] = suppression
    best = next((s for s in found if s.holds), None)
    if best is not None:
        return dataclasses.replace(item, effect=GateEffect.LISTED, suppression=best)
    ending = next((s for s in found if s.rule == SUPPRESSION_ABOUT_TO_EXPIRE), None)
    said = ending or found[0]
    message = f"{item.message} It is not suppressed at {said.file}:{said.line}: {said.why_not}."
    item = dataclasses.replace(item, suppression=said, message=message)
    if ending is None:
        return item
    effect = effect_of(court.register, SUPPRESSION_ABOUT_TO_EXPIRE, court.warned)
    return dataclasses.replace(
        item,
        rule=SUPPRESSION_ABOUT_TO_EXPIRE,
        effect=softer(item.effect, effect),
        fix=RULES[SUPPRESSION_ABOUT_TO_EXPIRE].fix,
    )


def _allowed_effect(court: GateContext, item: Suppression) -> Suppression:
    """Return *item* with what its own rule does to the run."""
    if not item.rule:
        return item
    # What ends soon stops the use that it is for; it does not count twice.
    if item.rule == SUPPRESSION_ABOUT_TO_EXPIRE:
        return dataclasses.replace(item, effect=GateEffect.WARNS)
    return dataclasses.replace(item, effect=effect_of(court.register, item.rule, court.warned))

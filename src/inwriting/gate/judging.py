"""Each use that was found, looked up in the register: what it is, what it does to the run, and why.

Nothing is decided here that the register decided. A tool may be several offerings, and files do
not tell which: the worst of them counts, unless the repository says under which it is used.
"""

import dataclasses
import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from inwriting.gate.baseline import Entry, fingerprint
from inwriting.gate.declaration import WrittenSuppression
from inwriting.gate.footprints import DataPath, Footprint, Strength
from inwriting.gate.register_data import Answer, For, RegisterData
from inwriting.gate.result import Effect, JudgedUse, Suppression
from inwriting.gate.rules import (
    ENDPOINT_UNKNOWN,
    NEXT_HOP_UNDETERMINED,
    NOT_EVALUATED,
    RULES,
    SUPPRESSION_ABOUT_TO_EXPIRE,
    TOOL_ALLOWED,
    TOOL_CONDITIONAL,
    TOOL_LOCAL,
    TOOL_NOT_IN_REGISTER,
    TOOL_PASSES_DATA_ON,
    TOOL_PAUSED,
    TOOL_REFUSED,
    USE_NOT_ESTABLISHED,
    USUAL,
)
from inwriting.gate.suppressions import is_for, judged, without_use
from inwriting.gate.uses import Sign, Use, UseRole

_OF_VERDICT = {
    "allowed": TOOL_ALLOWED,
    "conditional": TOOL_CONDITIONAL,
    "paused": TOOL_PAUSED,
    "refused": TOOL_REFUSED,
}
_NAMES_ANOTHER = (TOOL_REFUSED, TOOL_PAUSED, TOOL_NOT_IN_REGISTER)
"""Rules whose fix is another tool."""
_SOFTEST_FIRST = (Effect.LISTED, Effect.WARNS, Effect.BLOCKS)


@dataclass(frozen=True, slots=True)
class Court:
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
    baseline: Collection[Entry] = ()
    warned: Collection[str] = ()
    """Rules that warn in this run, whatever they usually do."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of it."""

    judged: tuple[JudgedUse, ...]
    suppressions: tuple[Suppression, ...]
    gone: tuple[Entry, ...]
    """Entries of the baseline that nothing is there for any more."""


def judge_uses(court: Court, uses: Collection[Use]) -> Judgement:
    """Return every one of *uses* judged, a file at a time, the worst first."""
    known = {item.fingerprint for item in court.baseline}
    found: list[JudgedUse] = []
    matched: dict[WrittenSuppression, Suppression] = {}
    written = _by_place(court.suppressions)
    for use in uses:
        for item in _looked_up(court, use):
            suppressed = _suppressed(court, item, written, matched)
            if suppressed.effect is Effect.BLOCKS and suppressed.fingerprint in known:
                suppressed = dataclasses.replace(suppressed, effect=Effect.LISTED, in_baseline=True)
            found.append(suppressed)
    there = {item.fingerprint for item in found if item.in_baseline}
    return Judgement(
        judged=tuple(sorted(found, key=_order)),
        suppressions=tuple(
            _allowed_effect(court, matched.get(item) or without_use(item))
            for item in court.suppressions
        ),
        gone=tuple(item for item in sorted(court.baseline) if item.fingerprint not in there),
    )


def not_evaluated(
    uses: Collection[Use], footprints: Mapping[str, Footprint]
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
                    effect=Effect.LISTED,
                    message=f"{use.name} was found, and there is no register to look it up in.",
                    fix=rule.fix,
                )
                for use in uses
                for signs in _by_file(use)
            ),
            key=_order,
        )
    )


def may_be(
    tool: str, register: RegisterData, footprints: Mapping[str, Footprint]
) -> tuple[str, ...]:
    """Return the offerings that *tool* may be: as the register's policy says, or its footprint."""
    ruled = register.gate["offerings"].get(tool)
    if ruled is not None:
        return tuple(ruled)
    return footprints[tool].offerings if tool in footprints else ()


def effect_of(register: RegisterData, rule: str, warned: Collection[str]) -> Effect:
    """Return what *rule* does to the run: by the policy, or as usual; *warned* rules only warn."""
    effect = Effect(register.gate["rules"].get(rule, USUAL.get(rule, Effect.LISTED)))
    return _softer(effect, Effect.WARNS) if rule in warned else effect


def _order(item: JudgedUse) -> tuple[int, str, int, int, str, str, str]:
    place = (item.file, item.line, item.column)
    weight = -_SOFTEST_FIRST.index(item.effect)
    return (weight, *place, item.use.tool, item.use.role, item.use.through)


def _by_file(use: Use) -> tuple[tuple[Sign, ...], ...]:
    """Return the signs of *use*, those of one file together, the strongest first in each."""
    found: dict[str, list[Sign]] = {}
    for sign in use.signs:
        found.setdefault(sign.spot.file, []).append(sign)
    return tuple(map(tuple, found.values()))


def _judged_use(
    use: Use,
    signs: tuple[Sign, ...],
    footprints: Mapping[str, Footprint],
    *,
    rule: str,
    verdict: str,
    effect: Effect,
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


def _looked_up(court: Court, use: Use) -> Iterator[JudgedUse]:
    """Yield *use* in each of its files, with what the register says of it."""
    answers = _answers(court, use)
    answer = max(answers, key=lambda item: list(_OF_VERDICT).index(item.verdict), default=None)
    rule, verdict, message = _said(court, use, answer, answers)
    effect = _effect(court, use, rule, verdict)
    footprint = court.footprints.get(use.tool)
    stopped = effect is not Effect.LISTED or verdict not in {"allowed", "conditional"}
    instead = (
        court.register.instead(
            answer.offering if answer else "",
            footprint.kind if footprint else "model-api",
            court.asked,
        )
        if stopped
        else ()
    )
    for signs in _by_file(use):
        item = _judged_use(
            use,
            signs,
            court.footprints,
            rule=rule,
            verdict=verdict,
            effect=effect,
            message=message,
            fix=_fix(court, rule, named=bool(instead)),
        )
        if signs[0].strength is Strength.WEAK:
            # A weak sign never blocks, whatever other files hold.
            item = dataclasses.replace(item, effect=Effect.LISTED)
        yield dataclasses.replace(
            item,
            offerings=tuple(found.offering for found in answers),
            conditions=_conditions(answer),
            clauses=answer.clauses if answer else (),
            page=answer.page if answer else "",
            instead=instead,
        )


def _fix(court: Court, rule: str, *, named: bool) -> str:
    """Return what to do, and whom to ask where nothing is *named* to use instead."""
    if named or rule not in _NAMES_ANOTHER:
        return RULES[rule].fix
    return (
        "No tool of this kind may be used for this data. Keep such data out of this repository, or "
        f"ask {court.register.contact} what is missing."
    )


def _answers(court: Court, use: Use) -> tuple[Answer, ...]:
    """Return what the register says of each offering that the tool may be."""
    named = court.offerings.get(use.tool)
    references = named or may_be(use.tool, court.register, court.footprints)
    found = (court.register.answer(name, court.asked) for name in references)
    return tuple(item for item in found if item is not None)


def _said(
    court: Court, use: Use, answer: Answer | None, answers: tuple[Answer, ...]
) -> tuple[str, str, str]:
    """Return the rule, the verdict and the sentence for *use*, whose worst answer is *answer*."""
    data = court.register.class_name(court.asked.data_class)
    if use.role is UseRole.LOCAL or use.data_path is DataPath.LOCAL:
        return TOOL_LOCAL, "allowed", f"{use.name} runs on the machine itself; no data leave it."
    if not use.established:
        signs = "; ".join(dict.fromkeys(sign.said for sign in use.signs[:3]))
        message = f"{signs}: this hints at {use.name} and does not show that it is used."
        return USE_NOT_ESTABLISHED, answer.verdict if answer else "unregistered", message
    if use.unknown_endpoint:
        message = (
            f"Data go to an AI endpoint at {use.name}, a host that nobody knows. It counts as a "
            "tool that the register does not have."
        )
        return ENDPOINT_UNKNOWN, "unregistered", message
    through = f", reached through {use.through}," if use.through else ""
    if answer is None:
        if use.data_path is not DataPath.TRANSITIVE:
            message = f"{use.name}{through} is not in the register, so nobody has approved it."
            return TOOL_NOT_IN_REGISTER, "unregistered", message
        rule, verdict = TOOL_PASSES_DATA_ON, "allowed"
        message = f"{use.name} passes data on to tools that are judged by themselves."
    else:
        rule, verdict = _OF_VERDICT[answer.verdict], answer.verdict
        message = _verdict_words(use, answer, answers, data, through)
    if use.undetermined and verdict in {"allowed", "conditional"}:
        message = (
            f"No file tells to whom {use.name} passes the data on, so nobody knows whether "
            f"{data} may go there."
        )
        return NEXT_HOP_UNDETERMINED, "undetermined", message
    return rule, verdict, message


def _verdict_words(
    use: Use, answer: Answer, answers: tuple[Answer, ...], data: str, through: str
) -> str:
    name = f"{answer.name} ({answer.offering})"
    is_ = f"{use.name}{through} is" if len(answers) == 1 else f"{use.name}{through} may be"
    said = {
        "allowed": "is allowed",
        "conditional": "is allowed if its conditions are kept",
        "paused": "is paused: too little is known",
        "refused": "is refused",
    }[answer.verdict]
    message = f"{is_} {name}, which {said} for the data class {data}."
    if answer.reasons:
        more = len(answer.reasons) - 1
        message += f" {answer.reasons[0]}"
        message += f" And {more} more reasons." if more > 1 else " And one more." if more else ""
    if len(answers) > 1:
        others = ", ".join(item.offering for item in answers if item is not answer)
        message += f" Files do not tell whether it is {others}; the worst counts."
    return message


def _conditions(answer: Answer | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    worse = tuple(f"For others the verdict is worse: {words}." for words in answer.worse)
    return (*answer.conditions, *worse) if answer.usable else ()


def _effect(court: Court, use: Use, rule: str, verdict: str) -> Effect:
    """Return what *use* does to the run before suppressions and the baseline."""
    if rule not in USUAL:
        return Effect.LISTED
    effect = effect_of(court.register, rule, court.warned)
    if verdict == "undetermined":
        from_class = court.register.gate["undetermined-blocks-from"]
        if not court.register.up_to(from_class, court.asked.data_class):
            effect = _softer(effect, Effect.WARNS)
    return _softer(effect, Effect(court.register.gate["roles"][use.role.value]))


def _softer(*effects: Effect) -> Effect:
    return min(effects, key=_SOFTEST_FIRST.index)


def _by_place(
    suppressions: tuple[WrittenSuppression, ...],
) -> dict[str, list[WrittenSuppression]]:
    """Return comments by their files, and under the empty name what may be for any file."""
    found: dict[str, list[WrittenSuppression]] = {"": []}
    for item in suppressions:
        found.setdefault(item.file if item.beside else "", []).append(item)
    return found


def _suppressed(
    court: Court,
    item: JudgedUse,
    written: dict[str, list[WrittenSuppression]],
    matched: dict[WrittenSuppression, Suppression],
) -> JudgedUse:
    """Return *item* with the suppression that is for it, and note what came of each that is."""
    if item.effect is Effect.LISTED:
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
        return dataclasses.replace(item, effect=Effect.LISTED, suppression=best)
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
        effect=_softer(item.effect, effect),
        fix=RULES[SUPPRESSION_ABOUT_TO_EXPIRE].fix,
    )


def _allowed_effect(court: Court, item: Suppression) -> Suppression:
    """Return *item* with what its own rule does to the run."""
    if not item.rule:
        return item
    # What ends soon stops the use that it is for; it does not count twice.
    if item.rule == SUPPRESSION_ABOUT_TO_EXPIRE:
        return dataclasses.replace(item, effect=Effect.WARNS)
    return dataclasses.replace(item, effect=effect_of(court.register, item.rule, court.warned))

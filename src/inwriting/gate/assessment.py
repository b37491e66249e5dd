"""What the register says of a use, in words: its rule, its verdict, why, and what to do."""

from dataclasses import dataclass

from inwriting.gate.evaluator import GateContext, effect_on, may_be
from inwriting.gate.footprints import DataPath
from inwriting.gate.register_data import USABLE, OfferingVerdict
from inwriting.gate.result import Alternative, GateEffect
from inwriting.gate.rules import (
    ENDPOINT_UNKNOWN,
    NEXT_HOP_UNDETERMINED,
    RULES,
    TOOL_ALLOWED,
    TOOL_CONDITIONAL,
    TOOL_LOCAL,
    TOOL_NOT_IN_REGISTER,
    TOOL_PASSES_DATA_ON,
    TOOL_PAUSED,
    TOOL_REFUSED,
    USE_NOT_ESTABLISHED,
)
from inwriting.gate.uses import ToolUse, UseRole

_OF_VERDICT = {
    "allowed": TOOL_ALLOWED,
    "conditional": TOOL_CONDITIONAL,
    "paused": TOOL_PAUSED,
    "refused": TOOL_REFUSED,
}
_NAMES_ANOTHER = (TOOL_REFUSED, TOOL_PAUSED, TOOL_NOT_IN_REGISTER)
"""Rules whose fix is another tool."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the register says of one use, whatever file it is in."""

    rule: str
    verdict: str
    effect: GateEffect
    """What it does before suppressions and the baseline."""
    message: str
    fix: str
    answer: OfferingVerdict | None
    """What it says of the worst offering that the tool may be; None when it has none."""
    page: str
    """The page of that offering, or the one on which a tool is proposed."""
    offerings: tuple[str, ...]
    conditions: tuple[str, ...]
    instead: tuple[Alternative, ...]


def opinion(court: GateContext, use: ToolUse) -> Opinion:
    """Return what the register of *court* says of *use*."""
    answers = _answers(court, use)
    answer = max(answers, key=lambda item: list(_OF_VERDICT).index(item.verdict), default=None)
    rule, verdict, message = _said(court, use, answer, answers)
    effect = effect_on(court, use, rule, verdict)
    footprint = court.footprints.get(use.tool)
    instead: tuple[Alternative, ...] = ()
    if effect is not GateEffect.LISTED or verdict not in USABLE:
        reference = answer.offering if answer else ""
        kind = footprint.kind if footprint else "model-api"
        instead = court.register.instead(reference, kind, court.asked)
    return Opinion(
        rule=rule,
        verdict=verdict,
        effect=effect,
        message=message,
        fix=_fix(court, rule, named=bool(instead)),
        answer=answer,
        page=_page(court, rule, answer),
        offerings=tuple(found.offering for found in answers),
        conditions=_conditions(answer),
        instead=instead,
    )


def _fix(court: GateContext, rule: str, *, named: bool) -> str:
    """Return what to do, and whom to ask where nothing is *named* to use instead."""
    if named or rule not in _NAMES_ANOTHER:
        return RULES[rule].fix
    if rule == TOOL_NOT_IN_REGISTER:
        return (
            "Take it out, or propose it to the register's owner "
            f"({court.register.contact}). No tool of this kind may be used for this data yet."
        )
    return (
        "No tool of this kind may be used for this data. Keep such data out of this repository, or "
        f"ask {court.register.contact} what is missing."
    )


def _page(court: GateContext, rule: str, answer: OfferingVerdict | None) -> str:
    if answer is not None:
        return answer.page
    return court.register.proposing if rule in {TOOL_NOT_IN_REGISTER, ENDPOINT_UNKNOWN} else ""


def _answers(court: GateContext, use: ToolUse) -> tuple[OfferingVerdict, ...]:
    """Return what the register says of each offering that the tool may be."""
    named = court.offerings.get(use.tool)
    references = named or may_be(use.tool, court.register, court.footprints)
    found = (court.register.answer(name, court.asked) for name in references)
    return tuple(item for item in found if item is not None)


def _said(
    court: GateContext,
    use: ToolUse,
    answer: OfferingVerdict | None,
    answers: tuple[OfferingVerdict, ...],
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
    if use.undetermined and verdict in USABLE:
        message = (
            f"No file tells to whom {use.name} passes the data on, so nobody knows whether "
            f"{data} may go there."
        )
        return NEXT_HOP_UNDETERMINED, "undetermined", message
    return rule, verdict, message


def _verdict_words(
    use: ToolUse,
    answer: OfferingVerdict,
    answers: tuple[OfferingVerdict, ...],
    data: str,
    through: str,
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


def _conditions(answer: OfferingVerdict | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    worse = tuple(f"For others the verdict is worse: {words}." for words in answer.worse)
    return (*answer.conditions, *worse) if answer.usable else ()

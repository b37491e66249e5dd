"""The answer on an offering in one sentence, from the decisions in register.json.

You may put ... into ... if ...; you may not put ... into it, because ... (clause).
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inwriting.publish.escape import Markdown, escape, ident
from inwriting.publish.published.decisions import PublishedDecision, PublishedFinding
from inwriting.publish.published.offering import PublishedOffering
from inwriting.publish.published.policy import PublishedDataClass
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.words import VERDICTS

_LONGEST_CONDITION = 140
_NEXT_SENTENCE = re.compile(r"(?<=[a-z]{5})\. (?=[A-Z])")
"""The end of a sentence inside a message. Short words before it may be an abbreviation."""
_CAPITAL = re.compile(r"(?:^|(?<=; ))(?:Nobody|Nothing|No|The|This|It|We|They|What|All|Some|Not)\b")
"""Words that have a capital only as the first of a sentence; a name would keep its own."""


@dataclass(frozen=True, slots=True)
class SentencePart:
    """A piece of a sentence."""

    text: str
    target: str = ""
    """The anchor on the offering's page that says more; empty for none."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of pieces, some of which lead further."""

    parts: tuple[SentencePart, ...]

    def __str__(self) -> str:
        """Return the sentence as plain text."""
        return "".join(part.text for part in self.parts)

    @property
    def markdown(self) -> Markdown:
        """The sentence with its links, for the offering's own page."""
        return Markdown(
            "".join(
                f"[{escape(part.text)}](#{ident(part.target)})"
                if part.target
                else _spaced(part.text)
                for part in self.parts
            )
        )


@dataclass(frozen=True, slots=True)
class _SameAnswer:
    """The data classes of which the same is said."""

    verdict: str
    decision: PublishedDecision
    """That of the lowest of them: what it names holds for those above too."""
    names: list[str] = field(default_factory=list)


def answer(
    register: PublishedRegister,
    offering: PublishedOffering,
    anchors: Mapping[tuple[str, str], str] | None = None,
) -> Sentence:
    """Return what the decisions on *offering* say for everybody, as one sentence.

    *anchors* are the places on the page where clauses stand, by question (or none) and words.
    """
    groups = _groups(register.data_classes, offering)
    titles = {item.id: item.title for item in register.questions}
    parts: list[SentencePart] = []
    told = offering.use is not None
    for number, group in enumerate(groups):
        data = _data(group, alone=len(groups) == 1)
        into = "it" if number else offering.name
        may = "may put" if group.verdict in {"allowed", "conditional"} else "may not put"
        may = "may not yet put" if group.verdict == "paused" else may
        parts.append(SentencePart(f"{'; you' if number else 'You'} {may} {data} into {into}"))
        if group.verdict == "conditional":
            parts += _conditions(offering, group.decision)
        elif group.verdict != "allowed":
            parts += _because(offering, group, titles, anchors or {}, used=told)
            told = True
    return Sentence((*parts, SentencePart(".")))


def unusable(name: str) -> Sentence:
    """Return what holds for every product of the vendor *name*, whose files cannot be used."""
    why = "its files in the register cannot be used, so none of its products was judged"
    return Sentence(
        (SentencePart(f"You may not put any data into any product of {name}, because {why}."),)
    )


def listed(names: Sequence[str], word: str) -> str:
    """Return *names* as people list them, with *word* before the last."""
    return f" {word} ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _groups(
    classes: Iterable[PublishedDataClass], offering: PublishedOffering
) -> list[_SameAnswer]:
    groups: dict[tuple[object, ...], _SameAnswer] = {}
    for item in classes:
        decision = offering.verdicts[item.id]
        verdict = decision.verdict
        key: tuple[object, ...] = (verdict,)
        if verdict == "conditional":
            accepted = tuple((e.finding, e.exception) for e in decision.accepted)
            key = (verdict, tuple(decision.conditions), accepted)
        groups.setdefault(key, _SameAnswer(verdict, decision)).names.append(item.name)
    return sorted(groups.values(), key=lambda group: VERDICTS.index(group.verdict))


def _data(group: _SameAnswer, *, alone: bool) -> str:
    if alone:
        return "all data" if group.verdict == "allowed" else "any data"
    positive = group.verdict in {"allowed", "conditional"}
    names = listed(group.names, "and" if positive else "or")
    return names if "data" in names.lower().split() else f"{names} data"


def _conditions(offering: PublishedOffering, decision: PublishedDecision) -> Iterator[SentencePart]:
    ends = sorted(item.expires for item in decision.accepted)
    if len(ends) == 1:
        yield SentencePart(" ")
        yield SentencePart(f"under an exception until {ends[0]}", "conditions")
    elif ends:
        yield SentencePart(" ")
        yield SentencePart(f"under {len(ends)} exceptions, the first until {ends[0]}", "conditions")
    messages = [offering.findings[number].message for number in decision.conditions]
    if messages:
        first = textwrap.shorten(_clause(messages[0]), _LONGEST_CONDITION, placeholder=" …")
        yield SentencePart(f"{',' if ends else ''} if you follow this: {first}")
        more = len(messages) - 1
        if more:
            yield SentencePart(", and ")
            yield SentencePart(
                f"{_number(more)} more condition{'s' if more > 1 else ''}", "conditions"
            )


def _because(
    offering: PublishedOffering,
    group: _SameAnswer,
    titles: Mapping[str, str],
    anchors: Mapping[tuple[str, str], str],
    *,
    used: bool,
) -> Iterator[SentencePart]:
    findings = [offering.findings[number] for number in group.decision.reasons]
    first: PublishedFinding | None = _telling(group.verdict, findings)
    left = len(findings)
    yield SentencePart(", because ")
    if not used:
        yield SentencePart("the firm does not use it")
        if first and not first.clauses:
            first = None
        # That nobody answers for it is one of the findings, and was just said.
        left -= any(not item.question and item is not first for item in findings)
        yield SentencePart(" and " if first else "")
    if first:
        left -= 1
        yield from _reason(first, titles, anchors)
    if left:
        yield SentencePart(", and for ")
        yield SentencePart(f"{_number(left)} more reason{'s' if left > 1 else ''}", "why")


def _telling(verdict: str, findings: Sequence[PublishedFinding]) -> PublishedFinding:
    """Return the finding that explains *verdict* best: of its effect, and with a clause."""
    effects = {"refuse"} if verdict == "refused" else {"merge", "pause"}
    fitting = [item for item in findings if item.effect in effects] or list(findings)
    return next((item for item in fitting if item.clauses), fitting[0])


def _reason(
    finding: PublishedFinding, titles: Mapping[str, str], anchors: Mapping[tuple[str, str], str]
) -> Iterator[SentencePart]:
    head, colon, tail = _clause(finding.message).partition(": ")
    title = titles.get(finding.question, "")
    about = bool(colon) and bool(title) and head.startswith(title)
    text = f"on “{title}” {tail}" if about else f"{head}{colon}{tail}"
    clause = finding.clauses[0] if finding.clauses else ""
    place = anchors.get((finding.question, clause)) or anchors.get(("", clause), "")
    before, cited, after = text.partition(clause) if clause else (text, "", "")
    yield SentencePart(before)
    if cited:
        yield SentencePart(cited, place)
        yield SentencePart(after)
    elif clause:
        yield SentencePart(" (")
        yield SentencePart(clause, place)
        yield SentencePart(")")


def _clause(message: str) -> str:
    """Return a message of one sentence or several as part of another."""
    text = _NEXT_SENTENCE.sub("; ", message.strip()).removesuffix(".")
    return _CAPITAL.sub(lambda match: match.group().lower(), text)


def _number(count: int) -> str:
    return "one" if count == 1 else str(count)


def _spaced(text: str) -> str:
    """Return *text* escaped, with the spaces at its ends, which escaping takes away."""
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{' ' if start else ''}{escape(text)}{' ' if end and text.strip() else ''}"

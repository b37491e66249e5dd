"""One question of staff answered: may this data go in, and if not, what is missing?"""

from collections.abc import Iterator
from dataclasses import dataclass

from inwriting.check.finding import Effect, Finding
from inwriting.decide.verdict import Decision, Verdict, Verdicts
from inwriting.model.answers import Answer, Cell
from inwriting.model.questions import Question
from inwriting.model.register import Offering, Register
from inwriting.model.use import OfferingUse
from inwriting.report.words import effect_of

_MOST_OTHERS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: which data into which offering, by whom, for whom, where."""

    offering: str
    """The offering's reference."""
    data_class: str
    team: str = ""
    client: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Worse:
    """A team, client or region for which the verdict is worse than for everybody."""

    whom: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Other:
    """Another offering that may be used instead."""

    offering: Offering
    verdict: Verdict
    named: bool
    """Whether the firm's own controls name it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The verdict with all that stands behind it."""

    asked: Asked
    offering: Offering
    decision: Decision
    answers: tuple[Answer, ...]
    """The answers to what the data class demands, each with its worst cell that counts."""
    to_ask: tuple[Question, ...]
    """The questions to put to the vendor, since their answer is not known."""
    worse: tuple[Worse, ...]
    instead: str
    """What the firm's own controls say to do instead."""
    others: tuple[Other, ...]

    @property
    def yes(self) -> bool:
        """Whether the data may go in."""
        return self.decision.verdict <= Verdict.CONDITIONAL

    @property
    def use(self) -> OfferingUse | None:
        """The firm's own controls on the offering."""
        return self.offering.use


def reply(register: Register, verdicts: Verdicts, asked: Asked) -> Reply:
    """Answer *asked*, whose names must all be known.

    A team without a region given works in its own region. Raises KeyError for an unknown name.
    """
    offering = register.offering(asked.offering)
    data_class = register.policy.data_class(asked.data_class)
    if offering is None or data_class is None:
        raise KeyError(asked.offering)
    decision = _decided(verdicts, asked.offering, asked)
    answers = tuple(
        offering.answers[name] for name in data_class.demands if name in offering.answers
    )
    unknown = {f.question for f in decision.reasons if effect_of(f) is Effect.PAUSE}
    to_ask = tuple(
        question
        for name, question in register.questions.items()
        if name in unknown and question.asked_of == "vendor"
    )
    yes = decision.verdict <= Verdict.CONDITIONAL
    fallback = offering.use.fallback if offering.use else None
    return Reply(
        asked=asked,
        offering=offering,
        decision=decision,
        answers=answers,
        to_ask=to_ask,
        worse=tuple(_worse(verdicts, asked, decision)),
        instead=fallback.instead if fallback and not yes else "",
        others=() if yes else _others(register, verdicts, asked, offering, decision),
    )


def demanded_cells(register: Register, asked: Asked, answer: Answer) -> tuple[Cell, ...]:
    """Return the cells of *answer* that the data class asked for demands, the worst first."""
    data_class = register.policy.data_class(asked.data_class)
    demand = data_class.demands.get(answer.question.id) if data_class else None
    cells = answer.matching(demand.data, demand.purposes) if demand else answer.cells
    return tuple(sorted(cells or answer.cells, key=lambda cell: cell.value.rank, reverse=True))


def _decided(verdicts: Verdicts, offering: str, asked: Asked) -> Decision:
    return verdicts.narrowed(
        offering, asked.data_class, team=asked.team, client=asked.client, region=asked.region
    )


def _worse(verdicts: Verdicts, asked: Asked, decision: Decision) -> Iterator[Worse]:
    """Yield whom the verdict is worse for, among what was not asked about."""
    seen = set()
    for finding in verdicts.findings:
        if not finding.scoped or not finding.touches(
            asked.offering.partition("/")[0], asked.offering
        ):
            continue
        for team, client, region in _narrowings(finding, asked):
            if (team, client, region) in seen:
                continue
            seen.add((team, client, region))
            narrower = Asked(asked.offering, asked.data_class, team, client, region)
            found = _decided(verdicts, asked.offering, narrower)
            if found.verdict > decision.verdict:
                named = (("team", team), ("client", client), ("region", region))
                whom = ", ".join(f"{kind} {name}" for kind, name in named if name)
                yield Worse(whom, found.verdict)


def _narrowings(finding: Finding, asked: Asked) -> Iterator[tuple[str, str, str]]:
    for team in finding.teams or (asked.team,):
        for client in finding.clients or (asked.client,):
            for region in finding.regions or (asked.region,):
                given = zip(
                    (team, client, region), (asked.team, asked.client, asked.region), strict=True
                )
                # What was asked for stays as it was asked.
                if all(not wanted or item == wanted for item, wanted in given):
                    yield team, client, region


def _others(
    register: Register,
    verdicts: Verdicts,
    asked: Asked,
    offering: Offering,
    decision: Decision,
) -> tuple[Other, ...]:
    fallback = offering.use.fallback if offering.use else None
    named = fallback.offerings if fallback else ()
    found = []
    for item in register.offerings:
        is_named = item.reference in named
        if item.reference == offering.reference or not (is_named or item.kind == offering.kind):
            continue
        verdict = _decided(verdicts, item.reference, asked).verdict
        if is_named or verdict < decision.verdict:
            found.append(Other(item, verdict, is_named))
    found.sort(key=lambda o: (not o.named, o.verdict, o.offering.use is None, o.offering.reference))
    return tuple(found[:_MOST_OTHERS])

"""One question of staff answered: may this data go in, and if not, what is missing?"""

import heapq
import itertools
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from inwriting.register.check.finding import Effect, Finding
from inwriting.register.decide.verdict import Decision, Verdict, Verdicts
from inwriting.register.model.answers import Answer, Cell
from inwriting.register.model.dossier import Statement
from inwriting.register.model.policy import Policy
from inwriting.register.model.questions import Question
from inwriting.register.model.register import Offering, Register
from inwriting.register.model.use import OfferingUse

MOST_OTHERS = 8
"""How many other offerings are named."""
Narrowed = Callable[..., Decision]
"""Returns the decision on an offering and a data class for one `team`, `client` and `region`."""


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

    team: str
    client: str
    region: str
    verdict: Verdict

    @property
    def whom(self) -> str:
        """Of whom it speaks, in words."""
        named = (("team", self.team), ("client", self.client), ("region", self.region))
        return ", ".join(f"{kind} {name}" for kind, name in named if name)


@dataclass(frozen=True, slots=True)
class Other:
    """Another offering that may be used instead."""

    offering: Offering
    verdict: Verdict
    named: bool
    """Whether the firm's own controls name it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the documents say on one question that the data class asks, and where."""

    question: Question
    says: str
    """The answer, with the data it is about where others are answered otherwise."""
    where: str
    """Document and clause with the document's kind; empty where nobody speaks."""
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class Reply:
    """The verdict with all that stands behind it."""

    asked: Asked
    offering: Offering
    decision: Decision
    written: tuple[Written, ...]
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
        return yes(self.decision)

    @property
    def use(self) -> OfferingUse | None:
        """The firm's own controls on the offering."""
        return self.offering.use


def yes(decision: Decision) -> bool:
    """Tell whether the data may go in, if need be with conditions."""
    return decision.verdict <= Verdict.CONDITIONAL


def region_meant(policy: Policy, team: str, region: str) -> str:
    """Return where *team* works when it names *region*: without one, in its own region."""
    return region or (policy.teams[team].region if team else "")


def reply(
    register: Register, verdicts: Verdicts, asked: Asked, narrowed: Narrowed | None = None
) -> Reply:
    """Answer *asked*, whose names must all be known.

    *narrowed* decides as ``verdicts.narrowed`` does, when that is not to be asked itself.
    Raises KeyError for an unknown name.
    """
    offering = register.offering(asked.offering)
    if offering is None or register.policy.data_class(asked.data_class) is None:
        raise KeyError(asked.offering)
    narrowed = narrowed or verdicts.narrowed
    decision = decided(narrowed, asked.offering, asked)
    fallback = offering.use.fallback if offering.use else None
    return Reply(
        asked=asked,
        offering=offering,
        decision=decision,
        written=tuple(written(register, asked)),
        to_ask=to_ask(register, decision),
        worse=tuple(worse_for(verdicts.findings, narrowed, asked, decision)),
        instead=fallback.instead if fallback and not yes(decision) else "",
        others=Alternatives(register, narrowed).others(asked, offering, decision),
    )


def decided(narrowed: Narrowed, offering: str, asked: Asked) -> Decision:
    """Return the decision on *offering* for the data and for those of *asked*."""
    return narrowed(
        offering, asked.data_class, team=asked.team, client=asked.client, region=asked.region
    )


def to_ask(register: Register, decision: Decision) -> tuple[Question, ...]:
    """Return the questions to put to the vendor, since *decision* pauses for them."""
    unknown = {f.question for f in decision.reasons if f.effect is Effect.PAUSE}
    return tuple(
        question
        for name, question in register.questions.items()
        if name in unknown and question.asked_of == "vendor"
    )


def ruled_by_firm(decision: Decision, own: Collection[str]) -> bool:
    """Tell whether the firm alone refuses: that says nothing of the vendor.

    *own* are the ids of the checks on the firm's own decisions.
    """
    return decision.verdict is Verdict.REFUSED and all(r.check in own for r in decision.reasons)


def worse_for(
    findings: Collection[Finding], narrowed: Narrowed, asked: Asked, decision: Decision
) -> Iterator[Worse]:
    """Yield whom the verdict is worse for, among what was not asked about.

    *findings* are all of the register, or all that touch the offering.
    """
    seen = set()
    for finding in findings:
        if not finding.scoped or not finding.touches(
            asked.offering.partition("/")[0], asked.offering
        ):
            continue
        for team, client, region in _narrowings(finding, asked):
            if (team, client, region) in seen:
                continue
            seen.add((team, client, region))
            narrower = Asked(asked.offering, asked.data_class, team, client, region)
            found = decided(narrowed, asked.offering, narrower)
            if found.verdict > decision.verdict:
                yield Worse(team, client, region, found.verdict)


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


class Alternatives:
    """What else to use, for any number of questions on one register."""

    def __init__(self, register: Register, narrowed: Narrowed) -> None:
        """Sort the offerings by kind; *narrowed* decides as ``Verdicts.narrowed`` does."""
        self._narrowed = narrowed
        self._known = {item.reference: item for item in register.offerings}
        self._kinds: dict[str, list[Offering]] = {}
        for item in self._known.values():
            self._kinds.setdefault(item.kind, []).append(item)
        named = (len(_named(item)) for item in self._known.values())
        # Of those of one kind, so many may be named already.
        self._most = MOST_OTHERS + max(named, default=0)
        self._best: dict[tuple[str, ...], list[Other]] = {}

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Return the references of all offerings of *kind*."""
        return tuple(item.reference for item in self._kinds.get(kind, ()))

    def named(self, offering: Offering) -> tuple[str, ...]:
        """Return what the firm's own controls name instead of *offering* and the register has."""
        names = dict.fromkeys(_named(offering))
        return tuple(name for name in names if name in self._known and name != offering.reference)

    def others(self, asked: Asked, offering: Offering, decision: Decision) -> tuple[Other, ...]:
        """Return what else to use for the same question, the best first; nothing after a yes.

        What is named comes first, then what is of the same kind and gets a better verdict.
        """
        if yes(decision):
            return ()
        named = self.named(offering)
        first = [self._other(self._known[name], asked, named=True) for name in named]
        # Itself is not among those that are better.
        better = itertools.takewhile(
            lambda other: other.verdict < decision.verdict, self._best_of(offering.kind, asked)
        )
        more = (other for other in better if other.offering.reference not in named)
        return tuple(itertools.islice((*sorted(first, key=_order), *more), MOST_OTHERS))

    def _best_of(self, kind: str, asked: Asked) -> list[Other]:
        key = (kind, asked.data_class, asked.team, asked.client, asked.region)
        if key not in self._best:
            every = (self._other(item, asked, named=False) for item in self._kinds.get(kind, ()))
            self._best[key] = heapq.nsmallest(self._most, every, key=_order)
        return self._best[key]

    def _other(self, offering: Offering, asked: Asked, *, named: bool) -> Other:
        verdict = decided(self._narrowed, offering.reference, asked).verdict
        return Other(offering, verdict, named)


def _order(other: Other) -> tuple[Verdict, bool, str]:
    return other.verdict, other.offering.use is None, other.offering.reference


def _named(offering: Offering) -> tuple[str, ...]:
    fallback = offering.use.fallback if offering.use else None
    return fallback.offerings if fallback else ()


def written(register: Register, asked: Asked) -> Iterator[Written]:
    """Yield what the documents of the offering say on all that the data class demands."""
    offering = register.offering(asked.offering)
    data_class = register.policy.data_class(asked.data_class)
    if offering is None or data_class is None:
        raise KeyError(asked.offering)
    for question, demand in data_class.demands.items():
        answer = offering.answers.get(question)
        if answer is not None:
            yield _written(answer, answer.matching(demand.data, demand.purposes) or answer.cells)


def _written(answer: Answer, demanded: tuple[Cell, ...]) -> Written:
    cells = sorted(demanded, key=lambda cell: cell.value.rank, reverse=True)
    cell = cells[0]
    statement = cell.statement
    says = statement.words if statement else cell.value.id
    where = ""
    if statement:
        kind = statement.document.kind.replace("-", " ") if statement.document else ""
        where = f"{statement.clause} ({kind})" if kind else statement.clause
    # The cell is named only where others are answered otherwise.
    alike = all((c.value, c.statement) == (cell.value, statement) for c in cells)
    parts = ("" if alike else cell.name, str(cell.circumstance))
    name = " ".join(part for part in parts if part)
    return Written(answer.question, f"{says} ({name})" if name else says, where, statement)

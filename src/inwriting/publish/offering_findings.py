"""The findings on an offering as its page shows them: sorted, and beside what they are about."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from inwriting.publish.escape import Markdown, anchor, escape, ident
from inwriting.publish.published.decisions import (
    NarrowedDecision,
    PublishedAcceptance,
    PublishedFinding,
)
from inwriting.publish.published.offering import PublishedOffering
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.words import EFFECT_ORDER

WhoKind = Literal["teams", "clients", "regions", ""]
_KINDS: tuple[WhoKind, ...] = ("teams", "clients", "regions", "")
"""For whom a decision may differ: for one of these, or for several that come together."""
_BEFORE = {"teams": "Team ", "clients": "Data of ", "regions": "From ", "": ""}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding, and for which data it is said."""

    finding: PublishedFinding
    reach: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings on one question."""

    title: str
    anchor: Markdown
    findings: Sequence[FindingRow]


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """A finding that an exception accepts."""

    acceptance: PublishedAcceptance
    message: str
    reach: str


@dataclass(frozen=True, slots=True)
class NarrowedRow:
    """For whom another decision holds, with the verdict for every class."""

    kind: WhoKind
    """teams, clients or regions; empty where several of them come together."""
    names: tuple[str, ...]
    """All for whom it holds."""
    verdicts: Mapping[str, str]
    """By data class."""
    messages: tuple[str, ...]
    """What the findings say that do not hold for everybody."""

    @property
    def who(self) -> str:
        """For whom it holds, in words."""
        return f"{_BEFORE[self.kind]}{', '.join(self.names)}"

    @property
    def why(self) -> str:
        """The messages as one text."""
        return " ".join(self.messages)


@dataclass(frozen=True, slots=True)
class _NarrowedFor:
    """What is gathered for one team, client and region."""

    kind: WhoKind
    names: tuple[str, ...]
    verdicts: dict[str, str]
    messages: dict[str, None] = field(default_factory=dict)


def conditions_of(register: PublishedRegister, offering: PublishedOffering) -> list[FindingRow]:
    """Return the conditions on *offering*; see `findings_of`."""
    return findings_of(
        register, offering, {name: item.conditions for name, item in offering.verdicts.items()}
    )


def reasons_of(register: PublishedRegister, offering: PublishedOffering) -> list[FindingRow]:
    """Return the reasons against *offering*; see `findings_of`."""
    return findings_of(
        register, offering, {name: item.reasons for name, item in offering.verdicts.items()}
    )


def warnings_of(register: PublishedRegister, offering: PublishedOffering) -> list[FindingRow]:
    """Return what is only noted on *offering*; see `findings_of`."""
    return findings_of(
        register, offering, {name: item.warnings for name, item in offering.verdicts.items()}
    )


def findings_of(
    register: PublishedRegister,
    offering: PublishedOffering,
    numbers: Mapping[str, Iterable[int]],
) -> list[FindingRow]:
    """Return the findings with the *numbers* that decisions name by data class, worst first.

    Each reaches from the lowest class whose decision names it: one that an exception accepts for
    the lower classes stands only against those above.
    """
    lowest: dict[int, str] = {}
    for item in register.data_classes:
        for number in numbers[item.id]:
            lowest.setdefault(number, item.id)
    found = [
        FindingRow(offering.findings[number], _reach(register, name))
        for number, name in sorted(lowest.items())
    ]
    return sorted(found, key=lambda item: EFFECT_ORDER.index(item.finding.effect))


def _reach(register: PublishedRegister, data_class: str) -> str:
    classes = register.data_classes
    names = [item.id for item in classes]
    place = names.index(data_class) if data_class in names else 0
    if place == 0:
        return "for all data"
    above = "" if place == len(classes) - 1 else " and above"
    return f"for {classes[place].name}{above}"


def grouped(register: PublishedRegister, findings: Iterable[FindingRow]) -> list[FindingGroup]:
    """Return findings by question, the question with the worst finding first."""
    titles = {item.id: item.title for item in register.questions}
    groups: dict[str, list[FindingRow]] = {}
    for row in findings:
        groups.setdefault(row.finding.question, []).append(row)
    return [
        FindingGroup(
            title=titles.get(name, name) if name else "The register itself and our own controls",
            anchor=anchor("why", name or "own"),
            findings=items,
        )
        for name, items in groups.items()
    ]


def accepted(register: PublishedRegister, offering: PublishedOffering) -> list[AcceptedRow]:
    """Return what an exception accepts for any class, each once."""
    found: dict[tuple[int, str], AcceptedRow] = {}
    for decision in offering.verdicts.values():
        for item in decision.accepted:
            finding = offering.findings[item.finding]
            row = AcceptedRow(item, finding.message, _reach(register, finding.data_class))
            found.setdefault((item.finding, item.exception), row)
    return list(found.values())


def narrowed(register: PublishedRegister, offering: PublishedOffering) -> list[NarrowedRow]:
    """Return for whom another decision holds: one row each, those of one kind that agree as one."""
    general = offering.verdicts
    found: dict[tuple[str, str, str], _NarrowedFor] = {}
    for item in offering.narrowed:
        everybody = {name: decision.verdict for name, decision in general.items()}
        who = (item.team, item.client, item.region)
        row = found.setdefault(who, _NarrowedFor(*_who(register, item), everybody))
        row.verdicts[item.data_class] = item.verdict
        of_all = general[item.data_class]
        told = {*of_all.reasons, *of_all.conditions}
        for number in (*item.reasons, *item.conditions):
            if number not in told:
                row.messages[offering.findings[number].message] = None
    made: dict[object, NarrowedRow] = {}
    for who, row in found.items():
        said = (frozenset(row.verdicts.items()), frozenset(row.messages))
        key = (row.kind, *said) if row.kind else who
        before = made.get(key, NarrowedRow(row.kind, (), row.verdicts, tuple(row.messages)))
        made[key] = dataclasses.replace(before, names=(*before.names, *row.names))
    return sorted(made.values(), key=lambda row: _KINDS.index(row.kind))


def _who(register: PublishedRegister, item: NarrowedDecision) -> tuple[WhoKind, tuple[str, ...]]:
    """Return for whom *item* holds: the kind and the names."""
    asked: tuple[tuple[WhoKind, str, dict[str, str]], ...] = (
        ("teams", item.team, {entry.id: entry.name for entry in register.teams}),
        ("clients", item.client, {entry.id: entry.name for entry in register.clients}),
        ("regions", item.region, {entry.id: entry.name for entry in register.regions}),
    )
    named = [(kind, names.get(name, name)) for kind, name, names in asked if name]
    if len(named) == 1:
        return named[0][0], (named[0][1],)
    return "", tuple(f"{_BEFORE[kind]}{name}" for kind, name in named)


def cited(
    clauses: Iterable[str], anchors: Mapping[tuple[str, str], str], question: str
) -> Markdown:
    """Return *clauses* on *question* as people cite them, with links to their statements."""
    made = []
    for text in clauses:
        place = anchors.get((question, text)) or anchors.get(("", text))
        shown = escape(text)
        made.append(f'<a href="#{ident(place)}">{shown}</a>' if place else shown)
    return Markdown("; ".join(made))

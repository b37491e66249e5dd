"""Helpers for checks of evidence: who speaks, on which document an answer rests, and since when."""

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Iterator

from inwriting.check.cells import Demanded, demanded, failing
from inwriting.check.finding import Effect, Finding
from inwriting.model.answers import Cell
from inwriting.model.dossier import Citation, Document, Dossier, Statement
from inwriting.model.place import Place
from inwriting.model.policy import Level, Policy
from inwriting.model.questions import NEVER_KNOWN, Standing
from inwriting.model.register import Offering, Vendor

PAGES = {
    "marketing": "a marketing page",
    "help-page": "a help page",
    "policy-page": "a general policy",
}
"""The kinds of document that a vendor can change alone, in words."""


def once(vendor: Vendor, find: Callable[[Offering], Iterable[Finding]]) -> Iterator[Finding]:
    """Yield what *find* finds in each offering; what holds for every offering is said once."""
    found: dict[Finding, list[Offering]] = {}
    for offering in vendor.offerings:
        for finding in dict.fromkeys(find(offering)):
            found.setdefault(finding, []).append(offering)
    for finding, offerings in found.items():
        if 1 < len(offerings) == len(vendor.offerings):
            yield finding
        else:
            for offering in offerings:
                yield dataclasses.replace(finding, offering=offering.reference)


def speaking(cells: Iterable[Cell]) -> Iterator[tuple[Statement, tuple[Cell, ...]]]:
    """Yield each statement that decides in any circumstance of *cells*, with these cells."""
    groups: dict[int, tuple[Statement, list[Cell]]] = {}
    for cell in cells:
        here = {id(voice.deciding[0]): voice.deciding[0] for voice in cell.voices if voice.deciding}
        for key, statement in here.items():
            groups.setdefault(key, (statement, []))[1].append(cell)
    for statement, group in groups.values():
        yield statement, tuple(group)


def deciding(offering: Offering) -> Iterator[tuple[Statement, tuple[Cell, ...]]]:
    """Yield each statement that decides anything about *offering*, with its cells."""
    for answer in offering.answers.values():
        yield from speaking(answer.cells)


def lowest(policy: Policy, questions: Iterable[str]) -> tuple[str, Effect | None]:
    """Return the lowest class that demands any of *questions*; a warning where none does."""
    wanted = frozenset(questions)
    for data_class in policy.classes:
        if wanted & data_class.demands.keys():
            return data_class.id, None
    return "", Effect.WARNING


def relied_on(policy: Policy, statement: Statement) -> tuple[str, Effect | None]:
    """Return the lowest class that relies on what *statement* promises; a warning if none does."""
    question = statement.question
    for data_class in policy.classes:
        demand = data_class.demands.get(question.id)
        least = question.values.get(demand.at_least) if demand else None
        worse = (v for v in question.values.values() if v.id not in NEVER_KNOWN)
        # A class for which every known answer will do relies on none.
        if demand and (least is None or any(v.rank > least.rank for v in worse)):
            return data_class.id, None
    return "", Effect.WARNING


Touched = tuple[Document, str, Effect | None]
"""A document, the lowest class that it matters to, and a warning where it matters to none."""


def open_promise(statement: Statement, policy: Policy, message: str, *at: str) -> Finding:
    """Return a finding on what *statement* promises, for the classes that rely on it."""
    data_class, effect = relied_on(policy, statement)
    return Finding(
        message,
        at=statement.at(*at),
        question=statement.question.id,
        data_class=data_class,
        effect=effect,
        clauses=(statement.clause,),
    )


def cited(offering: Offering, policy: Policy) -> Iterator[Touched]:
    """Yield each document that a statement about *offering* cites, in force or not."""
    questions: dict[str, set[str]] = {}
    for statement in offering.dossier.statements:
        if offering.id in statement.scope.offerings:
            questions.setdefault(statement.citation.document_id, set()).add(statement.question.id)
    for name, document in offering.dossier.documents.items():
        if name in questions:
            yield document, *lowest(policy, questions[name])


def resting(offering: Offering, policy: Policy) -> Iterator[Touched]:
    """Yield each document in force that is cited for *offering*.

    It matters to the classes that demand what it decides; a voice that a stronger document
    overrules decides nothing.
    """
    decided: dict[str, set[str]] = {}
    for statement, _ in deciding(offering):
        decided.setdefault(statement.citation.document_id, set()).add(statement.question.id)
    for document in offering.documents:
        yield document, *lowest(policy, decided.get(document.id, ()))


def too_weak(
    offering: Offering, policy: Policy, counts: Callable[[Document], bool]
) -> Iterator[tuple[Demanded, Statement, tuple[Cell, ...], Level]]:
    """Yield each promise that would do if it stood in a stronger document.

    With it come the demand, the cells and the weakest level that suffices. Only documents for
    which *counts* is true are looked at. A demand that every known answer meets needs no proof.
    """

    def weak(statement: Statement, needed: Level) -> bool:
        document = statement.document
        return document is not None and document.level.rank > needed.rank and counts(document)

    found = []
    for item in demanded(offering, policy):
        level = sufficient(item, policy)
        cells = tuple(
            cell
            for cell in item.cells
            if _is_relied_on(cell, item) and any(weak(s, level) for s, _ in speaking([cell]))
        )
        found.append((item, cells))
    for item, cells in failing(found):
        level = sufficient(item, policy)
        for statement, group in speaking(cells):
            if weak(statement, level):
                yield item, statement, group, level


def sufficient(item: Demanded, policy: Policy) -> Level:
    """Return the weakest level of authority that suffices; an unknown name needs the strongest."""
    return policy.level(item.demand.authority or item.question.authority) or policy.levels[0]


def sufficing(policy: Policy, level: Level) -> str:
    """Return the kinds of document that suffice where *level* does, in words."""
    kinds = [kind.replace("-", " ") for kind in level.kinds]
    stronger = level.rank > policy.levels[0].rank
    return f"{', '.join(kinds)} or above" if stronger else ", ".join(kinds)


def _is_relied_on(cell: Cell, item: Demanded) -> bool:
    least = item.question.values.get(item.demand.at_least)
    known = [v for v in item.question.values.values() if v.id not in NEVER_KNOWN]
    return (
        cell.value.standing is Standing.PROTECTS
        and least is not None
        and cell.value.rank <= least.rank
        and any(value.rank > least.rank for value in known)
    )


def days_left(document: Document, policy: Policy, today: datetime.date) -> int:
    """Return for how many more days *document* counts as fresh; below 0 it is too old.

    A record of a setting ages from the day it was made, everything else from the day on which
    somebody last saw that it is still the same.
    """
    seen = document.observed if document.kind == "configuration-record" else document.checked
    return policy.maximum_age[document.kind] - (today - seen).days


def distinct(
    citations: Iterable[Citation],
) -> Iterator[tuple[Citation, tuple[Place, ...]]]:
    """Yield each cited place of a text once, with the other entries that cite it too."""
    groups: dict[tuple[object, ...], list[Citation]] = {}
    for item in citations:
        key = (item.document_id, item.quote, item.passage)
        groups.setdefault(key, []).append(item)
    for first, *others in groups.values():
        yield first, tuple(other.place for other in others)


def cited_anywhere(dossier: Dossier) -> frozenset[str]:
    """Return the ids of the documents that anything in *dossier* names as its source."""
    return frozenset(
        [
            *(citation.document_id for citation in dossier.citations),
            *(subprocessor.document_id for subprocessor in dossier.subprocessors),
            *(name for silence in dossier.silences for name in silence.looked_in),
        ]
    )

"""Helpers for checks of evidence: who speaks, on which document an answer rests, and since when."""

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator

import msgspec

from inwriting.register.check.cells import Demanded, demanded, failing
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.model.answers import Answer, Cell, Spoken, speaking
from inwriting.register.model.dossier import Citation, Document, Dossier, Statement
from inwriting.register.model.place import Place
from inwriting.register.model.policy import Demand, Level, Policy
from inwriting.register.model.questions import Standing
from inwriting.register.model.register import Offering, Vendor
from inwriting.register.model.verification import Verification, Verified

PAGES = {
    "marketing": "a marketing page",
    "help-page": "a help page",
    "policy-page": "a general policy",
}
"""The kinds of document that a vendor can change alone, in words."""


def distinct(vendor: Vendor, find: Callable[[Offering], Iterable[Finding]]) -> Iterator[Finding]:
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
                yield msgspec.structs.replace(finding, offering=offering.reference)


def deciding(offering: Offering) -> Iterator[Spoken]:
    """Yield each statement that decides anything about *offering*, with its cells."""
    for answer in offering.answers.values():
        yield from answer.speaking


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
        # A class for which every known answer will do relies on none.
        if demand and question.leaves_choice(question.values.get(demand.at_least)):
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


def cited(offering: Offering, policy: Policy, among: Collection[str]) -> Iterator[Touched]:
    """Yield each document that a statement about *offering* cites, in force or not.

    *among* has the ids of those that are looked for.
    """
    questions: dict[str, set[str]] = {}
    for statement in offering.dossier.statements:
        name = statement.citation.document_id
        if name in among and offering.id in statement.scope.offerings:
            questions.setdefault(name, set()).add(statement.question.id)
    for name, document in offering.dossier.documents.items():
        if name in questions:
            yield document, *lowest(policy, questions[name])


def cited_in_force(offering: Offering, policy: Policy, among: Collection[str]) -> Iterator[Touched]:
    """Yield each document in force that is cited for *offering*.

    It matters to the classes that demand what it decides; a voice that a stronger document
    overrules decides nothing. *among* has the ids of those that are looked for.
    """
    decided: dict[str, set[str]] = {}
    for statement, _ in deciding(offering):
        decided.setdefault(statement.citation.document_id, set()).add(statement.question.id)
    for document in offering.documents:
        if document.id in among:
            yield document, *lowest(policy, decided.get(document.id, ()))


def documents_where(vendor: Vendor, holds: Callable[[Document], bool]) -> frozenset[str]:
    """Return the ids of the vendor's documents of which *holds* is true."""
    return frozenset(name for name, item in vendor.dossier.documents.items() if holds(item))


def too_weak(
    offering: Offering, policy: Policy, counts: Callable[[Document], bool]
) -> Iterator[tuple[Demanded, Statement, tuple[Cell, ...], Level]]:
    """Yield each promise that would do if it stood in a stronger document.

    With it come the demand, the cells and the weakest level that suffices. Only documents for
    which *counts* is true are looked at. A demand that every known answer meets needs no proof.
    """
    ranks: dict[int, int] = {}
    weakest: dict[str, int] = {}
    for statement, _ in deciding(offering):
        document = statement.document
        if (
            document is not None
            and document.level.rank > policy.levels[0].rank
            and statement.says.standing is Standing.PROTECTS
            and counts(document)
        ):
            rank, name = document.level.rank, statement.question.id
            ranks[id(statement)] = rank
            weakest[name] = max(rank, weakest.get(name, rank))
    if not ranks:
        return

    def may_be_weak(answer: Answer, demand: Demand) -> bool:
        return weakest[demand.question] > sufficient(answer, demand, policy).rank

    def is_weak(cell: Cell, needed: Level) -> bool:
        return any(
            ranks.get(id(voice.deciding[0]), needed.rank) > needed.rank
            for voice in cell.voices
            if voice.deciding
        )

    found = []
    for item in demanded(offering, policy.demands_on(weakest), may_be_weak):
        level = sufficient(item.answer, item.demand, policy)
        cells = tuple(cell for cell in _relied_on(item) if is_weak(cell, level))
        if cells:
            found.append((item, cells))
    for item, cells in failing(found):
        level = sufficient(item.answer, item.demand, policy)
        for statement, group in speaking(cells):
            if ranks.get(id(statement), level.rank) > level.rank:
                yield item, statement, group, level


def sufficient(answer: Answer, demand: Demand, policy: Policy) -> Level:
    """Return the weakest level of authority that suffices; an unknown name needs the strongest."""
    return policy.level(demand.authority or answer.question.authority) or policy.levels[0]


def sufficing(policy: Policy, level: Level) -> str:
    """Return the kinds of document that suffice where *level* does, in words."""
    kinds = [kind.replace("-", " ") for kind in level.kinds]
    stronger = level.rank > policy.levels[0].rank
    return f"{', '.join(kinds)} or above" if stronger else ", ".join(kinds)


def _relied_on(item: Demanded) -> Iterator[Cell]:
    least = item.least
    if least is not None and item.question.leaves_choice(least):
        for cell in item.cells:
            if cell.value.standing is Standing.PROTECTS and cell.value.rank <= least.rank:
                yield cell


def days_left(document: Document, policy: Policy, today: datetime.date) -> int:
    """Return for how many more days *document* counts as fresh; below 0 it is too old.

    A record of a setting ages from the day it was made, everything else from the day on which
    somebody last saw that it is still the same.
    """
    seen = document.observed if document.kind == "configuration-record" else document.checked
    return policy.maximum_age[document.kind] - (today - seen).days


LookedUp = tuple[Citation, Document, Verified, tuple[Place, ...]]
"""A cited place, its document, what became of its words, and the other entries that cite it."""


def looked_up(
    vendor: Vendor,
    *states: Verification,
    of: Callable[[Citation, Verified], object] | None = None,
) -> Iterator[LookedUp]:
    """Yield each cited place of a text of which any of *states* is true, once.

    Only those of which *of* is true are looked at, or all.
    """
    if not any(found.state in states for found in vendor.verified.values()):
        return
    groups: dict[tuple[object, ...], list[Citation]] = {}
    for item in vendor.dossier.citations:
        found = vendor.verified[item.place]
        if found.state in states and (of is None or of(item, found)):
            key = (item.document_id, item.quote, item.passage)
            groups.setdefault(key, []).append(item)
    for first, *others in groups.values():
        if first.document is not None:
            found = vendor.verified[first.place]
            yield first, first.document, found, tuple(other.place for other in others)


def cited_anywhere(dossier: Dossier) -> frozenset[str]:
    """Return the ids of the documents that anything in *dossier* names as its source."""
    return frozenset(
        [
            *(citation.document_id for citation in dossier.citations),
            *(subprocessor.document_id for subprocessor in dossier.subprocessors),
            *(name for silence in dossier.silences for name in silence.looked_in),
        ]
    )

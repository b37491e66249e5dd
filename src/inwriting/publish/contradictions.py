"""Contradictions side by side: who says what, where, and which of them speaks."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from inwriting.publish.offering_answers import document_of
from inwriting.publish.published.offering import PublishedOffering
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.published.vendor import (
    ContradictionPlace,
    PublishedContradiction,
    PublishedDocument,
    PublishedStatement,
    PublishedVendor,
)

_SPEAKS = "This one speaks: the answer rests on it."
_ELSEWHERE = "It speaks only where no stronger document says anything."
_WORSE = "It does not speak: another of the same rank is worse for us, and so counts."
_OUTRANKED = "It does not speak: a stronger document does."
_SILENT = "The answer does not rest on it."


@dataclass(frozen=True, slots=True)
class ContradictionSide:
    """One place of a contradiction, with what is said there."""

    clause: str
    quote: str
    document: PublishedDocument | None
    """None when the dossier has no such document."""
    title: str
    statement: PublishedStatement | None
    """What the dossier states of this place, if anything."""
    speaks: str
    """For one offering, whether the answer rests on it, in words; else empty."""


@dataclass(frozen=True, slots=True)
class ShownContradiction:
    """A contradiction as a page shows it."""

    id: str
    """Its id in the dossier; empty when a check found it."""
    question: str
    summary: str
    sides: tuple[ContradictionSide, ...]
    title: str = ""
    """The question's title, when a check found it."""
    number: int = 0
    """Its number among those that checks found, counted from 1."""


def contradiction(
    vendor: PublishedVendor,
    item: PublishedContradiction,
    offering: PublishedOffering | None = None,
) -> ShownContradiction:
    """Return the contradiction *item* with its documents.

    For one *offering* each place also has what the statement there says, and whether it speaks.
    """
    sides = _sides(vendor, item.places, item.question, offering)
    return ShownContradiction(item.id, item.question, item.summary, sides)


def found_by_checks(
    register: PublishedRegister, vendor: PublishedVendor, offering: PublishedOffering
) -> Iterator[ShownContradiction]:
    """Yield what findings put side by side: clauses on one question that say different things."""
    titles = {item.id: item.title for item in vendor.documents}
    cited: dict[tuple[str, str], PublishedStatement] = {}
    for item in vendor.statements:
        if offering.id in item.offerings:
            clause = f"{titles.get(item.document, item.document)}, {item.clause}"
            cited.setdefault((item.question, clause), item)
    seen: set[tuple[str, frozenset[str]]] = set()
    for finding in offering.findings:
        question = finding.question
        said = [cited[question, c] for c in finding.clauses if (question, c) in cited]
        key = (question, frozenset(item.id for item in said))
        if len({item.says for item in said}) > 1 and key not in seen:
            seen.add(key)
            yield ShownContradiction(
                id="",
                question=question,
                summary=finding.message,
                sides=_sides(vendor, said, question, offering),
                title=next(q.title for q in register.questions if q.id == question),
                number=len(seen),
            )


def _sides(
    vendor: PublishedVendor,
    places: Sequence[ContradictionPlace | PublishedStatement],
    question: str,
    offering: PublishedOffering | None,
) -> tuple[ContradictionSide, ...]:
    statements = [entry for entry in vendor.statements if entry.question == question]
    return tuple(_side(vendor, place, statements, question, offering) for place in places)


def _side(
    vendor: PublishedVendor,
    place: ContradictionPlace | PublishedStatement,
    statements: Sequence[PublishedStatement],
    question: str,
    offering: PublishedOffering | None,
) -> ContradictionSide:
    document = document_of(vendor, place.document)
    cited = [
        entry
        for entry in statements
        if entry.document == place.document
        and entry.clause == place.clause
        and (offering is None or offering.id in entry.offerings)
    ]
    speaks = ""
    if offering:
        here = {entry.id for entry in statements if entry.document == place.document}
        speaks = _speaks(offering, question, {entry.id for entry in cited} or here)
    return ContradictionSide(
        clause=place.clause,
        quote=place.quote,
        document=document,
        title=document.title if document else place.document,
        statement=cited[0] if cited else None,
        speaks=speaks,
    )


def _speaks(offering: PublishedOffering, question: str, statements: Set[str]) -> str:
    voices = [
        voice
        for answer in offering.answers
        if answer.question == question
        for outcome in answer.outcomes
        for voice in outcome.voices
    ]
    outranked = any(not statements.isdisjoint(voice.weaker) for voice in voices)
    if any(voice.deciding and voice.deciding[0] in statements for voice in voices):
        return _ELSEWHERE if outranked else _SPEAKS
    if any(not statements.isdisjoint(voice.deciding) for voice in voices):
        return _WORSE
    return _OUTRANKED if outranked else _SILENT

"""A vendor, its documents and its statements, as register.json holds them."""

from typing import Annotated

from msgspec import Meta

from inwriting.publish.published.offering import PublishedOffering
from inwriting.publish.published.shared import (
    Basis,
    Day,
    DayOrNone,
    Digest,
    Id,
    Published,
    PublishedPeriod,
    PublishedPerson,
    StandingWord,
    StatementId,
    Text,
    one_of,
)


class DocumentSource(Published, frozen=True):
    """Where the text comes from. What does not apply is empty."""

    kind: Annotated[str, one_of("url", "archive", "file", "held-elsewhere")]
    """url, archive, file or held-elsewhere."""
    url: Text
    archive: Text
    path: Text
    commit: Text
    file: Text
    where: Text


class DocumentDates(Published, frozen=True):
    """The days that count.

    stated in it, signed, effective from, observed (captured), checked (last seen unchanged), ends.
    """

    stated: DayOrNone
    signed: DayOrNone
    effective: DayOrNone
    observed: Day
    checked: Day
    ends: DayOrNone


class PublishedDocument(Published, frozen=True):
    """One piece of evidence. Its text is not here."""

    id: Id
    title: Text
    kind: Id
    voice: Id
    """legal, technical or commercial."""
    authority: Id
    """Its level; unranked when the policy ranks its kind nowhere."""
    governs: tuple[Id, ...]
    """The offerings that it covers."""
    source: DocumentSource
    """Where the text comes from. What does not apply is empty."""
    link: Text
    """The address at which anybody can read the text; empty when there is none."""
    digest: Digest
    confidential: bool
    """Whether its text may not be shown."""
    note: Text
    dates: DocumentDates
    """stated in it, signed, effective from, observed (captured), checked (last seen unchanged),
    ends."""
    text: Annotated[str, one_of("at hand", "not at hand", "altered", "unreadable")]
    """Whether the text was at hand and unaltered when this was made."""


class PublishedStatement(Published, frozen=True):
    """What one passage says on one question."""

    id: StatementId
    question: Id
    says: Id
    """The answer that it gives."""
    standing: StandingWord
    summary: Text
    """In the register's own words."""
    document: Id
    clause: Text
    """Where in the document."""
    quote: Text
    """The sentence itself. Only of fictional vendors, never of a confidential document."""
    offerings: tuple[Id, ...]
    """What it speaks of."""
    data: tuple[Id, ...]
    """The kinds of data that it speaks of."""
    purposes: tuple[Id, ...]
    """The purposes that it speaks of."""
    who: tuple[Id, ...]
    """Whose doing it speaks of; empty for the vendor's."""
    models: tuple[Id, ...]
    """The models that it holds for; empty for all."""
    regions: tuple[Id, ...]
    """Where it holds; empty for everywhere."""
    when: tuple[Id, ...]
    """The circumstances in which alone it holds; empty for always."""
    exceptions: tuple[Text, ...]
    """What it does not cover."""
    period: PublishedPeriod | None
    notice: PublishedPeriod | None
    residuals: tuple[Id, ...]
    """What is used all the same."""
    only_future: bool
    """Whether it leaves earlier data as it was."""
    places: tuple[Id, ...]
    """The regions that it names."""
    route: Text
    """How to have data deleted."""
    contact: Text
    """Whom to write to."""


class PublishedSilence(Published, frozen=True):
    """Nothing was found on this question."""

    question: Id
    offerings: tuple[Id, ...]
    """For which."""
    looked_in: tuple[Id, ...]
    """The documents that were read for it."""
    note: Text
    asked: DayOrNone
    """The day on which the vendor was asked."""


class PublishedSubprocessor(Published, frozen=True):
    """One company."""

    name: Text
    role: Id
    offering: Annotated[str, Meta(max_length=129)]
    """Its own offering, vendor/offering; or empty."""
    outside_register: Text
    """Why it has no dossier yet; or empty."""
    offerings: tuple[Id, ...]
    """Which offerings use it."""
    data: tuple[Id, ...]
    """Which data it gets; empty for all."""
    retention: PublishedPeriod | None
    places: tuple[Id, ...]
    """Where it processes."""
    document: Id
    clause: Text


class ContradictionPlace(Published, frozen=True):
    """One place in one document."""

    document: Id
    clause: Text
    quote: Text
    """Only of fictional vendors, never of a confidential document."""


class PublishedContradiction(Published, frozen=True):
    """Two or more places."""

    id: Id
    question: Id
    offerings: tuple[Id, ...]
    """Which it touches."""
    summary: Text
    places: tuple[ContradictionPlace, ...]
    """The places, side by side."""


class AcknowledgedChangeRecord(Published, frozen=True):
    """One answer that moved."""

    question: Id
    offering: Id
    was: Text
    now: Text
    by: Text
    on: Day
    why: Text


class PublishedApproval(Published, frozen=True):
    """One function's sign-off."""

    function: Id
    by: Text
    on: Day
    offerings: tuple[Id, ...]
    """Empty for all that the firm uses."""
    data_allowed: Id
    note: Text
    for_present_state: bool
    """Whether it is for exactly what dossier and use say now."""


class PublishedVendor(Published, frozen=True):
    """A company with its offerings."""

    id: Id
    name: Text
    fictional: bool
    """Whether the company does not exist and stands here as an example."""
    basis: Basis
    website: Text
    note: Text
    owner: PublishedPerson
    """Who keeps the dossier true."""
    tool_owner: PublishedPerson | None
    """Who in the firm answers for the tool; null when it is not used."""
    digest: Digest
    """Of the present state of dossier and use; what a sign-off must name."""
    next_review: DayOrNone
    """The last day on which all its documents are young enough."""
    documents: tuple[PublishedDocument, ...]
    """The evidence."""
    statements: tuple[PublishedStatement, ...]
    """Who said what, where."""
    silences: tuple[PublishedSilence, ...]
    """Questions on which the documents say nothing."""
    subprocessors: tuple[PublishedSubprocessor, ...]
    """The companies behind the vendor that get data."""
    contradictions: tuple[PublishedContradiction, ...]
    """Places that do not fit together."""
    acknowledged_changes: tuple[AcknowledgedChangeRecord, ...]
    """Answers that moved, and who says why that is in order."""
    approvals: tuple[PublishedApproval, ...]
    """The sign-offs."""
    offerings: tuple[PublishedOffering, ...]
    """What can be approved."""

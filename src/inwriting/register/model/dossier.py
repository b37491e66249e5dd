"""What a vendor says, and where: documents, statements, silences, subprocessors."""

import datetime
from dataclasses import dataclass, field

import msgspec

from inwriting.register.load.document_texts import EvidenceText
from inwriting.register.model.basics import Period, Person
from inwriting.register.model.place import Place
from inwriting.register.model.policy import Level
from inwriting.register.model.questions import Question, Value

NOBODY = Level("unranked", (), 1000)
"""The authority of a document that is not there."""


class Source(msgspec.Struct, frozen=True, gc=False):
    """Where a document's text comes from."""

    kind: str
    """url, archive, file or held-elsewhere."""
    url: str
    archive: str
    path: str
    commit: str
    file: str
    where: str


class Captured(msgspec.Struct, frozen=True, gc=False):
    """How a document's text was taken from what came."""

    original: str
    """The digest of the bytes as they came."""
    extractor: str
    """What took the text out of them, with its version."""


class Document(msgspec.Struct, frozen=True, gc=False):
    """One piece of evidence."""

    id: str
    kind: str
    level: Level
    voice: str
    """legal, technical or commercial."""
    title: str
    governs: tuple[str, ...]
    """The offerings that it covers, by id."""
    source: Source
    digest: str
    confidential: bool
    note: str
    stated: datetime.date | None
    effective: datetime.date | None
    observed: datetime.date
    checked: datetime.date
    ends: datetime.date | None
    signed: datetime.date | None
    text: EvidenceText
    place: Place
    governs_named: bool = False
    """Whether the document's entry writes out which offerings it governs."""
    captured: Captured | None = None
    """None for a text that nobody noted this of."""

    def at(self, *path: str | int) -> Place:
        """Return the place of *path* in this document's entry."""
        return self.place.at(*path)

    def in_force(self, today: datetime.date) -> bool:
        """Tell whether the document speaks on *today*: already effective, not yet ended."""
        begun = self.effective is None or self.effective <= today
        return begun and (self.ends is None or today <= self.ends)


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A place in a document's text, without the text."""

    start: int
    """In Unicode code points, from 0."""
    end: int
    digest: str
    markup_free_digest: str
    occurrences: int


class Citation(msgspec.Struct, frozen=True, gc=False):
    """One place in one document, as a dossier cites it."""

    document: Document | None
    """None when the dossier has no such document."""
    document_id: str
    clause: str
    quote: str
    passage: Passage | None
    place: Place

    def at(self, *path: str | int) -> Place:
        """Return the place of *path* in this citation's entry."""
        return self.place.at(*path)

    @property
    def text(self) -> str:
        """The cited words, where they are at hand; else empty text."""
        if self.quote:
            return self.quote
        if self.passage and self.document:
            return self.document.text.text[self.passage.start : self.passage.end]
        return ""


class Scope(msgspec.Struct, frozen=True, gc=False):
    """What a statement speaks of. An empty part speaks of everything."""

    offerings: tuple[str, ...]
    """Always written out: those named, or those that its document governs."""
    offerings_named: bool
    """Whether the statement names its offerings itself."""
    data: tuple[str, ...]
    """Always written out for a question that has kinds of data."""
    purposes: tuple[str, ...]
    """Always written out for a question that has purposes."""
    who: tuple[str, ...]
    models: tuple[str, ...]
    regions: tuple[str, ...]
    when: tuple[str, ...]

    @property
    def is_ordinary(self) -> bool:
        """Whether it speaks of the vendor in every case, and of nobody and nothing else."""
        beside = self.models or self.regions or self.when
        return not beside and self.who in ((), ("vendor",))


class Statement(msgspec.Struct, frozen=True, gc=False):
    """What one passage says on one question."""

    question: Question
    says: Value
    scope: Scope
    citation: Citation
    summary: str
    exceptions: tuple[str, ...]
    period: Period | None
    """For retention: how long; for deletions: the deadline."""
    notice: Period | None
    residuals: tuple[str, ...]
    only_future: bool
    places: tuple[str, ...]
    """For the question on regions: the regions named."""
    route: str
    contact: str
    place: Place

    @property
    def document(self) -> Document | None:
        """The document that says so; None when the dossier has no such document."""
        return self.citation.document

    @property
    def level(self) -> Level:
        """The authority of its document."""
        return self.citation.document.level if self.citation.document else NOBODY

    @property
    def clause(self) -> str:
        """Document and clause, as people cite them."""
        document = self.citation.document
        return (
            f"{document.title if document else self.citation.document_id}, {self.citation.clause}"
        )

    @property
    def badness(self) -> tuple[tuple[int, int], int]:
        """How bad it is for the customer: the answer, then a longer period or a shorter notice."""
        if self.period is not None:
            length = self.period.hours
        elif self.notice is not None:
            length = -self.notice.hours
        else:
            length = 0
        return (self.says.rank, length)

    @property
    def words(self) -> str:
        """The answer as people read it, with its period or places."""
        details = [str(item) for item in (self.period, self.notice) if item is not None]
        details += [", ".join(self.places)] if self.places else []
        return f"{self.says.id} ({'; '.join(details)})" if details else self.says.id

    def at(self, *path: str | int) -> Place:
        """Return the place of *path* in this statement's entry."""
        return self.place.at(*path)


class Silence(msgspec.Struct, frozen=True, gc=False):
    """An honest entry that nothing was found."""

    question: str
    offerings: tuple[str, ...]
    looked_in: tuple[str, ...]
    note: str
    asked: datetime.date | None
    place: Place


class Subprocessor(msgspec.Struct, frozen=True, gc=False):
    """A company behind the vendor that gets our data."""

    name: str
    role: str
    offering: str
    """Its own offering in the register, vendor/offering; or empty."""
    outside_register: str
    """Why it has no dossier yet; or empty."""
    offerings: tuple[str, ...]
    data: tuple[str, ...]
    """Empty for all."""
    retention: Period | None
    places: tuple[str, ...]
    document_id: str
    clause: str
    place: Place


class Contradiction(msgspec.Struct, frozen=True, gc=False):
    """Places that do not fit together in a way that statements cannot show."""

    id: str
    question: str
    offerings: tuple[str, ...]
    summary: str
    citations: tuple[Citation, ...]
    place: Place


class AcknowledgedChange(msgspec.Struct, frozen=True, gc=False):
    """Somebody saw that an answer moved and says why it is in order."""

    question: str
    offering: str
    was: str
    now: str
    by: Person
    on: datetime.date
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that a vendor says."""

    vendor: str
    """The vendor's id."""
    name: str
    fictional: bool
    basis: str
    """public-terms or our-contract."""
    owner: Person
    website: str
    note: str
    offering_ids: tuple[str, ...]
    documents: dict[str, Document]
    statements: tuple[Statement, ...]
    silences: tuple[Silence, ...]
    subprocessors: tuple[Subprocessor, ...]
    contradictions: tuple[Contradiction, ...]
    acknowledged_changes: tuple[AcknowledgedChange, ...]
    place: Place
    citations: tuple[Citation, ...] = field(init=False, repr=False, compare=False)
    """Every citation: those of statements, then those of contradictions."""

    def __post_init__(self) -> None:
        """Collect the citations once."""
        citations = [statement.citation for statement in self.statements]
        for item in self.contradictions:
            citations.extend(item.citations)
        object.__setattr__(self, "citations", tuple(citations))

    def at(self, *path: str | int) -> Place:
        """Return the place of *path* in the dossier."""
        return self.place.at(*path)

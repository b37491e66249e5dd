"""The answers and statements of an offering as its page shows them, with document and clause."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from inwriting.publish.escape import Markdown, anchor
from inwriting.publish.published.offering import PublishedOffering, PublishedOutcome, PublishedVoice
from inwriting.publish.published.vendor import (
    PublishedDocument,
    PublishedStatement,
    PublishedVendor,
)
from inwriting.publish.words import cells, details, scope

Anchors = dict[tuple[str, str], str]
"""Where a clause stands on the page of an offering, by question and words; see `anchors`."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One outcome of an answer as the page shows it."""

    question: str
    outcome: PublishedOutcome
    own: str
    """The anchor of the question's answers on the first row, empty below."""
    cells: str
    others: Sequence[PublishedVoice]
    """The answers in other circumstances than the one that decides."""
    statement: "StatementRow | None"
    """The statement that decides, if there is one."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement as the page shows it."""

    statement: PublishedStatement
    anchor: Markdown
    document: PublishedDocument | None
    """None when the dossier has no such document."""

    @property
    def details(self) -> str:
        """What it adds to its answer."""
        return details(self.statement)

    @property
    def scope(self) -> str:
        """What it speaks of; empty for everything."""
        return scope(self.statement)

    @property
    def title(self) -> str:
        """The title of the document, or its id when there is none."""
        return self.document.title if self.document else self.statement.document


def anchors(vendor: PublishedVendor, statements: Iterable[PublishedStatement]) -> Anchors:
    """Return where the clause of each of *statements* stands on the page, by question and clause.

    A clause is there without a question too, for those who cite it on another.
    """
    titles = document_titles(vendor)
    found: Anchors = {}
    for item in statements:
        clause = f"{titles.get(item.document, item.document)}, {item.clause}"
        for question in (item.question, ""):
            found.setdefault((question, clause), statement_anchor(item))
    return found


def answer_rows(
    vendor: PublishedVendor,
    offering: PublishedOffering,
    statements: Mapping[str, PublishedStatement],
) -> Iterator[AnswerRow]:
    """Yield each answer of *offering*; the first on a question has its anchor in ``own``."""
    for answer in offering.answers:
        for number, outcome in enumerate(answer.outcomes):
            said = statements.get(outcome.statement)
            yield AnswerRow(
                question=answer.question,
                outcome=outcome,
                own="" if number else anchor("a", answer.question),
                cells=cells(outcome.cells),
                others=outcome.voices[1:],
                statement=statement_row(vendor, said) if said else None,
            )


def statement_row(vendor: PublishedVendor, item: PublishedStatement) -> StatementRow:
    """Return the statement *item* with its document and its anchor."""
    return StatementRow(item, statement_anchor(item), document_of(vendor, item.document))


def statement_anchor(item: PublishedStatement) -> Markdown:
    """Return the anchor of the statement *item* on the page of an offering."""
    question, _, number = item.id.partition("/")
    return Markdown(f"{anchor('s', question)}-{int(number)}")


def document_titles(vendor: PublishedVendor) -> dict[str, str]:
    """Return the titles of the vendor's documents by id."""
    return {item.id: item.title for item in vendor.documents}


def archives(vendor: PublishedVendor) -> list[str]:
    """Return the archives that the vendor's documents come from."""
    return sorted({item.source.archive for item in vendor.documents} - {""})


def document_of(vendor: PublishedVendor, name: str) -> PublishedDocument | None:
    """Return the vendor's document with the id *name*, or None."""
    return next((item for item in vendor.documents if item.id == name), None)

"""Each watched document of a vendor, looked at again."""

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from inwriting.evidence.capture.dates import found_dates
from inwriting.evidence.watch.alarm import Comparison, State
from inwriting.evidence.watch.cited_passages import CitedPassage
from inwriting.evidence.watch.comparison import TooLargeError, compare
from inwriting.evidence.watch.latest_text import (
    LatestText,
    NoTextError,
    TextSources,
    cited,
    latest_text,
    unwatched,
)
from inwriting.evidence.watch.rules import SentenceRules
from inwriting.register.model.dossier import Citation, Document
from inwriting.register.model.register import Vendor
from inwriting.texts.passages import collapsed

DEAD_AFTER = 30
"""Days without a new commit after which an archive is said to track nothing any more."""


@dataclass(frozen=True, slots=True)
class WatchedDocument:
    """What was seen of one document."""

    vendor: str
    document: Document
    comparison: Comparison
    newest: str = ""
    """The digest of the newest text; empty when there is none."""
    applies: datetime.date | None = None
    """From when the newest text applies, where it announces that for later."""
    message: str = ""
    """What is wrong, when it could not be looked at."""
    fix: str = ""

    @property
    def state(self) -> State:
        """What became of the document."""
        return self.comparison.state


def watch_vendor(
    vendor: Vendor, places: TextSources, rules: SentenceRules, today: datetime.date
) -> Iterator[WatchedDocument]:
    """Yield what is seen of each watched document of *vendor*, in the dossier's order."""
    for document in vendor.dossier.documents.values():
        if not unwatched(document, places):
            yield _watched(vendor, document, places, rules, today)


def _watched(
    vendor: Vendor,
    document: Document,
    places: TextSources,
    rules: SentenceRules,
    today: datetime.date,
) -> WatchedDocument:
    try:
        now = latest_text(vendor.id, document, places)
        before = cited(document, places.archives)
        comparison = compare(before, now.text, rules, cited=_cited(vendor, document, before))
    except NoTextError as error:
        state = State.CAPTURE_BROKEN if error.reason else State.NOT_LOOKED_AT
        comparison = Comparison(state, error.reason)
        return WatchedDocument(
            vendor.id, document, comparison, message=error.message, fix=error.fix
        )
    except TooLargeError as error:
        comparison = Comparison(State.NOT_LOOKED_AT)
        return WatchedDocument(
            vendor.id,
            document,
            comparison,
            message=f"It is not compared: {error}.",
            fix="Capture the part that is cited.",
        )
    if _is_dead(now, comparison, today):
        comparison = dataclasses.replace(comparison, state=State.NO_LONGER_TRACKED)
        return WatchedDocument(
            vendor.id,
            document,
            comparison,
            now.digest,
            message=f"The archive has captured nothing since {now.captured}.",
            fix="Look at the page itself, and cite it from another source.",
        )
    return WatchedDocument(
        vendor.id, document, comparison, now.digest, _later(now.text, before, today)
    )


def _is_dead(now: LatestText, comparison: Comparison, today: datetime.date) -> bool:
    """Tell whether "unchanged" only means that nobody looks any more."""
    return (
        now.captured is not None
        and not comparison.needs_a_look
        and (today - now.captured).days > DEAD_AFTER
    )


def _later(text: str, before: str, today: datetime.date) -> datetime.date | None:
    """Return the later day from which *text* says that it applies; None when it says none."""
    day = found_dates(text).effective
    return day if day is not None and day > today and day != found_dates(before).effective else None


def _cited(vendor: Vendor, document: Document, text: str) -> tuple[CitedPassage, ...]:
    """Return the passages of *document*, whose text is *text*, that the dossier cites."""
    dossier = vendor.dossier
    named = [
        *((s.citation, s.question.id) for s in dossier.statements),
        *((c, item.question) for item in dossier.contradictions for c in item.citations),
    ]
    found: dict[tuple[int, int, str], list[str]] = {}
    for citation, question in named:
        span = _span(citation, text) if citation.document_id == document.id else None
        if span is not None:
            key = (*span, ".".join(str(part) for part in citation.place.path))
            found.setdefault(key, []).append(question)
    return tuple(
        CitedPassage(name, start, end, tuple(dict.fromkeys(questions)))
        for (start, end, name), questions in sorted(found.items())
    )


def _span(citation: Citation, text: str) -> tuple[int, int] | None:
    if citation.passage is not None:
        return (citation.passage.start, citation.passage.end)
    start = text.find(citation.quote) if citation.quote else -1
    if start >= 0:
        return (start, start + len(citation.quote))
    # A quote may be broken into lines otherwise than the text; then the whole text is its place.
    return (
        (0, len(text)) if citation.quote and collapsed(citation.quote) in collapsed(text) else None
    )

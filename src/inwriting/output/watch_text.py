"""What watch found, for people: words of the documents at a terminal, and only there."""

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from inwriting.evidence.watch.affected import AffectedOffering
from inwriting.evidence.watch.alarm import UNSEEN, Alarm, ChangedWords
from inwriting.evidence.watch.result import AlarmResult, DocumentResult, WatchResult
from inwriting.evidence.watch.words import KINDS, REASONS, STATES
from inwriting.output.page import Page
from inwriting.output.safe import no_command
from inwriting.wording import counted

OF_THE_TEXT = frozenset({"names", "listed"})
"""Features whose values are words of the document."""
_LONGEST = 1200
"""Characters of a wording that are shown."""


def body(page: Page, account: WatchResult) -> None:
    """Say what became of each document; on a page, without a word of any."""
    if page.published:
        page.line(
            "The wording is not shown here: it belongs to the vendor. inwriting watch VENDOR "
            "--dry-run shows old and new side by side on your machine."
        )
    for seen in account.vendors:
        page.heading(seen.vendor.name)
        for document in seen.documents:
            _document(page, document, account)
        for name, why in seen.unwatched:
            page.spans((f"{name}  ", "heading"), (f"not watched: {why}", "quiet"), hanging=2)


def summary(account: WatchResult) -> str:
    """Return the run in one sentence."""
    documents = [item for vendor in account.vendors for item in vendor.documents]
    alarms = [alarm for item in documents for alarm in item.alarms]
    settled = sum(alarm.settled for alarm in alarms)
    unseen = sum(item.watched.state in UNSEEN for item in documents)
    parts = [f"{counted(len(documents), 'document')} watched", counted(len(alarms), "alarm")]
    if settled:
        parts[-1] += f", {settled} of them acknowledged"
    if unseen:
        parts.append(f"{unseen} could not be seen")
    return f"{'; '.join(parts)}."


def state_words(document: DocumentResult) -> str:
    """Return what became of *document*, in words."""
    words = STATES[document.state]
    reason = REASONS.get(document.watched.comparison.reason, "")
    if reason:
        words += f" ({reason})"
    if document.alarms:
        words += f": {counted(len(document.alarms), 'alarm')}"
    if document.watched.applies:
        words += f", from {document.watched.applies}"
    return words


def _document(page: Page, seen: DocumentResult, account: WatchResult) -> None:
    watched = seen.watched
    style = "pause" if watched.comparison.needs_a_look else "ok"
    name = watched.document.id
    if page.published:
        name = f"{watched.document.title} ({name})"
    page.spans((f"{name}  ", "heading"), (state_words(seen), style), hanging=2)
    if watched.message:
        page.line(f"{watched.message} {watched.fix}", indent=2)
    moved = len(watched.comparison.moved)
    if moved:
        passages = counted(moved, "cited passage")
        page.line(f"{passages} at another place, word for word", "quiet", indent=2)
    for name in watched.comparison.corrected:
        page.line(f"a spelling corrected in it: {name}", "quiet", indent=2)
    for alarm in seen.alarms:
        _alarm(page, alarm, account)


def _alarm(page: Page, seen: AlarmResult, account: WatchResult) -> None:
    alarm = seen.alarm
    page.line()
    new = " (new)" if page.published else ""
    marks = " (acknowledged)" if seen.settled else new if seen.new else " (known)"
    page.line(f"{KINDS[alarm.kind]}: {alarm.meaning.words}{marks}", "pause", indent=2)
    if page.published:
        _places(page, alarm)
    else:
        for line in _side_by_side(alarm.before, alarm.after, page.width - 4):
            page.line(line, indent=4)
    page.fields(
        [
            ("alarm", seen.recorded.id),
            ("rule", _rule(alarm, published=page.published)),
            ("bears on", _questions(seen, account)),
        ],
        4,
    )
    rests = [resting_words(item) for item in seen.resting] or ["no statement rests on it"]
    page.fields([("rests", words) for words in rests], 4)


def _places(page: Page, alarm: Alarm) -> None:
    for side, name in ((alarm.before, "in the cited text"), (alarm.after, "in the newest text")):
        if side is not None:
            page.line(f"{name} at characters {side.start} to {side.end}", indent=4)


def _rule(alarm: Alarm, *, published: bool) -> str:
    words = ", ".join(f"“{word}”" for word in alarm.words)
    read = "; ".join(
        f"{item.feature}: {', '.join(item.before) or 'nothing'} → "
        f"{', '.join(item.after) or 'nothing'}"
        for item in alarm.differences
        if not (published and item.feature in OF_THE_TEXT)
    )
    on = f", on {words}" if words and not published else ""
    return alarm.rule + on + (f" ({read})" if read else "")


def _questions(seen: AlarmResult, account: WatchResult) -> str:
    asked = account.register.questions
    return ", ".join(asked[name].title if name in asked else name for name in seen.alarm.questions)


def resting_words(item: AffectedOffering) -> str:
    """Return one offering that rests on a change, with classes, teams and clients, in words."""
    parts = [f"{item.offering}: {', '.join(item.cells)}"]
    parts.append(
        f"pauses {', '.join(item.classes)}" if item.classes else "no data class relies on it"
    )
    if item.teams:
        parts.append(f"teams {', '.join(item.teams)}")
    if item.clients:
        parts.append(f"clients {', '.join(item.clients)}")
    return "; ".join(parts)


def _side_by_side(
    before: ChangedWords | None, after: ChangedWords | None, width: int
) -> Iterator[str]:
    half = max(20, (width - 3) // 2)
    columns = [
        textwrap.wrap(no_command(_short(side.text)), half) if side else ["(nothing)"]
        for side in (before, after)
    ]
    yield f"{'was':<{half}} | now"
    for old, new in zip_longest(*columns, fillvalue=""):
        yield f"{old:<{half}} | {new}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"

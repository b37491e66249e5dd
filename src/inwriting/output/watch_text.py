"""What watch found, for the screen: the only place that shows words of the documents."""

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from inwriting.evidence.watch.affected import AffectedOffering
from inwriting.evidence.watch.alarm import UNSEEN, ChangedWords
from inwriting.evidence.watch.result import AlarmResult, DocumentResult, WatchResult
from inwriting.evidence.watch.words import KINDS, REASONS, STATES
from inwriting.output.safe import no_command
from inwriting.output.screen import Layout, Screen

_LONGEST = 1200
"""Characters of a wording that are shown."""


def watch_text(account: WatchResult, layout: Layout) -> str:
    """Return what *account* found, with the old and new wording side by side."""
    screen = Screen(layout)
    for seen in account.vendors:
        screen.heading(seen.vendor.name)
        for document in seen.documents:
            _document(screen, document, account)
        for name, why in seen.unwatched:
            screen.spans((f"{name}  ", "heading"), (f"not watched: {why}", "quiet"), hanging=2)
    screen.line()
    screen.line(summary(account))
    for seen in account.vendors:
        if seen.written:
            screen.line(f"Written: vendors/{seen.vendor.id}/alarms.yaml")
    return screen.text


def summary(account: WatchResult) -> str:
    """Return the run in one sentence."""
    documents = [item for vendor in account.vendors for item in vendor.documents]
    alarms = [alarm for item in documents for alarm in item.alarms]
    settled = sum(alarm.settled for alarm in alarms)
    unseen = sum(item.watched.state in UNSEEN for item in documents)
    parts = [f"{_count(len(documents), 'document')} watched", _count(len(alarms), "alarm")]
    if settled:
        parts[-1] += f", {settled} of them acknowledged"
    if unseen:
        parts.append(f"{unseen} could not be seen")
    return f"{'; '.join(parts)}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def state_words(document: DocumentResult) -> str:
    """Return what became of *document*, in words."""
    words = STATES[document.state]
    reason = REASONS.get(document.watched.comparison.reason, "")
    if reason:
        words += f" ({reason})"
    if document.alarms:
        words += f": {_count(len(document.alarms), 'alarm')}"
    if document.watched.applies:
        words += f", from {document.watched.applies}"
    return words


def _document(screen: Screen, seen: DocumentResult, account: WatchResult) -> None:
    watched = seen.watched
    style = "pause" if watched.comparison.needs_a_look else "ok"
    screen.spans((f"{watched.document.id}  ", "heading"), (state_words(seen), style), hanging=2)
    if watched.message:
        screen.line(f"{watched.message} {watched.fix}", indent=2)
    moved = len(watched.comparison.moved)
    if moved:
        passages = _count(moved, "cited passage")
        screen.line(f"{passages} at another place, word for word", "quiet", indent=2)
    for name in watched.comparison.corrected:
        screen.line(f"a spelling corrected in it: {name}", "quiet", indent=2)
    for alarm in seen.alarms:
        _alarm(screen, alarm, account)


def _alarm(screen: Screen, seen: AlarmResult, account: WatchResult) -> None:
    alarm = seen.alarm
    screen.line()
    marks = " (acknowledged)" if seen.settled else "" if seen.new else " (known)"
    screen.line(f"{KINDS[alarm.kind]}: {alarm.meaning.words}{marks}", "pause", indent=2)
    for line in _side_by_side(alarm.before, alarm.after, screen.layout.width - 4):
        screen.line(line, indent=4)
    screen.fields(
        [
            ("alarm", seen.recorded.id),
            ("rule", _rule(seen)),
            ("bears on", _questions(seen, account)),
        ],
        4,
    )
    for item in seen.resting:
        screen.spans(("rests   ", "quiet"), (resting_words(item), ""), indent=4, hanging=8)
    if not seen.resting:
        screen.spans(("rests   ", "quiet"), ("no statement rests on it", ""), indent=4)


def _rule(seen: AlarmResult) -> str:
    alarm = seen.alarm
    words = ", ".join(f"“{word}”" for word in alarm.words)
    read = "; ".join(
        f"{item.feature}: {', '.join(item.before) or 'nothing'} → "
        f"{', '.join(item.after) or 'nothing'}"
        for item in alarm.differences
    )
    return alarm.rule + (f", on {words}" if words else "") + (f" ({read})" if read else "")


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

"""What watch found, for the description of a pull request: no word of any document."""

from collections.abc import Iterator

from inwriting.evidence.watch.result import AlarmResult, DocumentResult, WatchResult
from inwriting.evidence.watch.words import KINDS
from inwriting.output.markdown import inert
from inwriting.output.watch_text import resting_words, state_words, summary

_OF_THE_TEXT = frozenset({"names", "listed"})
"""Features whose values are words of the document."""


def watch_markdown(account: WatchResult) -> str:
    """Return what *account* found, for people who then look at the documents themselves."""
    return "\n".join(_lines(account)) + "\n"


def _lines(account: WatchResult) -> Iterator[str]:
    yield f"**{inert(summary(account))}**"
    yield ""
    yield (
        "The wording is not shown here: it belongs to the vendor. "
        "`inwriting watch VENDOR --dry-run` shows old and new side by side on your machine."
    )
    for vendor in account.vendors:
        yield ""
        yield f"### {inert(vendor.vendor.name)}"
        for document in vendor.documents:
            yield ""
            yield from _document(document, account)
        for name, why in vendor.unwatched:
            yield ""
            yield f"{inert(name)}: not watched, {inert(why)}"


def _document(seen: DocumentResult, account: WatchResult) -> Iterator[str]:
    document = seen.watched.document
    yield f"**{inert(document.title)}** ({inert(document.id)}): {inert(state_words(seen))}"
    if seen.watched.message:
        yield ""
        yield inert(f"{seen.watched.message} {seen.watched.fix}")
    for alarm in seen.alarms:
        yield ""
        yield from _alarm(alarm, account)


def _alarm(seen: AlarmResult, account: WatchResult) -> Iterator[str]:
    alarm = seen.alarm
    asked = account.register.questions
    questions = ", ".join(asked[name].title if name in asked else name for name in alarm.questions)
    state = "acknowledged" if seen.settled else "new" if seen.new else "known"
    yield f"- {inert(f'{KINDS[alarm.kind]}: {alarm.meaning.words}')} ({state})"
    yield f"  - alarm {inert(seen.recorded.id)}, rule {inert(alarm.rule)}"
    yield f"  - bears on {inert(questions)}"
    for side, name in ((alarm.before, "in the cited text"), (alarm.after, "in the newest text")):
        if side is not None:
            yield f"  - {name} at characters {side.start} to {side.end}"
    for item in alarm.differences:
        if item.feature not in _OF_THE_TEXT:
            was, now = (", ".join(value) or "nothing" for value in (item.before, item.after))
            yield f"  - {inert(item.feature)}: {inert(was)}, now {inert(now)}"
    for rests in seen.resting:
        yield f"  - on it rests {inert(resting_words(rests))}"
    if not seen.resting:
        yield "  - no statement rests on it"

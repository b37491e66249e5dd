"""feed.xml: the verdicts that changed, as Atom (RFC 4287). Text only, never markup."""

import datetime
import io
import itertools
from collections.abc import Iterable
from typing import Any

from feedgenerator import Atom1Feed

from inwriting.publish.address import Addresses
from inwriting.publish.changes_page import MISSING, rows
from inwriting.publish.escape import plain
from inwriting.publish.published.history import PublishedChange, PublishedHistory
from inwriting.publish.published.register import PublishedRegister

FEED = "feed.xml"
"""The feed's file, in the top folder and in each vendor's."""
MOST_ENTRIES = 200
"""Feeds hold the newest; history.json holds all."""


class _TextFeed(Atom1Feed):  # type: ignore[misc]
    """A feed whose summaries are text: the library would have readers take them for HTML."""

    def latest_post_date(self) -> datetime.datetime:
        """Return the moment of the newest entry; without any, that of the register."""
        moments = [item["updateddate"] for item in self.items]
        newest: datetime.datetime = max(moments, default=self.feed["judged"])
        return newest

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write an entry, and its text as text."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("summary", item["text"], {"type": "text"})


class Feeds:
    """The feeds of one register: one of all of it, and one of each vendor."""

    def __init__(
        self, register: PublishedRegister, history: PublishedHistory, addresses: Addresses
    ) -> None:
        """Sort the changes by vendor; *history* is what history.json holds."""
        self._register = register
        self._history = history
        self._addresses = addresses
        self._names = {item.id: item.name for item in register.vendors}
        self._changes: dict[str, list[PublishedChange]] = {"": list(history.changes)}
        for item in history.changes:
            self._changes.setdefault(item.vendor, []).append(item)

    def of(self, vendor: str = "") -> str:
        """Return the feed of the register, or of one *vendor*."""
        entries = [
            list(group)
            for _, group in itertools.groupby(
                self._changes.get(vendor, ()), key=lambda item: (item.commit, item.offering)
            )
        ]
        name = self._names[vendor] if vendor else ""
        return _feed(self._register, self._history, self._addresses, vendor, name, entries)


def feed(
    register: PublishedRegister, history: PublishedHistory, addresses: Addresses, vendor: str = ""
) -> str:
    """Return the feed of the register, or of one *vendor*; *history* is what history.json holds."""
    return Feeds(register, history, addresses).of(vendor)


def _feed(
    register: PublishedRegister,
    history: PublishedHistory,
    addresses: Addresses,
    vendor: str,
    name: str,
    entries: list[list[PublishedChange]],
) -> str:
    folder = f"vendors/{vendor}/" if vendor else ""
    depth = 2 if vendor else 0
    firm = plain(register.firm.name)
    title = f"AI vendors of {firm}: what changed"
    if vendor:
        title = f"{plain(name)}: what changed for {firm}"
    made = _TextFeed(
        title=title,
        link=addresses.of(f"{folder}index.html" if vendor else "changes.html", depth),
        description=_subtitle(history, len(entries)),
        language="en",
        author_name=firm,
        author_email=register.firm.contact,
        feed_url=addresses.of(f"{folder}{FEED}", depth),
        feed_guid=addresses.tag("changes", *([vendor] if vendor else [])),
        judged=_moment(f"{register.judged_on}T00:00:00Z"),
    )
    classes = {item.id: plain(item.name) for item in register.data_classes}
    for entry in entries[:MOST_ENTRIES]:
        first = entry[0]
        moment = _moment(first.at)
        # What moved after the newest commit has none yet, and is named after the one before.
        when = [first.commit] if first.commit else ["after", first.compared_with]
        made.add_item(
            title=_title(entry, classes),
            link=addresses.of_offering(first.offering, depth),
            description=None,
            text=_text(entry, classes),
            pubdate=moment,
            updateddate=moment,
            unique_id=addresses.tag("changes", *when, *first.offering.split("/")),
            categories=[item.data_class for item in entry],
        )
    written = io.StringIO()
    made.write(written, "utf-8")
    return written.getvalue() + "\n"


def _subtitle(history: PublishedHistory, entries: int) -> str:
    if history.missing:
        return f"There is no history. {MISSING[history.missing]}"
    parts = [f"Every verdict that has changed since {history.since}, by product."]
    if not history.since:
        parts = ["None of the commits could be judged, so there is nothing to compare."]
    if entries > MOST_ENTRIES:
        parts.append(f"The newest {MOST_ENTRIES} of {entries}; history.json holds all.")
    if history.unjudged:
        parts.append(f"Commits not fully judged: {len(history.unjudged)}.")
    return " ".join(parts)


def _title(entry: list[PublishedChange], classes: dict[str, str]) -> str:
    moved: dict[tuple[str, str], list[str]] = {}
    for item in entry:
        moved.setdefault((item.was, item.now), []).append(item.data_class)
    said = (
        f"{_listed(names, classes)} {_now(now)}, {_was(was)}" for (was, now), names in moved.items()
    )
    return f"{plain(entry[0].name)}: {'; '.join(said)}"


def _text(entry: list[PublishedChange], classes: dict[str, str]) -> str:
    lines = []
    for row in rows(entry):
        said = (
            f"{_listed(row.data_classes, classes)}: {_now(row.change.now)}, {_was(row.change.was)}."
        )
        if row.reasons:
            said += " No longer: " if row.gone else " Why: "
            said += "; ".join(plain(message).rstrip(".") for message in row.reasons) + "."
        if row.more:
            said += f" And {row.more} more."
        lines.append(said)
    first = entry[0]
    if first.commit:
        lines.append(f"Commit {first.commit[:12]}: {plain(first.subject)}")
    return "\n".join(lines)


def _listed(names: Iterable[str], classes: dict[str, str]) -> str:
    return ", ".join(classes.get(name, name) for name in names)


def _now(word: str) -> str:
    return f"now {word}" if word else "no longer there"


def _was(word: str) -> str:
    return f"was {word}" if word else "not there before"


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)

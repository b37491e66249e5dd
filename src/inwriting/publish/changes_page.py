"""The page that lists how the verdicts moved, from history.json alone."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inwriting.publish.links import Links
from inwriting.publish.published.history import PublishedChange, PublishedHistory
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.render import render

MISSING = {
    "not-asked": "To get one, publish with --history and a number of commits.",
    "no-git": "Git could not be run where this was published.",
    "no-repository": "The register was published from a folder that is in no Git repository.",
    "no-commit": "No commit of the Git repository contains the register yet.",
    "shallow": (
        "It was published from a shallow clone, which lacks the older commits. Fetch them all "
        "before publishing: git fetch --unshallow, or fetch-depth 0 in a workflow."
    ),
}
"""Why there is no history, in words."""
_MOST_MESSAGES = 3


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Data classes of one offering that a commit moved alike."""

    change: PublishedChange
    """The change of the first of them."""
    data_classes: tuple[str, ...]

    @property
    def gone(self) -> bool:
        """Whether the reasons led to the verdict before, since none lead to that of now."""
        return not self.change.why

    @property
    def reasons(self) -> tuple[str, ...]:
        """The first messages that explain it."""
        return self._messages[:_MOST_MESSAGES]

    @property
    def more(self) -> int:
        """How many messages there are besides."""
        return len(self._messages[_MOST_MESSAGES:])

    @property
    def _messages(self) -> tuple[str, ...]:
        return self.change.no_longer if self.gone else self.change.why


@dataclass(frozen=True, slots=True)
class CommitChanges:
    """What one commit moved."""

    commit: str
    on: str
    subject: str
    rows: tuple[ChangeRow, ...]


def changes_page(register: PublishedRegister, history: PublishedHistory) -> str:
    """Return the page; *history* is what history.json holds."""
    listed = {item.reference for vendor in register.vendors for item in vendor.offerings}
    return render(
        "changes.md.j2",
        register=register,
        history=history,
        links=Links(register, 0),
        missing=MISSING.get(history.missing, ""),
        commits=list(_commits(history.changes)),
        # What is not listed any more has no page to lead to.
        listed=listed,
    )


def rows(changes: Iterable[PublishedChange]) -> list[ChangeRow]:
    """Return the changes of one commit: data classes of one offering that moved alike, together."""
    alike: dict[tuple[object, ...], list[PublishedChange]] = {}
    for item in changes:
        key = (item.offering, item.was, item.now, item.why, item.no_longer)
        alike.setdefault(key, []).append(item)
    return [
        ChangeRow(group[0], tuple(item.data_class for item in group)) for group in alike.values()
    ]


def _commits(changes: Iterable[PublishedChange]) -> Iterator[CommitChanges]:
    for _, found in itertools.groupby(changes, key=lambda change: change.commit):
        group = list(found)
        first = group[0]
        yield CommitChanges(first.commit, first.on, first.subject, tuple(rows(group)))

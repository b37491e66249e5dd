"""The whole of history.json."""

from typing import Annotated, Literal

from msgspec import Meta

from inwriting.publish.published.shared import Id, Published, Text, one_of, whole

_COMMIT = "[0-9a-f]{40}([0-9a-f]{24})?"
CommitId = Annotated[
    str, Meta(title="Commit", description="A commit's name in Git.", pattern=whole(_COMMIT))
]
CommitIdOrNone = Annotated[
    str,
    Meta(
        title="Commit or none",
        description="A commit's name in Git, or empty.",
        pattern=whole(f"({_COMMIT})?"),
    ),
]
CommitDay = Annotated[
    str,
    Meta(
        title="Day",
        description="The commit's day in UTC, year-month-day.",
        pattern=whole("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    ),
]
CommitMoment = Annotated[
    str,
    Meta(
        title="Moment",
        description="The commit's date and time in UTC, as RFC 3339 writes it.",
        pattern=whole("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
    ),
]
CommitSubject = Annotated[
    str,
    Meta(
        title="Subject",
        description=(
            "The first line of the commit's message, as its author wrote it: text, never markup."
        ),
        max_length=300,
    ),
]
VerdictOrNone = Annotated[
    str,
    one_of("", "allowed", "conditional", "paused", "refused"),
    Meta(
        title="Verdict",
        description="A verdict; empty for an offering or a data class that is not there.",
    ),
]


class UnjudgedCommit(Published, frozen=True):
    """A commit of which this version of the tool cannot judge everything.

    The verdicts of what was not judged count as they were before.
    """

    commit: CommitId
    on: CommitDay
    at: CommitMoment
    subject: CommitSubject
    vendors: tuple[Text, ...]
    """The vendors that could not be judged; empty when nothing could."""
    why: Annotated[str, Meta(min_length=1)]
    """What could not be read, understood or run."""


class PublishedChange(Published, frozen=True):
    """One verdict that moved."""

    commit: CommitIdOrNone
    on: CommitDay
    at: CommitMoment
    subject: CommitSubject
    compared_with: CommitId
    vendor: Id
    offering: Annotated[
        str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z][a-z0-9]*(-[a-z0-9]+)*$(?!\n)")
    ]
    """The offering's reference, vendor/offering."""
    name: str
    """The offering's name now, or the last that it had."""
    data_class: Id
    was: VerdictOrNone
    now: VerdictOrNone
    why: tuple[Text, ...]
    """What the findings say that lead to the verdict now and did not before, the worst first."""
    no_longer: tuple[Text, ...]
    """What the findings said that led to the verdict before and do not now."""


class PublishedHistory(Published, frozen=True):
    """What `inwriting publish` writes as history.json: every verdict that moved, the newest first.

    It covers the newest commits of the register. Each commit is judged by its own policy and
    checks, on its own day.
    """

    format: Literal[1]
    """The version of this format. Always 1 today; it rises when a reader of an older one would go
    wrong."""
    since: Annotated[str, Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$(?!\n)")]
    """The day of the oldest commit that was judged; empty when none was."""
    missing: Annotated[
        str, one_of("", "not-asked", "no-git", "no-repository", "no-commit", "shallow")
    ]
    """Why there is no history; empty when there is one. not-asked: none was asked for. no-git: Git
    is not installed or did not answer. no-repository: the register is in none. no-commit: no commit
    holds it. shallow: the clone lacks the older commits."""
    unjudged: tuple[UnjudgedCommit, ...]
    """The commits of which this version of the tool cannot judge everything, the newest first."""
    changes: tuple[PublishedChange, ...]
    """Every verdict that moved, the newest first."""

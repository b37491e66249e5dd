"""history.json: how the verdicts moved from commit to commit."""

import datetime

from inwriting.diff.history import CommittedChange, History, Unjudged
from inwriting.publish.published.history import PublishedChange, PublishedHistory, UnjudgedCommit
from inwriting.publish.written import written_as
from inwriting.register.load.git_log import Commit

NO_HISTORY = PublishedHistory(format=1, since="", missing="not-asked", unjudged=(), changes=())
"""The history of a register that is not in Git, or of which none was asked for."""


def history_document(history: History, judged_on: datetime.date) -> PublishedHistory:
    """Return *history* as history.json and the pages have it.

    *judged_on* is the day of the newest state.
    """
    now = datetime.datetime.combine(judged_on, datetime.time(), datetime.UTC)
    if history.newest:
        # What is not in a commit yet is no older than the newest that is.
        now = max(now, history.newest.at)
    return PublishedHistory(
        format=1,
        since=str(history.since) if history.since else "",
        missing=history.missing.value,
        unjudged=tuple(_unjudged(item) for item in history.unjudged),
        changes=tuple(_change(item, now) for item in history.changes),
    )


def written_history(document: PublishedHistory) -> str:
    """Return history.json.

    Raises BrokenPublicationError when *document* is not what the format says.
    """
    return written_as("history.json", document)


def _unjudged(item: Unjudged) -> UnjudgedCommit:
    commit = item.commit
    return UnjudgedCommit(
        commit=commit.id,
        on=str(commit.at.date()),
        at=_moment(commit),
        subject=commit.subject,
        vendors=tuple(item.vendors),
        why=item.why,
    )


def _change(item: CommittedChange, now: datetime.datetime) -> PublishedChange:
    move = item.move
    commit = item.commit or Commit("", now, "", "")
    return PublishedChange(
        commit=commit.id,
        on=str(commit.at.date()),
        at=_moment(commit),
        subject=commit.subject,
        compared_with=item.compared_with,
        vendor=move.vendor,
        offering=move.offering,
        name=move.name,
        data_class=move.data_class,
        was=move.was,
        now=move.now,
        why=tuple(move.why),
        no_longer=tuple(move.no_longer),
    )


def _moment(commit: Commit) -> str:
    return commit.at.strftime("%Y-%m-%dT%H:%M:%SZ")

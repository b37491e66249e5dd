"""history.json: how the verdicts moved from commit to commit."""

import datetime
import json
from typing import Any

from inwriting.diff.history import CommittedChange, History, Unjudged
from inwriting.publish.errors import BrokenPublicationError
from inwriting.register.load.git_log import Commit
from inwriting.register.load.schema import mistakes

FORMAT = 1
"""The version of the format. It rises when a reader of an older one would go wrong."""

NO_HISTORY: dict[str, Any] = {
    "format": FORMAT,
    "since": "",
    "missing": "not-asked",
    "unjudged": [],
    "changes": [],
}
"""The history of a register that is not in Git, or of which none was asked for.

``since`` is the day of the oldest commit that was judged, or empty. ``missing`` tells why there is
no history: ``not-asked``, ``no-git``, ``no-repository``, ``no-commit``, ``shallow``, or empty when
there is one. ``unjudged`` lists the commits that this version of the tool cannot judge, the newest
first, each with ``commit``, ``on`` (a date), ``at``, ``subject``, ``vendors`` (who could not be
judged; empty for all) and ``why``. ``changes`` lists, the newest first, every verdict that a commit
moved: ``commit`` (40 hex digits, or 64; empty for what moved after the newest commit), ``on`` (a
date), ``at`` (date and time, RFC 3339, UTC), ``subject`` (the commit's first line),
``compared-with`` (the commit of which the verdict before is), ``vendor``, ``offering`` (its
reference), ``name``, ``data-class``, ``was`` and ``now`` (verdicts; empty for an offering or a data
class that was not there before, or is no longer), ``why`` (messages of the findings that lead to
the verdict now and did not before) and ``no-longer`` (those that led to it before and do not now).
"""


def history_document(history: History, judged_on: datetime.date) -> dict[str, Any]:
    """Return *history* as plain data. *judged_on* is the day of the newest state."""
    now = datetime.datetime.combine(judged_on, datetime.time(), datetime.UTC)
    if history.newest:
        # What is not in a commit yet is no older than the newest that is.
        now = max(now, history.newest.at)
    return {
        "format": FORMAT,
        "since": str(history.since) if history.since else "",
        "missing": history.missing.value,
        "unjudged": [_unjudged(item) for item in history.unjudged],
        "changes": [_change(item, now) for item in history.changes],
    }


def written_history(document: dict[str, Any]) -> str:
    """Return *document* as it is written, after it was held against its schema.

    Raises BrokenPublicationError when it breaks the schema: then the tool itself is wrong.
    """
    wrong = mistakes("history", document)
    if wrong:
        place = ".".join(map(str, wrong[0].path))
        message = f"history.json breaks its own schema at {place}: {wrong[0].message}"
        raise BrokenPublicationError(message)
    text = json.dumps(document, sort_keys=True, indent=2, ensure_ascii=True, allow_nan=False)
    return text + "\n"


def _unjudged(item: Unjudged) -> dict[str, Any]:
    return {**_commit(item.commit), "vendors": list(item.vendors), "why": item.why}


def _change(item: CommittedChange, now: datetime.datetime) -> dict[str, Any]:
    move = item.move
    return {
        **_commit(item.commit or Commit("", now, "", "")),
        "compared-with": item.compared_with,
        "vendor": move.vendor,
        "offering": move.offering,
        "name": move.name,
        "data-class": move.data_class,
        "was": move.was,
        "now": move.now,
        "why": list(move.why),
        "no-longer": list(move.no_longer),
    }


def _commit(commit: Commit) -> dict[str, str]:
    return {
        "commit": commit.id,
        "on": str(commit.at.date()),
        "at": commit.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "subject": commit.subject,
    }

"""history.json: how the verdicts moved from commit to commit."""

from typing import Any

NO_HISTORY: dict[str, Any] = {"format": 1, "since": "", "unjudged": [], "changes": []}
"""The history of a register that is not in Git, or of which none was asked for.

``since`` is the day of the oldest commit that was judged, or empty. ``unjudged`` lists the commits
that this version of the tool cannot judge, each with ``commit``, ``on`` (a date) and ``why``.
``changes`` lists, the newest first, every verdict that a commit moved: ``commit`` (40 hex digits),
``on`` (a date), ``at`` (date and time, RFC 3339, UTC), ``subject`` (the commit's first line),
``vendor``, ``offering`` (its reference), ``name``, ``data-class``, ``was`` and ``now`` (verdicts;
empty for an offering that was not there before, or is no longer), and ``why`` (messages of the
findings that lead to the verdict now and did not before).
"""

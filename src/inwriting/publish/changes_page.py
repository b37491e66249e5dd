"""The page that lists how the verdicts moved, from history.json alone."""

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from inwriting.publish.links import Links
from inwriting.publish.render import render

MISSING = {
    "not-asked": "None was asked for: publish with --history and a number of commits.",
    "no-git": "Git could not be run where this was published.",
    "no-repository": "The register was published from a folder that is in no Git repository.",
    "no-commit": "No commit of the Git repository holds the register yet.",
    "shallow": (
        "It was published from a shallow clone, which lacks the older commits. Fetch them all "
        "before publishing: git fetch --unshallow, or fetch-depth 0 in a workflow."
    ),
}
"""Why there is no history, in words."""
_MOST_MESSAGES = 3


def changes_page(register: dict[str, Any], history: dict[str, Any]) -> str:
    """Return the page; *history* is what history.json holds."""
    listed = {item["reference"] for vendor in register["vendors"] for item in vendor["offerings"]}
    return render(
        "changes.md.j2",
        register=register,
        history=history,
        links=Links(register, 0),
        missing=MISSING.get(history["missing"], ""),
        commits=list(_commits(history["changes"], listed)),
    )


def rows(changes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the changes of one commit: data classes of one offering that moved alike, together.

    Each row has what the changes have in common, ``data-classes``, ``reasons`` (the first messages
    that explain it), whether these hold ``gone`` (led to the verdict before) and how many ``more``.
    """
    made: list[dict[str, Any]] = []
    for change in changes:
        same = next((row for row in made if _alike(row, change)), None)
        if same:
            same["data-classes"].append(change["data-class"])
            continue
        gone = not change["why"]
        reasons = change["no-longer"] if gone else change["why"]
        made.append(
            {
                **change,
                "data-classes": [change["data-class"]],
                "gone": gone,
                "reasons": reasons[:_MOST_MESSAGES],
                "more": len(reasons[_MOST_MESSAGES:]),
            }
        )
    return made


def _commits(changes: list[dict[str, Any]], listed: set[str]) -> Iterator[dict[str, Any]]:
    """Yield each commit with its rows; what is not *listed* any more has no page to lead to."""
    for _, found in itertools.groupby(changes, key=lambda change: change["commit"]):
        group = list(found)
        commit = {key: group[0][key] for key in ("commit", "on", "subject")}
        yield commit | {
            "rows": [row | {"listed": row["offering"] in listed} for row in rows(group)]
        }


def _alike(row: dict[str, Any], change: dict[str, Any]) -> bool:
    return all(row[key] == change[key] for key in ("offering", "was", "now", "why", "no-longer"))

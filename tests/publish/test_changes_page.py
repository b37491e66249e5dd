"""The pages of what changed and of what runs out say it all, and why something is missing."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from inwriting.publish.changes_page import MISSING, changes_page, rows
from inwriting.publish.expiries_page import expiries_page
from inwriting.publish.published.history import PublishedHistory
from inwriting.publish.register_json import register_document
from inwriting.publish.site import HISTORY, SCHEMAS, publish
from inwriting.register.decide.evaluate import Evaluation
from tests.checks.cases import ROOT
from tests.publish.altered import history_with

CHANGE: dict[str, Any] = {
    "commit": "a" * 40,
    "on": "2026-11-02",
    "at": "2026-11-02T12:00:00Z",
    "subject": "Acme | moves *away*",
    "compared-with": "b" * 40,
    "vendor": "acme",
    "offering": "acme/desk",
    "name": "Acme Desk",
    "data-class": "internal",
    "was": "allowed",
    "now": "refused",
    "why": ["Because <b>1</b>", "2", "3", "4"],
    "no-longer": [],
}
UNJUDGED: dict[str, Any] = {
    **{key: CHANGE[key] for key in ("commit", "on", "at", "subject")},
    "vendors": ["mute"],
    "why": "vendors/mute/dossier.yaml: This is not YAML.",
}


def told(*changes: dict[str, Any], **more: Any) -> PublishedHistory:
    """Return a history with *changes*."""
    return history_with(*changes, **{"since": "2026-11-01"} | more)


def test_a_commit_is_shown_with_what_it_moved(small: Evaluation) -> None:
    register = register_document(small)
    page = changes_page(
        register,
        told(
            CHANGE,
            CHANGE | {"data-class": "restricted"},
            CHANGE | {"offering": "gone/desk", "name": "Gone Desk", "now": "", "why": []},
            CHANGE | {"now": "conditional", "was": "paused", "why": [], "no-longer": ["Old"]},
            unjudged=[UNJUDGED],
        ),
    )
    assert "## 2026&#45;11&#45;02&#58; Acme &#124; moves &#42;away&#42;" in page or (
        "Acme &#124; moves &#42;away&#42;" in page
    )
    assert "<code>aaaaaaaaaaaa</code>" in page
    assert "(vendors/acme/desk.md) | [Internal](policy.md#internal), " in page
    assert "Because &#60;b&#62;1&#60;&#47;b&#62;; 2; 3; and 1 more" in page.replace("&#59;", ";")
    assert "| Gone Desk | " in page
    assert "no longer there" in page
    assert "No longer: Old" in page
    assert "This list starts on 2026&#45;11&#45;01" in page
    assert "## Not judged" in page
    assert "mute" in page


def test_what_is_in_no_commit_is_told_apart(small: Evaluation) -> None:
    change = CHANGE | {"commit": "", "subject": ""}
    assert "Not in a commit yet" in changes_page(register_document(small), told(change))
    clean = register_document(small, "c" * 40)
    assert "Time passed" in changes_page(clean, told(change))


@pytest.mark.parametrize("missing", MISSING)
def test_without_a_history_the_page_says_why(small: Evaluation, missing: str) -> None:
    page = changes_page(register_document(small), history_with(missing=missing))
    assert "There is no history" in page
    assert "|" not in page.split("# What changed", 1)[1]


def test_nothing_moved_and_nothing_judged_are_two_things(small: Evaluation) -> None:
    register = register_document(small)
    assert "No verdict has changed" in changes_page(register, told())
    none = changes_page(register, told(since="", unjudged=[UNJUDGED | {"vendors": []}]))
    assert "None of the commits could be judged" in none
    assert "everybody" in none


def test_data_classes_that_moved_alike_share_a_row() -> None:
    made = rows(
        told(CHANGE, CHANGE | {"data-class": "restricted"}, CHANGE | {"was": "paused"}).changes
    )
    assert [row.data_classes for row in made] == [("internal", "restricted"), ("internal",)]
    assert list(made[0].reasons) == CHANGE["why"][:3]
    assert made[0].more == 1


def test_history_and_schemas_are_published(small: Evaluation, tmp_path: Path) -> None:
    result = publish(small, ROOT, tmp_path / "pages", history=told(CHANGE))
    assert {HISTORY, *SCHEMAS, "feed.xml", "calendar.ics", "llms.txt"} <= set(result.files)
    assert {"vendors/acme/feed.xml", "vendors/acme/calendar.ics"} <= set(result.files)
    assert "Acme Desk" in (tmp_path / "pages" / HISTORY).read_text(encoding="utf-8")


def test_expiries_come_month_by_month_and_the_overdue_first(small: Evaluation) -> None:
    register = register_document(small)
    first, replace = register.deadlines[0], msgspec.structs.replace
    deadlines = (
        replace(first, on="2026-11-01", past=True),
        replace(first, on="2026-12-24", past=False),
        replace(first, on="2026-12-25", past=False),
        replace(first, on="2027-01-01", past=False, offering="acme/desk"),
    )
    register = replace(register, deadlines=deadlines)
    page = expiries_page(register)
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings == [
        "## Overdue { #overdue}",
        "## December 2026 { #month-2026-12}",
        "## January 2027 { #month-2027-01}",
        "## Subscribe { #subscribe }",
    ]
    assert "Nothing is overdue" not in page
    assert first.owner.name in page
    assert 'href="vendors/acme/calendar.ics"' in page
    assert "Nothing expires" in expiries_page(replace(register, deadlines=()))

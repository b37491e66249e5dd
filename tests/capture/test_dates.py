"""The dates that a document states of itself are found by a rule, or a person decides."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inwriting.evidence.capture.dates import found_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Last updated: March 5, 2026", "2026-03-05"),
        ("**Last Updated:** Mar. 5th, 2026", "2026-03-05"),
        ("Last modified on 5 March 2026", "2026-03-05"),
        ("Date of last revision: 2026-03-05", "2026-03-05"),
        ("*Last revised* | 05.03.2026", "2026-03-05"),
        ("Dated 5th of March 2026", "2026-03-05"),
        ("Updated 25/12/2026", "2026-12-25"),
        ("Updated 12/25/2026", "2026-12-25"),
        ("Stand: 5. März 2026", "2026-03-05"),
        ("Dernière mise à jour : 5 mars 2026", "2026-03-05"),
        ("Version: September 1st, 2026", "2026-09-01"),
        ("The service was updated. March 5, 2026 was a Thursday.", ""),
        ("Last updated: 2026-02-30", ""),
        ("Updated 03/04/2026", ""),
        ("Last updated: 2026-03-05. Last updated: 2026-03-06.", ""),
        ("Last updated: 2026-03-05. Last updated: March 5, 2026.", "2026-03-05"),
        ("We outdated: 2026-03-05", ""),
        ("x" * 5000 + " Last updated: 2026-03-05 " + "y" * 5000, ""),
        ("x" * 9000 + " Last updated: 2026-03-05", "2026-03-05"),
    ],
)
def test_the_day_of_the_last_change(text: str, expected: str) -> None:
    found = found_dates(text).stated
    assert found == (datetime.date.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    "text",
    [
        "Effective date: 1 April 2026",
        "These terms take effect on April 1, 2026.",
        "Effective as of 2026-04-01",
        "**Effective**: April 1, 2026",
        "gültig ab 1. April 2026",
        "in force since 1 April 2026",
    ],
)
def test_the_day_from_which_it_holds(text: str) -> None:
    assert found_dates(text).effective == datetime.date(2026, 4, 1)
    assert found_dates(text).stated is None


@pytest.mark.parametrize(
    "text", ["Updated 03/04/2026", "Updated: 2026-02-30", "Updated 2026-01-01. Updated 2026-01-02."]
)
def test_what_is_not_taken_is_said(text: str) -> None:
    (note,) = found_dates(text).notes
    assert "--stated" in note


@given(st.text(max_size=300), st.sampled_from(["Last updated: ", "Effective ", "Stand "]))
def test_no_text_breaks_it(text: str, label: str) -> None:
    found_dates(label + text)
    found_dates(text + label + "2026-03-05")


def test_a_long_text_takes_no_longer_than_its_ends() -> None:
    found_dates("updated " * 500_000)

"""Numbers, phrases and references in the cited words, hostile ones included."""

import time

import pytest

from inwriting.register.check.wording import gives, holds, lengths, only_points
from inwriting.register.model.basics import Period
from tests.unmeasured import unmeasured


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("within thirty (30) calendar days", ((30, "day"), (30, "day"))),
        ("a 30-day period", ((30, "day"),)),
        ("30, 60 or 90 days", ((30, "day"), (60, "day"), (90, "day"))),
        ("thirty-one days", ((31, "day"),)),
        ("one hundred and eighty days", ((180, "day"),)),
        ("one hundred days and a year", ((100, "day"), (1, "year"))),
        ("Retention (days): 30", ((30, "day"),)),
        ("an hour", ((1, "hour"),)),
        ("as clause 13.2 and H.1.b say, in days", ()),
        ("twenty employees read it", ()),
        ("9999999999 days", ()),
    ],
)
def test_lengths(words: str, found: tuple[tuple[int, str], ...]) -> None:
    assert lengths(words) == found


@pytest.mark.parametrize(
    ("words", "length", "unit", "same"),
    [
        ("12 months", 1, "years", True),
        ("one year", 12, "months", True),
        ("a month", 30, "days", True),
        ("a month", 27, "days", False),
        ("four weeks", 28, "days", True),
        ("24 hours", 1, "days", True),
        ("30 hours", 30, "days", False),
        ("90 days", 3, "months", True),
        ("90 days", 2, "months", False),
    ],
)
def test_gives(words: str, length: int, unit: str, *, same: bool) -> None:
    assert gives(lengths(words), Period(length, unit)) is same


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("we may train", True),
        ("may", True),
        ("we may not train", False),
        ("we may not train, and may read", True),
        ("maybe in may-time", True),
        ("dismay", False),
        ("may notify", True),
    ],
)
def test_holds(text: str, *, there: bool) -> None:
    assert holds(text, "may") is there


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("See our privacy policy.", True),
        ("https://acme.example/privacy", True),
        ("For details, see the documentation at https://acme.example/2026.", True),
        ("We never train on it. See our privacy policy.", False),
        ("Data is not used, as described in our policy.", False),
        ("Our policy is to ask first.", False),
        ("", False),
    ],
)
def test_only_points(text: str, *, reference: bool) -> None:
    assert only_points(text) is reference


@pytest.mark.parametrize(
    "text",
    [
        "1" * 400_000,
        "one " * 100_000,
        "may" * 130_000,
        "a." * 200_000,
        "](" * 200_000,
        "a1" * 200_000,
    ],
)
@unmeasured()
def test_hostile_words_take_no_time(text: str) -> None:
    begun = time.process_time()
    lengths(text)
    only_points(text)
    holds(text, "may")
    assert time.process_time() - begun < 2

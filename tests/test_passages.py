"""What is folded, what is not, and that no word gets lost."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inwriting.texts.passages import collapsed, folded, markup_free


@given(st.text() | st.text(st.sampled_from("a b\t\n\r\x1c\x85\xa0\u2003\u3000\u200b"), max_size=40))
def test_white_space_is_what_the_language_splits_at(text: str) -> None:
    assert collapsed(text) == " ".join(text.split())


def test_no_white_space_is_forgotten() -> None:
    every = "x".join(chr(number) for number in range(sys.maxunicode + 1))
    assert collapsed(every) == " ".join(every.split())


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("the \u201cCustomer\u2019s\u201d data", 'the "Customer\'s" data'),
        ("\u00abContent\u00bb", '"Content"'),
        ("opt\u2010out and opt\u2011out", "opt-out and opt-out"),
        ("opt-\nout", "opt-out"),
        ("infor-\n  mation", "information"),
        ("infor-\r\nmation", "information"),
        ("in\u00adfor\u00admation", "information"),
        ("con\ufb01dential o\ufb03ce", "confidential office"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("never\u2014not once", "never-not once"),
        ("30\u201360 days", "30-60 days"),
        ("and so on\u2026", "and so on..."),
        ("Mu\u0308nchen", "M\u00fcnchen"),
        ("a\u00a0b", "a b"),
    ],
)
def test_the_same_words(written: str, typed: str) -> None:
    assert folded(written) == folded(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pre- and post-contract", "preand post-contract"),
        ("30-60 days", "3060 days"),
        ("does not train", "does train"),
        ("Content", "content"),
        ("14.1", "141"),
        ("-5", "5"),
    ],
)
def test_other_words(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_twice_changes_nothing_and_marks_are_dropped_first(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert once == collapsed(once)
    assert folded(markup_free(text)) == markup_free(text)


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1), min_size=1))
def test_plain_words_stay_as_they_are(words: list[str]) -> None:
    text = " ".join(words)
    assert folded(text) == text
    assert markup_free(text) == text


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_words_that_are_struck_out_are_no_markup(tag: str) -> None:
    """A struck "not" takes the promise back: the two texts must not have one form."""
    said = "We do not train models."
    assert markup_free(said.replace("not", f"<{tag}>not</{tag}>")) != markup_free(said)
    assert markup_free(said.replace("not", "~~not~~")) != markup_free(said)

"""Words are found however they are typeset, at their exact place, and nowhere else."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inwriting.evidence.citing.search import find, nearest, widened
from inwriting.texts.passages import folded

WORDS = st.lists(st.sampled_from(["data", "train", "never", "model", "keeps", "own"]), min_size=1)


@pytest.mark.parametrize(
    ("text", "words", "cited"),
    [
        ("It is **not** used.", "is not used", "is **not** used"),
        ("[our terms](https://a.test/b_(c)) now", "terms now", "terms](https://a.test/b_(c)) now"),
        ("a \u201cCustomer\u2019s\u201d", "\"customer's\"", "\u201cCustomer\u2019s\u201d"),
        ("infor-\n  mation is kept", "information is", "infor-\n  mation is"),
        ("an opt\u2010out exists", "opt-out", "opt\u2010out"),
        ("an opt-out exists", "optout", "opt-out"),
        ("con\ufb01dential", "confidential", "con\ufb01dential"),
        ("a  b\n\nc", "b c", "b\n\nc"),
        ("> quoted\n> words here", "quoted words", "quoted\n> words"),
        ("Mu\u0308nchen", "m\u00fcnchen", "Mu\u0308nchen"),
        ("a \\_ b", "a b", "a \\_ b"),
    ],
)  # fmt: skip
def test_the_same_words_are_found(text: str, words: str, cited: str) -> None:
    (place,) = find(text, words)
    assert text[place.start : place.end] == cited


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60), WORDS, st.text(max_size=60))
def test_words_in_any_text_are_found_at_their_place(
    before: str, words: list[str], after: str
) -> None:
    said = " ".join(words)
    text = f"{before}\n\n{said}\n\n{after}"
    # What a link's target hides, no reader sees.
    assume(not {"]", "<", "(", ">"} & {*before, *after})
    places = find(text, said.upper())
    assert len(before) + 2 in [place.start for place in places]
    for place in places:
        assert folded(text[place.start : place.end]).lower() == said


@settings(deadline=None, max_examples=100)
@given(st.text(), st.text())
def test_any_texts_can_be_searched(text: str, words: str) -> None:
    for place in find(text, words):
        assert 0 <= place.start < place.end <= len(text)
        wide = widened(text, place)
        assert wide.start <= place.start < place.end <= wide.end <= len(text)
    near = nearest(text, words)
    assert near is None or 0 <= near.found.start < near.found.end <= len(text)


def test_the_whole_sentence() -> None:
    text = "One. Two does not train, e.g. on data. Three.\n\nFour"
    (place,) = find(text, "not train")
    wide = widened(text, place)
    assert text[wide.start : wide.end] == "Two does not train, e.g. on data."


def test_a_heading_without_a_full_stop_is_no_part_of_the_sentence() -> None:
    """A PDF's text has no empty line between them, and the clause would be the heading's."""
    text = "1. Data\n1.1 We do not train\non 1.5 million prompts.\n1.2 Next."
    (place,) = find(text, "not train")
    wide = widened(text, place)
    assert text[wide.start : wide.end] == "1.1 We do not train\non 1.5 million prompts."
    assert wide.clause.label == "1.1"

"""What the tests write fast is what the register reads."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.register.load.text import hidden_character
from inwriting.register.load.yaml import parse
from tests.checks import plain_yaml

TEXT = st.text().filter(lambda text: hidden_character(text) is None) | st.sampled_from(
    ["", "no", "True", "null", "1e3", "2026-11-24", "a: b", "a #b", "- a", "a\n\n b\n", "|", "> a"]
)
DATA: st.SearchStrategy[Any] = st.recursive(
    TEXT | st.booleans() | st.integers(-(10**6), 10**6),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.from_regex(r"[a-z-]+", fullmatch=True), inner)
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=60)
@given(DATA)
def test_what_is_written_is_read_back(data: Any) -> None:
    """By the slow reader, and by whichever reads it for the tests."""
    text = plain_yaml.dump(data)
    assert parse("", text) == (data, ())
    assert plain_yaml.load(text) == data

"""The digest that people sign is the same however it is worked out, and for ever."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inwriting.register.model.digests import state_digest

# What the schemas allow: no number is larger than these, nor broken.
numbers = st.integers() | st.integers(-(10**15), 10**15).map(float)
data = st.recursive(
    st.none() | st.booleans() | numbers | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


def _by_the_standard_library(state: dict[str, Any]) -> str:
    text = json.dumps(state, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@given(st.dictionaries(st.text(), data, max_size=3), data)
def test_it_is_that_of_canonical_json(more: dict[str, Any], use: Any) -> None:
    dossier = {**more, "documents": {}}
    expected = _by_the_standard_library({"dossier": dossier, "use": use})
    assert state_digest(dossier, use) == expected


@pytest.mark.parametrize("odd", ["\ud800", 'é\x7f\u2028\U0001f600\\"\x01\t'])
def test_no_character_changes_it(odd: str) -> None:
    dossier = {"documents": {}, "note": odd, odd: 1}
    expected = _by_the_standard_library({"dossier": dossier, "use": None})
    assert state_digest(dossier, None) == expected


def test_a_document_that_was_seen_again_needs_no_new_signature() -> None:
    def state(checked: str, observed: str) -> str:
        dates = {"checked": checked, "observed": observed}
        return state_digest({"documents": {"terms": {"dates": dates}}}, None)

    assert state("2026-01-01", "2026-01-01") == state("2026-02-01", "2026-01-01")
    assert state("2026-01-01", "2026-01-01") != state("2026-01-01", "2026-02-01")

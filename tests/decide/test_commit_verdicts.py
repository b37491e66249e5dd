"""The verdicts of commits come back from a cache as they were; all else is passed over."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.diff.commit_verdicts import CommitVerdicts
from inwriting.diff.verdict_changes import OfferingVerdicts, Ruling
from inwriting.register.decide.cache import Cache, key_of

KEY = key_of("a commit")
_WORDS = st.sampled_from(["allowed", "conditional", "paused", "refused"])
_RULINGS = st.dictionaries(
    st.text(max_size=5),
    st.builds(Ruling, _WORDS, st.lists(st.text(max_size=9), max_size=3, unique=True).map(tuple)),
    max_size=3,
)
_STATES = st.dictionaries(
    st.sampled_from(["a/x", "a/y", "b/x"]), st.tuples(st.text(), _RULINGS)
).map(
    lambda data: {
        reference: OfferingVerdicts(reference[0], reference, name, rulings)
        for reference, (name, rulings) in data.items()
    }
)
_VERDICTS = st.one_of(
    st.builds(CommitVerdicts, _STATES, st.just(()), st.just("")),
    st.builds(CommitVerdicts, _STATES, st.just(("c",)), st.text(min_size=1)),
    st.builds(CommitVerdicts, st.none(), st.just(()), st.text(min_size=1)),
)


@given(_VERDICTS)
@settings(deadline=None)
def test_what_is_cached_comes_back(
    tmp_path_factory: pytest.TempPathFactory, item: CommitVerdicts
) -> None:
    with Cache(tmp_path_factory.mktemp("cache") / "folder" / "file") as cache:
        assert cache.read("commits", KEY, CommitVerdicts) is None
        cache.write("commits", [(KEY, item)])
        assert cache.read("commits", KEY, CommitVerdicts) == item
        assert cache.read("commits", key_of("another"), CommitVerdicts) is None


GOOD: dict[str, Any] = {
    "state": {
        "a/x": {
            "vendor": "a",
            "offering": "a/x",
            "name": "A",
            "rulings": {"public": {"verdict": "paused", "led": ["Why"]}},
        }
    },
    "unjudged": [],
    "why": "",
}


def _of_offering(**other: Any) -> dict[str, Any]:
    return GOOD | {"state": {"a/x": GOOD["state"]["a/x"] | other}}


def _of_ruling(**other: Any) -> dict[str, Any]:
    return _of_offering(rulings={"public": {"verdict": "paused", "led": []} | other})


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {},
        GOOD | {"why": None},
        GOOD | {"unjudged": ["b"]},
        GOOD | {"unjudged": [1], "why": "So."},
        GOOD | {"state": None},
        GOOD | {"state": [1]},
        GOOD | {"state": {"a/x": 1}},
        _of_offering(offering="b/x"),
        _of_offering(name=None),
        _of_offering(rulings=1),
        _of_offering(rulings={"public": ["paused"]}),
        _of_ruling(verdict="superb"),
        _of_ruling(verdict=["paused"]),
        _of_ruling(led=[1]),
        _of_ruling(led="Why"),
    ],
)
def test_a_well_formed_entry_of_another_kind_is_passed_over(tmp_path: Path, content: Any) -> None:
    with Cache(tmp_path / "file") as cache:
        cache.write("commits", [(KEY, GOOD)])
        assert cache.read("commits", KEY, CommitVerdicts) is not None
        cache.write("commits", [(KEY, content)])
        assert cache.read("commits", KEY, CommitVerdicts) is None

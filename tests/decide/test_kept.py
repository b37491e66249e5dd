"""What is kept of a judgement comes back as it was; everything else is passed over."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.diff import history_cache as kept_module
from inwriting.diff.commit_verdicts import Judgement
from inwriting.diff.history_cache import Kept
from inwriting.diff.verdict_changes import Judged, Ruling

KEY = "0" * 64
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
        reference: Judged(reference[0], reference, name, rulings)
        for reference, (name, rulings) in data.items()
    }
)
_JUDGEMENTS = st.one_of(
    st.builds(Judgement, _STATES, st.just(()), st.just("")),
    st.builds(Judgement, _STATES, st.just(("c",)), st.text(min_size=1)),
    st.builds(Judgement, st.none(), st.just(()), st.text(min_size=1)),
)


@given(_JUDGEMENTS)
@settings(deadline=None)
def test_what_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, item: Judgement) -> None:
    kept = Kept(tmp_path_factory.mktemp("kept") / "folder")
    assert kept.read(KEY) is None
    kept.write(KEY, item)
    assert kept.read(KEY) == item
    assert kept.read("1" * 64) is None


GOOD: dict[str, Any] = {
    "state": [
        {"vendor": "a", "offering": "a/x", "name": "A", "rulings": [["public", "paused", [0]]]}
    ],
    "messages": ["Why"],
    "unjudged": [],
    "why": "",
}


def _written(folder: Path, content: Any) -> Judgement | None:
    """Write *content* as an entry whose digest is right, and read it."""
    digest = hashlib.sha256(json.dumps([KEY, content], sort_keys=True).encode()).hexdigest()
    entry = {"key": KEY, "digest": digest, "content": content}
    (folder / f"{KEY}.json").write_text(json.dumps(entry), encoding="utf-8")
    return Kept(folder).read(KEY)


def _rulings(*rulings: Any) -> dict[str, Any]:
    return GOOD | {"state": [GOOD["state"][0] | {"rulings": list(rulings)}]}


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {},
        GOOD | {"messages": [1]},
        GOOD | {"messages": None},
        GOOD | {"why": None},
        GOOD | {"unjudged": ["b"]},
        GOOD | {"state": None},
        GOOD | {"state": {}} | {"state": [1]},
        GOOD | {"state": [GOOD["state"][0] | {"offering": "b/x"}]},
        GOOD | {"state": [GOOD["state"][0] | {"name": None}]},
        _rulings(["public", "superb", [0]]),
        _rulings(["public", ["paused"], [0]]),
        _rulings(["public", "paused", [1]]),
        _rulings(["public", "paused", ["0"]]),
        _rulings(["public", "paused"]),
        _rulings(1),
    ],
)
def test_a_well_formed_entry_of_another_kind_is_passed_over(tmp_path: Path, content: Any) -> None:
    assert _written(tmp_path, GOOD) is not None
    assert _written(tmp_path, content) is None


def test_what_is_no_plain_file_is_passed_over(tmp_path: Path) -> None:
    assert _written(tmp_path, GOOD) is not None
    place = tmp_path / f"{KEY}.json"
    place.rename(tmp_path / "elsewhere")
    place.symlink_to("elsewhere")
    assert Kept(tmp_path).read(KEY) is None
    place.unlink()
    place.mkdir()
    assert Kept(tmp_path).read(KEY) is None


def test_the_folder_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "_MOST_ENTRIES", 2)
    kept = Kept(tmp_path)
    (tmp_path / "mine.json").write_text("not of the tool", encoding="utf-8")
    for number in range(4):
        kept.write(str(number) * 64, Judgement({}, (), ""))
        os.utime(tmp_path / f"{str(number) * 64}.json", (number, number))
    kept.tidy()
    assert {path.name[0] for path in tmp_path.iterdir()} == {"2", "3", "m"}
    Kept(tmp_path / "no-such-folder").tidy()

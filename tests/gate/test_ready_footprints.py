"""Footprints made ready: as strict as ever the first time, quick the next, and never stale."""

import shutil
from pathlib import Path

import msgspec
import pytest

from inwriting.gate import compiled_footprints as module
from inwriting.gate.cache import ResultCache
from inwriting.gate.compiled_footprints import LayeredFolders, compiled, digest_of, ready_footprints
from inwriting.gate.footprint_loading import LoadedFootprints
from inwriting.gate.footprints import Footprint
from inwriting.register.load.problem import UnusableInputError
from tests.checks.cases import ROOT
from tests.gate.footprint_cases import footprint
from tests.gate.trees import lay


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two footprints in place of those that ship, with the schema that ships."""
    root = lay(
        tmp_path / "shipped",
        {
            "footprints/one.yaml": footprint("one", "pypi, value: one-sdk"),
            "footprints/two.yaml": footprint("two", "pypi, value: two-sdk"),
        },
    )
    (root / "schemas").symlink_to(ROOT / "schemas")

    def shipped(name: str) -> Path:
        if not (root / name).exists():
            raise FileNotFoundError(name)
        return root / name

    monkeypatch.setattr(module, "shipped", shipped)
    return root


def _slow_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_source: LayeredFolders) -> tuple[Footprint, ...]:
        pytest.fail("the footprints were read strictly once more")

    monkeypatch.setattr(module, "_read_strictly", refuse)


def _ids(footprints: tuple[Footprint, ...]) -> list[str]:
    return [one.id for one in footprints]


def test_the_quick_form_says_all_that_the_files_say(shipped_footprints: LoadedFootprints) -> None:
    payload = msgspec.json.encode(shipped_footprints.footprints)
    assert msgspec.json.decode(payload, type=tuple[Footprint, ...]) == shipped_footprints.footprints


def test_what_did_not_change_is_not_read_strictly_again(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = ResultCache(tmp_path / "kept", b"secret")
    first = ready_footprints(kept=kept)
    assert _ids(first.footprints) == ["one", "two"]
    with monkeypatch.context() as patched:
        _slow_is_over(patched)
        assert ready_footprints(kept=kept) == first
    file = small / "footprints/two.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    changed = ready_footprints(kept=kept)
    assert changed.footprints == first.footprints
    assert changed.digest != first.digest


def test_a_broken_or_foreign_form_is_made_anew(small: Path, tmp_path: Path) -> None:
    kept = ResultCache(tmp_path / "kept", b"secret")
    first = ready_footprints(kept=kept)
    file = tmp_path / "kept" / module.COMPILED
    for content in (b"", b"[]", file.read_bytes()[:-3], b"\0" * 999):
        file.write_bytes(content)
        assert ready_footprints(kept=kept) == first
    # Sealed and for the right key, yet in no form that this version understands.
    kept.put(module.COMPILED, first.digest.encode(), b'[{"id": 1}]')
    assert ready_footprints(kept=kept) == first
    assert (small / "footprints").is_dir()


def test_a_wheel_brings_them_along_for_exactly_its_files(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ready_footprints()
    place = small / "compiled" / module.COMPILED
    place.parent.mkdir()
    whole = compiled(small / "footprints")
    place.write_bytes(whole)
    with monkeypatch.context() as patched:
        _slow_is_over(patched)
        assert ready_footprints() == first
    place.write_bytes(whole.replace(b"one-sdk", b"off-sdk"))
    assert ready_footprints() == first
    place.write_bytes(whole)
    shutil.copy(small / "footprints/one.yaml", small / "footprints/other.yaml")
    with pytest.raises(UnusableInputError):
        ready_footprints()


def test_a_firm_adds_and_replaces_footprints(small: Path, tmp_path: Path) -> None:
    own = lay(
        tmp_path / "own",
        {
            "three.yaml": footprint("three", "pypi, value: three-sdk"),
            "two.yaml": footprint("two", "pypi, value: new-sdk"),
        },
    )
    ready = ready_footprints([own])
    assert _ids(ready.footprints) == ["one", "three", "two"]
    assert ready.footprints[-1].signals[0].value == "new-sdk"
    assert ready.digest != ready_footprints().digest
    assert (small / "footprints/two.yaml").is_file()


@pytest.mark.parametrize(
    "text", ["tool: [", footprint("other", "pypi, value: x"), footprint("bad", "host, value: '*'")]
)
def test_a_mistake_in_a_firms_footprint_is_said_with_its_file(
    small: Path, tmp_path: Path, text: str
) -> None:
    own = lay(tmp_path / "own", {"bad.yaml": text})
    with pytest.raises(UnusableInputError, match="bad"):
        ready_footprints([own], kept=ResultCache(tmp_path / "kept", b"secret"))
    assert (small / "footprints").is_dir()
    assert not (tmp_path / "kept").exists()


def test_a_folder_among_a_firms_footprints_is_said(small: Path, tmp_path: Path) -> None:
    own = lay(tmp_path / "own", {"deep/three.yaml": footprint("three", "pypi, value: x")})
    with pytest.raises(UnusableInputError, match="Nothing reads this folder"):
        ready_footprints([own])
    assert (small / "footprints").is_dir()


def test_the_digest_follows_names_and_contents(tmp_path: Path) -> None:
    digests = {
        digest_of(LayeredFolders((lay(tmp_path / str(number), files),)))
        for number, files in enumerate(
            [{"a.yaml": "b"}, {"a.yaml": ""}, {"b.yaml": "b"}, {"a.yaml": "b", "c.yaml": ""}]
        )
    }
    assert len(digests) == 4

"""What is kept for the next run opens for exactly what it was kept for, or not at all."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inwriting.gate import cache as kept_module
from inwriting.gate.cache import ResultCache, kept_by_user, tool_stamp


def test_what_was_kept_comes_back_for_its_key_alone(tmp_path: Path) -> None:
    kept = ResultCache(tmp_path / "a/b", b"secret")
    assert kept.get("x", b"key") is None
    kept.put("x", b"key", b"payload")
    assert kept.get("x", b"key") == b"payload"
    assert kept.get("x", b"other") is None
    assert kept.get("y", b"key") is None
    assert ResultCache(tmp_path / "a/b", b"another secret").get("x", b"key") is None


@example(b"", b"", 81, b"\0")
@given(st.binary(max_size=40), st.binary(max_size=40), st.integers(0, 200), st.binary(max_size=3))
def test_no_byte_can_be_changed(
    tmp_path_factory: pytest.TempPathFactory, key: bytes, payload: bytes, at: int, put: bytes
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    kept = ResultCache(folder, b"secret")
    kept.put("x", key, payload)
    honest = (folder / "x").read_bytes()
    forged = honest[:at] + put + honest[at + 1 :]
    (folder / "x").write_bytes(forged)
    assert kept.get("x", key) == (payload if forged == honest else None)


def test_key_and_payload_do_not_run_into_each_other(tmp_path: Path) -> None:
    kept = ResultCache(tmp_path, b"secret")
    kept.put("x", b"ab", b"cd")
    assert kept.get("x", b"abc") is None
    (tmp_path / "x").write_bytes((tmp_path / "x").read_bytes().replace(b"\ncd", b"\nd"))
    assert kept.get("x", b"abc") is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept = ResultCache(tmp_path / "file", b"secret")
    kept.put("x", b"key", b"payload")
    assert kept.get("x", b"key") is None


def test_a_user_has_one_secret_that_nobody_else_may_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    first, second = kept_by_user(), kept_by_user()
    assert first
    assert second
    first.put("x", b"key", b"payload")
    assert second.get("x", b"key") == b"payload"
    (seal,) = [path for path in tmp_path.rglob("seal") if path.is_file()]
    if os.name == "posix":
        assert stat.S_IMODE(seal.stat().st_mode) == 0o600
    seal.write_bytes(b"short")
    assert kept_by_user() is None


def test_the_tool_itself_is_part_of_every_key() -> None:
    assert tool_stamp() == tool_stamp()
    assert len(tool_stamp()) == 32


def test_a_secret_that_a_repository_brings_along_seals_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    place = tmp_path / "state" / "inwriting" / "seal"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"k" * 32)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert kept_by_user() is None


def test_what_is_too_large_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "_LARGEST", 1_000)
    kept = ResultCache(tmp_path, b"secret")
    kept.put("x", b"key", b"p" * 501)
    assert list(tmp_path.iterdir()) == []
    assert kept.get("x", b"key") is None


def test_nothing_is_left_behind_where_writing_fails(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    kept = ResultCache(tmp_path, b"secret")
    kept.put("x", b"key", b"payload")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert kept.get("x", b"key") is None

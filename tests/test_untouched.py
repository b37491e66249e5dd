"""Whatever changes in a folder, its fingerprint is another one or none at all."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.file_state import fingerprint

LATER = 10**10


def taken(folder: Path, leaving_out: str = "") -> bytes:
    """Return the fingerprint of *folder*, long after anything was written."""
    return fingerprint(str(folder), time.time_ns() + LATER, leaving_out)


def make(folder: Path) -> Path:
    """Lay some files at *folder*."""
    (folder / "evidence/more").mkdir(parents=True)
    (folder / "empty").mkdir()
    for name in ("dossier.yaml", "evidence/a.md", "evidence/b.md", "evidence/more/c.md"):
        (folder / name).write_text(f"In {name}.", encoding="utf-8")
    (folder / "link").symlink_to("dossier.yaml")
    return folder


def rewrite(path: Path) -> None:
    """Write other bytes, as many, and put the time of writing back."""
    before = path.stat()
    content = path.read_bytes()
    path.write_bytes(content[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def come_and_go(folder: Path) -> None:
    """Write a file straight in *folder* and take it away again."""
    new = folder / "new"
    new.write_bytes(b"")
    new.unlink()


def swap(folder: Path) -> None:
    """Let two files of one size change places, with their times."""
    one, two = folder / "evidence/a.md", folder / "evidence/b.md"
    one.rename(folder / "aside")
    two.rename(one)
    (folder / "aside").rename(two)


def relink(folder: Path) -> None:
    (folder / "link").unlink()
    (folder / "link").symlink_to("evidence.yaml")


CHANGES: dict[str, Callable[[Path], object]] = {
    "other bytes": lambda folder: rewrite(folder / "dossier.yaml"),
    "other bytes below": lambda folder: rewrite(folder / "evidence/more/c.md"),
    "touched": lambda folder: (folder / "evidence/a.md").touch(),
    "emptied": lambda folder: (folder / "evidence/a.md").write_bytes(b""),
    "renamed": lambda folder: (folder / "evidence/a.md").rename(folder / "evidence/z.md"),
    "moved": lambda folder: (folder / "evidence/a.md").rename(folder / "evidence/more/a.md"),
    "moved up": lambda folder: (folder / "evidence/a.md").rename(folder / "a.md"),
    "folder moved": lambda folder: (folder / "evidence/more").rename(folder / "empty/more"),
    "places changed": swap,
    "added": lambda folder: (folder / "use.yaml").write_bytes(b""),
    "added below": lambda folder: (folder / "empty/a").write_bytes(b""),
    "folder added": lambda folder: (folder / "empty/a").mkdir(),
    "removed": lambda folder: (folder / "evidence/more/c.md").unlink(),
    "folder removed": lambda folder: (folder / "empty").rmdir(),
    "mode": lambda folder: (folder / "dossier.yaml").chmod(0o600),
    "mode of a folder": lambda folder: (folder / "evidence").chmod(0o700),
    "another link": relink,
    "link for a file": lambda folder: (folder / "link").replace(folder / "dossier.yaml"),
    "hard link": lambda folder: (folder / "hard").hardlink_to(folder / "dossier.yaml"),
    "through a hard link": lambda folder: rewrite(folder.parent / "hard"),
    "come and gone": come_and_go,
    "gone": shutil.rmtree,
    "copied": lambda folder: shutil.copytree(shutil.move(folder, f"{folder}2"), folder, True),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_shows(tmp_path: Path, name: str) -> None:
    folder = make(tmp_path / "acme")
    (tmp_path / "hard").hardlink_to(folder / "evidence/b.md")
    before = taken(folder)
    assert before
    assert taken(folder) == before
    CHANGES[name](folder)
    assert taken(folder) != before


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["write", "mkdir", "rename", "remove", "restore"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=8,
)


@given(STEPS)
@settings(deadline=None, max_examples=60)
def test_many_changes_show(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    """Each, even one that undoes the one before it."""
    folder = make(tmp_path_factory.mktemp("some") / "acme")
    seen = {taken(folder)}
    for step, one, two in steps:
        there = sorted(path for path in folder.rglob("*") if path.is_file())
        place = there[one % len(there)] if there else folder / "first"
        other = place.parent / f"{two}"
        if step == "mkdir" and not other.exists():
            other.mkdir()
        elif step == "rename" and not other.exists() and place.exists():
            place.rename(other)
        elif step == "remove" and place.exists():
            place.unlink()
        elif step == "restore" and place.exists():
            rewrite(place)
            rewrite(place)
        else:
            place.write_bytes(b"New.")
        found = taken(folder)
        assert found not in seen
        seen.add(found)


def test_what_changed_just_now_stands_for_nothing(tmp_path: Path) -> None:
    """It may change again in the same moment."""
    folder = make(tmp_path / "acme")
    written = (folder / "dossier.yaml").stat().st_ctime_ns
    newest = max(path.lstat().st_ctime_ns for path in folder.rglob("*"))
    assert fingerprint(str(folder), written) == b""
    assert fingerprint(str(folder), newest + 1_999_999_999) == b""
    assert fingerprint(str(folder), 0) == b""
    assert fingerprint(str(folder), newest + 2_000_000_000) == taken(folder)
    # A clock that is behind sees what was written in the future.
    assert fingerprint(str(folder), newest - 10**12) == b""


def test_what_cannot_be_read_stands_for_nothing(tmp_path: Path) -> None:
    assert taken(tmp_path / "missing") == b""
    (tmp_path / "file").write_bytes(b"")
    assert taken(tmp_path / "file") == b""
    assert taken(tmp_path / "file" / "below") == b""
    # Two empty folders are two, by name; and none is nothing.
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert b"" != taken(tmp_path / "one") != taken(tmp_path / "two")


def test_what_is_left_out_does_not_count(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme")
    (folder / "evidence/__pycache__").mkdir()
    before, whole = taken(folder, "__pycache__"), taken(folder)
    (folder / "evidence/__pycache__/a.pyc").write_bytes(b"A.")
    assert taken(folder, "__pycache__") == before
    assert taken(folder) != whole
    (folder / "evidence/pycache").mkdir()
    assert taken(folder, "__pycache__") != before


def test_odd_names_and_pipes_are_no_hindrance(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme")
    os.mkfifo(folder / "pipe")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\n")).write_bytes(b"")
    (folder / "endless").symlink_to(folder)
    assert taken(folder)

"""A folder that was read once says what the folder itself says, and its digest stands for it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.register.load import snapshot as snapshot_module
from inwriting.register.load.snapshot import snapshot, snapshot_of
from inwriting.register.load.source import LINK, FolderSource, RegisterSource, commit_source

FOLDER = "vendors/acme"
NAMES = st.sampled_from(["dossier.yaml", "use.yaml", "evidence", "a", "b c", "ü", ".hidden"])
PLAIN = st.recursive(
    st.binary(max_size=6),
    lambda inner: st.dictionaries(NAMES, inner, min_size=1, max_size=3),
    max_leaves=8,
).filter(lambda tree: isinstance(tree, dict))
ODD = st.sampled_from(["link to a file", "link to a folder", "link to nothing", "pipe", "empty"])
TREES = st.recursive(
    st.one_of(st.binary(max_size=6), ODD),
    lambda inner: st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
).filter(lambda tree: isinstance(tree, dict))


def lay(place: Path, tree: Any) -> None:
    """Make what *tree* describes at *place*."""
    if isinstance(tree, dict):
        place.mkdir(parents=True)
        for name, inner in tree.items():
            lay(place / name, inner)
    elif isinstance(tree, bytes):
        place.write_bytes(tree)
    elif tree == "pipe":
        os.mkfifo(place)
    elif tree == "empty":
        place.mkdir()
    else:
        here = Path(__file__)
        targets = {"link to a file": here, "link to a folder": here.parent}
        place.symlink_to(targets.get(tree, Path("nowhere")))


def paths(root: Path) -> Iterator[str]:
    """Yield everything below the folder, and some that is not there."""
    yield FOLDER
    for base, folders, files in os.walk(root / FOLDER):
        for name in (*folders, *files, "missing"):
            path = (Path(base) / name).relative_to(root).as_posix()
            yield path
            yield f"{path}/below"


def _read(source: RegisterSource, path: str) -> bytes | str | None:
    """Return what *source* reads at *path*, or why it cannot."""
    try:
        return source.read(path)
    except OSError as error:
        return error.strerror or str(error)


@given(TREES)
@settings(deadline=None, max_examples=60)
def test_it_says_what_the_folder_says(
    tmp_path_factory: pytest.TempPathFactory, tree: dict[str, Any]
) -> None:
    root = tmp_path_factory.mktemp("register")
    lay(root / FOLDER, tree)
    taken, source = snapshot(root, FOLDER), FolderSource(root)
    for path in paths(root):
        if any((root / above).is_symlink() for above in (Path(path), *Path(path).parents)):
            # What a link leads to is none of the register's.
            assert taken.folders(path) == taken.files(path) == ()
            assert _read(taken, path) == _read(source, path) == LINK, path
        else:
            assert _read(taken, path) == _read(source, path), path
            assert taken.folders(path) == source.folders(path), path
            assert taken.files(path) == source.files(path), path


@given(PLAIN)
@settings(deadline=None, max_examples=40)
def test_a_folder_of_another_source_has_the_same_digest(
    tmp_path_factory: pytest.TempPathFactory, tree: dict[str, Any]
) -> None:
    root = tmp_path_factory.mktemp("register")
    lay(root / FOLDER, tree)
    assert snapshot_of(FolderSource(root), FOLDER) == snapshot(root, FOLDER)


def test_a_folder_of_a_commit_has_the_same_digest(tmp_path: Path) -> None:
    tree = {"dossier.yaml": b"A.", "evidence": {"a b.md": b"", "ü.md": b"\xff"}}
    lay(tmp_path / FOLDER, tree)
    for command in (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=Case", "-c", "user.email=case@test.example", "commit", "-qm", "one"),
    ):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    source = commit_source(tmp_path, "HEAD", ("vendors",))
    assert snapshot_of(source, FOLDER) == snapshot(tmp_path, FOLDER)


@given(TREES, TREES)
@settings(deadline=None, max_examples=60)
def test_only_the_same_has_the_same_digest(
    tmp_path_factory: pytest.TempPathFactory, tree: dict[str, Any], other: dict[str, Any]
) -> None:
    one, two = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    lay(one / FOLDER, tree)
    lay(two / FOLDER, other)
    digests = snapshot(one, FOLDER).digest, snapshot(two, FOLDER).digest
    assert (digests[0] == digests[1]) == (_seen(tree) == _seen(other))


def _seen(tree: Any) -> Any:
    """Return what counts of a tree: not where a link leads to, since nobody follows it."""
    if isinstance(tree, dict):
        return {name: _seen(inner) for name, inner in tree.items()}
    if tree == "empty":
        return {}
    return "link" if str(tree).startswith("link") else tree


def test_names_that_look_like_others_are_no_others(tmp_path: Path) -> None:
    """A name may hold a line break, or what the digest is made of."""
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    trees: list[dict[str, Any]] = [
        {"a": b"", "b": b""},
        {"a\nvendors": {"acme": {"b": b""}}},
        {"a\nb": b""},
        {f"a{empty}": b""},
        {"a": {}},
        {"a": {"b": b""}},
        {"a": b"", os.fsdecode(b"\xff"): b""},
    ]
    digests = set()
    for number, tree in enumerate(trees):
        lay(tmp_path / str(number) / FOLDER, tree)
        digests.add(snapshot(tmp_path / str(number), FOLDER).digest)
    assert len(digests) == len(trees)


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    taken = snapshot(tmp_path, FOLDER)
    assert (taken.folders(FOLDER), taken.files(FOLDER), taken.read(FOLDER)) == ((), (), None)
    (tmp_path / "vendors").write_text("A file.", encoding="utf-8")
    assert snapshot(tmp_path, FOLDER) == taken


@pytest.mark.parametrize("size", [0, 9, 10, 11, 12, 30])
def test_a_long_file_is_read_as_far_as_anybody_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """One byte more than the most, so that it is seen to be too long."""
    monkeypatch.setattr(snapshot_module, "LARGEST_DOCUMENT", 10)
    lay(tmp_path / FOLDER, {"a": bytes(range(size))})
    taken = snapshot(tmp_path, FOLDER)
    assert taken.read(f"{FOLDER}/a") == bytes(range(min(size, 11)))
    assert snapshot_of(FolderSource(tmp_path), FOLDER) == taken


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path / FOLDER, {"a": b"x" * 100})
    look = os.fstat

    def looked_then_grown(descriptor: int) -> os.stat_result:
        found = look(descriptor)
        with (tmp_path / FOLDER / "a").open("ab") as stream:
            stream.write(b"y" * 100)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(os, "fstat", looked_then_grown)
        taken = snapshot(tmp_path, FOLDER)
    assert taken == snapshot(tmp_path, FOLDER)


def test_very_deep_folders_are_not_followed_without_end(tmp_path: Path) -> None:
    deep = tmp_path / FOLDER / Path(*["a"] * 40)
    deep.mkdir(parents=True)
    assert snapshot(tmp_path, FOLDER).folders(f"{FOLDER}/a") == ("a",)
    shutil.rmtree(tmp_path / FOLDER)

"""A locker that is full, read-only, gone or broken says so, and keeps nothing by halves."""

import datetime
import errno
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inwriting.texts.locker.folder import FolderStore
from inwriting.texts.locker.location import locker_at
from inwriting.texts.locker.objects import ObjectStore
from inwriting.texts.locker.repository import BRANCH, RepositoryStore
from inwriting.texts.locker.store import MARKER, LockerError, NoLockerError, path_of
from inwriting.texts.passages import digest_of_bytes
from tests.repositories import git

NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that another user of the machine can enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def in_a_child(work: Callable[[], object]) -> str:
    """Return what *work* raises, in words, in a process that it may change."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def run() -> None:
        try:
            work()
            theirs.send("nothing was raised")
        except LockerError as error:
            theirs.send(error.message)
        except BaseException as error:  # noqa: BLE001 - the parent must hear of it
            theirs.send(f"unexpected: {error!r}")
        os._exit(0)

    process = context.Process(target=run)
    process.start()
    said = str(ours.recv()) if ours.poll(30) else "no answer"
    process.join(10)
    return said


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_folder_that_may_not_be_written_is_said(folder: Path) -> None:
    store = FolderStore(folder / "locker")
    store.begin()
    digest = store.put(b"Terms")
    before = files(folder)
    for path in (folder / "locker").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    (folder / "locker").chmod(0o555)

    def put() -> None:
        if os.getuid() == 0:
            os.setuid(NOBODY)
        assert store.find(digest) == b"Terms"
        store.put(b"Other terms")

    assert "may not read or write" in in_a_child(put)
    assert files(folder) == before


def test_a_folder_that_may_not_be_read_is_not_empty(folder: Path) -> None:
    store = FolderStore(folder / "locker")
    store.begin()
    digest = store.put(b"Terms")
    (store.root / path_of(digest)).chmod(0)

    def find() -> None:
        if os.getuid() == 0:
            (store.root).chmod(0o755)
            for path in store.root.rglob("*"):
                if path.is_dir():
                    path.chmod(0o755)
            (store.root / MARKER).chmod(0o644)
            os.setuid(NOBODY)
        store.find(digest)

    assert "may not read or write" in in_a_child(find)


def test_a_file_that_may_not_grow_is_a_full_locker(folder: Path) -> None:
    store = FolderStore(folder / "locker")
    store.begin()
    before = files(folder)

    def put() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        store.put(b"x" * 100_000)

    assert "full" in in_a_child(put)
    assert files(folder) == before


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EROFS, "may not read or write"),
        (errno.ESTALE, "cannot be reached"),
        (errno.EIO, "cannot be reached"),
    ],
)
def test_a_disk_that_fails_is_said(
    number: int, word: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderStore(folder / "locker")
    store.begin()
    before = files(folder)

    def failing(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing)
        with pytest.raises(LockerError, match=word):
            store.put(b"Terms")
    assert files(folder) == before
    assert store.find(digest_of_bytes(b"Terms")) is None


def test_a_disk_that_writes_something_else_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderStore(folder / "locker")
    store.begin()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda path: b"" if "new." in path.name else _read(path))
        with pytest.raises(LockerError, match="reads back differently"):
            store.put(b"Terms")
    assert store.entries() == ()


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read()


def test_a_disk_that_is_taken_away_is_not_an_empty_one(folder: Path) -> None:
    store = FolderStore(folder / "locker")
    store.begin()
    digest = store.put(b"Terms")
    store.root.rename(folder / "away")
    with pytest.raises(NoLockerError):
        store.find(digest)
    store.root.mkdir()
    with pytest.raises(NoLockerError):
        store.find(digest)


def test_a_folder_with_other_things_does_not_become_a_locker(folder: Path) -> None:
    (folder / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(LockerError, match="contains other files"):
        FolderStore(folder).begin()
    with pytest.raises(LockerError, match="cannot be reached"):
        FolderStore(folder / "letter.txt").begin()


@pytest.mark.parametrize("kind", ["folder", "git", "s3"])
def test_a_locker_of_a_later_version_is_not_guessed_at(
    kind: str, folder: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "s3":
        request.getfixturevalue("s3_server")
    location = {"folder": f"{folder}/l", "git": f"git:{folder}/l.git", "s3": "s3://lockers/new"}
    store = locker_at(location[kind], folder / "mirrors")
    store.begin()
    if isinstance(store, FolderStore):
        (store.root / MARKER).write_bytes(b'{"inwriting-locker": 2}\n')
    elif isinstance(store, ObjectStore):
        store._fs.pipe_file(store._path(MARKER), b"{}")
    elif isinstance(store, RepositoryStore):
        store._change("by hand", {MARKER: b"{}"})
    with pytest.raises(LockerError, match="not one that this version knows"):
        store.check()


def test_a_bucket_that_is_not_there_is_no_empty_locker(s3_server: str) -> None:
    del s3_server
    store = ObjectStore("s3://no-such-bucket/locker")
    with pytest.raises(LockerError):
        store.find(digest_of_bytes(b"x"))
    with pytest.raises(LockerError):
        store.begin()


def test_a_server_that_does_not_answer_is_no_empty_locker(
    s3_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    del s3_server
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(LockerError, match="cannot be reached"):
        ObjectStore("s3://lockers/x").check()


def test_a_store_that_forbids_or_is_full_says_so(
    s3_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    del s3_server
    store = ObjectStore("s3://lockers/faults")
    store.begin()
    for raised, word in (
        (PermissionError("Access Denied"), "may not read or write"),
        (OSError("QuotaExceeded: no space left"), "full"),
        (ConnectionResetError("reset"), "cannot be reached"),
    ):

        def fail(*_: Any, error: Exception = raised) -> None:
            raise error

        monkeypatch.setattr(store._fs, "pipe_file", fail)
        with pytest.raises(LockerError, match=word):
            store.put(b"Terms")


def test_a_store_that_shows_files_before_they_are_whole_gets_them_in_one_step(
    folder: Path,
) -> None:
    """Through fsspec's own view of a disk, which is not on the list of stores that do it alone."""
    store = ObjectStore(f"local://{folder}/locker")
    assert store.begin()
    digest = store.put(b"Terms")
    assert store.find(digest) == b"Terms"
    assert [entry.digest for entry in store.entries()] == [digest]
    assert not list((folder / "locker" / "unfinished").iterdir())


def test_what_a_store_needs_and_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec.core

    def missing(*_: Any, **__: Any) -> None:
        raise ImportError

    monkeypatch.setattr(fsspec.core, "url_to_fs", missing)
    with pytest.raises(LockerError, match='pip install "gcsfs"'):
        ObjectStore("gs://bucket/locker")


def test_a_repository_that_is_none_is_said(folder: Path) -> None:
    (folder / "plain").mkdir()
    for place in ("plain", "nowhere"):
        with pytest.raises(NoLockerError):
            RepositoryStore(str(folder / place), folder).check()
    with pytest.raises(LockerError):
        RepositoryStore(f"file://{folder}/nowhere", folder / "m").check()


def test_a_lock_that_a_killed_writer_left_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = RepositoryStore(str(folder / "locker.git"), folder)
    store.begin()
    (folder / "locker.git" / f"{BRANCH}.lock").touch()
    monkeypatch.setattr("inwriting.texts.locker.repository._PATIENCE", 0.2)
    with pytest.raises(LockerError, match="could not be moved") as caught:
        store.put(b"Terms")
    assert f"{BRANCH}.lock" in caught.value.fix


def test_a_broken_object_of_git_is_an_error(folder: Path) -> None:
    store = RepositoryStore(str(folder / "locker.git"), folder)
    store.begin()
    digest = store.put(b"Terms")
    blob = store._must("hash-object", "--stdin", given=b"Terms").decode("ascii").strip()
    place = folder / "locker.git" / "objects" / blob[:2] / blob[2:]
    place.chmod(0o644)
    place.write_bytes(b"rubbish")
    with pytest.raises(LockerError, match="cannot read"):
        store.find(digest)


def test_a_copy_that_another_process_is_just_filling_is_not_believed(tmp_path: Path) -> None:
    """A commit comes before what is in it, so one that is there proves nothing."""
    elsewhere = tmp_path / "locker.git"
    git(tmp_path, "init", "--quiet", "--bare", str(elsewhere))
    location = f"git:file://{elsewhere}"
    first = locker_at(location, tmp_path / "first")
    first.begin()
    digest = first.put(b"Terms")
    store = locker_at(location, tmp_path / "second")
    assert isinstance(store, RepositoryStore)
    git(tmp_path, "init", "--quiet", "--bare", str(store._path))
    tip = git(elsewhere, "rev-parse", BRANCH)
    commit = tmp_path / "commit"
    commit.write_text(git(elsewhere, "cat-file", "commit", tip) + "\n", encoding="utf-8")
    assert git(store._path, "hash-object", "-t", "commit", "-w", "--literally", str(commit)) == tip
    assert store.find(digest) == b"Terms"
    other = store.put(b"Other terms")
    assert {entry.digest for entry in store.entries()} == {digest, other}


def test_git_that_is_not_installed_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(LockerError, match="not installed"):
        RepositoryStore(str(folder), folder).begin()


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("No space left on device", "full"),
        ("permission to push is missing", "may not read or write"),
    ],
)
def test_a_repository_elsewhere_that_takes_nothing_says_why(
    said: str, word: str, folder: Path
) -> None:
    git(folder, "init", "-q", "--bare", "locker.git")
    store = locker_at(f"git:file://{folder}/locker.git", folder / "mirrors")
    store.begin()
    hook = folder / "locker.git" / "hooks" / "pre-receive"
    hook.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    with pytest.raises(LockerError, match=word) as caught:
        store.put(b"Terms")
    assert caught.value.fix
    assert store.entries() == ()


def test_git_that_does_not_answer_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = RepositoryStore(str(folder / "locker.git"), folder)
    store.begin()
    monkeypatch.setattr("inwriting.texts.locker.repository._SECONDS", 0)
    with pytest.raises(LockerError, match="did not answer"):
        store.put(b"Terms")


def test_a_repository_or_store_that_keeps_something_else_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = RepositoryStore(str(folder / "locker.git"), folder)
    objects = ObjectStore(f"local://{folder}/locker")
    for store in (repository, objects):
        store.begin()
    monkeypatch.setattr(repository, "_change", lambda *_: None)
    really = objects._fs.pipe_file
    monkeypatch.setattr(objects._fs, "pipe_file", lambda path, _content: really(path, b"other"))
    for store in (repository, objects):
        with pytest.raises(LockerError, match="reads back as something else"):
            store.put(b"Terms")


def test_a_store_without_any_document_lists_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ObjectStore(f"local://{folder}/locker")
    store.begin()

    def missing(*_: Any, **__: Any) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(store._fs, "find", missing)
    assert store.entries() == ()


@pytest.mark.parametrize(
    ("state", "day"),
    [
        ({"LastModified": "2026-11-02T10:00:00+00:00"}, "2026-11-02"),
        ({"LastModified": "yesterday", "mtime": 1_793_613_600}, "2026-11-02"),
        ({"updated": datetime.datetime(2026, 11, 2, 10)}, "2026-11-02"),  # noqa: DTZ001 - as some say it.
        ({"created": datetime.datetime(2026, 11, 2, 10, tzinfo=datetime.UTC)}, "2026-11-02"),
        ({"LastModified": "yesterday"}, "9999-12-31"),
        ({}, "9999-12-31"),
    ],
)
def test_an_object_of_unknown_age_counts_as_new(
    state: dict[str, Any], day: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each kind of store says in its own way when an object came; none is removed by guessing."""
    store = ObjectStore(f"local://{folder}/locker")
    store.begin()
    digest = store.put(b"Terms")
    monkeypatch.setattr(
        store._fs,
        "find",
        lambda *_, **__: {
            f"{folder}/locker/{path_of(digest)}": state | {"size": 5},
            f"{folder}/locker/sha256/notes.txt": state | {"size": 5},
        },
    )
    monkeypatch.setattr(store._fs, "info", lambda *_: state)
    (entry,) = store.entries()
    assert str(entry.put.date()) == day
    before = datetime.datetime(2026, 11, 3, tzinfo=datetime.UTC)
    assert store.remove([digest], before) == ((digest,) if day.startswith("2026") else ())
    assert (store.find(digest) is None) is day.startswith("2026")


def test_without_the_library_for_stores_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(LockerError, match=r"inwriting\[evidence\]"):
        ObjectStore("s3://bucket/locker")


def test_a_folder_may_be_named_by_an_address(folder: Path) -> None:
    store = locker_at(f"file://{folder}/locker", folder / "mirrors")
    assert isinstance(store, FolderStore)
    store.begin()
    assert store.root == folder / "locker"


def test_what_a_killed_writer_left_goes_after_a_day(folder: Path) -> None:
    store = FolderStore(folder / "locker")
    store.begin()
    store.put(b"Terms")
    aside = folder / "locker" / "unfinished"
    for name in ("new.old", "new.young"):
        (aside / name).write_bytes(b"Ter")
    os.utime(aside / "new.old", (1, 1))
    (store.root / "sha256" / "notes.txt").write_bytes(b"by hand")
    assert store.remove([], datetime.datetime.now(tz=datetime.UTC)) == ()
    assert files(aside) == ["new.young"]
    assert [entry.digest for entry in store.entries()] == [digest_of_bytes(b"Terms")]

"""What every locker keeps, says and refuses."""

import contextlib
import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inwriting.texts.locker.folder import FolderStore
from inwriting.texts.locker.location import locker_at
from inwriting.texts.locker.objects import ObjectStore
from inwriting.texts.locker.repository import BRANCH, RepositoryStore
from inwriting.texts.locker.store import AlteredError, LockerError, NoLockerError, Store, path_of
from inwriting.texts.passages import digest_of_bytes
from tests.cli.command import ROOT
from tests.locker.writer import write

NOW = datetime.datetime.now(tz=datetime.UTC)
LATER = NOW + datetime.timedelta(days=1)


def writer(location: str, tmp_path: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a process that writes."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.locker.writer", location),
            *(str(tmp_path / f"mirrors-{arguments[0]}"), *arguments),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def altered(store: Store, digest: str) -> None:
    """Change the bytes of an object behind the locker's back."""
    path = path_of(digest)
    if isinstance(store, FolderStore):
        (store.root / path).write_bytes(b"other words")
    elif isinstance(store, ObjectStore):
        store._fs.pipe_file(store._path(path), b"other words")
    else:
        assert isinstance(store, RepositoryStore)
        store._change("by hand", {path: b"other words"})


def test_what_was_put_in_is_found(store: Store) -> None:
    content = b"Terms\n\x00\xff" * 1000
    begun = datetime.datetime.now(tz=datetime.UTC)
    digest = store.put(content)
    assert digest == digest_of_bytes(content)
    assert store.find(digest) == content
    assert [(entry.digest, entry.size) for entry in store.entries()] == [(digest, len(content))]
    assert abs(store.entries()[0].put - begun) < datetime.timedelta(minutes=5)


def test_the_same_document_twice_is_one(store: Store) -> None:
    assert store.put(b"Terms") == store.put(b"Terms")
    assert len(store.entries()) == 1
    assert store.put(b"") == digest_of_bytes(b"")
    assert store.find(digest_of_bytes(b"")) == b""


def test_what_is_not_there_is_nothing(store: Store) -> None:
    assert store.entries() == ()
    assert store.find(digest_of_bytes(b"never put in")) is None


def test_a_locker_is_begun_once(store: Store, location: str, tmp_path: Path) -> None:
    digest = store.put(b"Terms")
    assert not store.begin()
    again = locker_at(location, tmp_path / "others")
    again.check()
    assert again.find(digest) == b"Terms"


def test_where_no_locker_is_nothing_is_found_or_kept(location: str, tmp_path: Path) -> None:
    """An empty place may be a disk that is not connected: it holds no evidence either way."""
    store = locker_at(location, tmp_path / "mirrors")
    for use in (
        store.check,
        store.entries,
        lambda: store.find(digest_of_bytes(b"")),
        lambda: store.put(b"Terms"),
        lambda: store.remove([], LATER),
    ):
        with pytest.raises(NoLockerError, match="no locker here"):
            use()


def test_an_altered_document_is_an_error_and_capturing_it_again_mends_it(store: Store) -> None:
    digest = store.put(b"Terms")
    altered(store, digest)
    with pytest.raises(AlteredError) as caught:
        store.find(digest)
    assert caught.value.actual == digest_of_bytes(b"other words")
    assert store.put(b"Terms") == digest
    assert store.find(digest) == b"Terms"


def test_only_what_is_old_is_removed(store: Store) -> None:
    digest, other = store.put(b"Terms"), store.put(b"Other terms")
    assert store.remove([digest], NOW - datetime.timedelta(days=1)) == ()
    assert store.find(digest) == b"Terms"
    unknown = digest_of_bytes(b"unknown")
    assert store.remove([digest, unknown], LATER) == (digest,)
    assert store.find(digest) is None
    assert store.find(other) == b"Other terms"
    assert store.put(b"Terms") == digest
    assert store.find(digest) == b"Terms"


def test_several_writers_at_once_lose_nothing(store: Store, location: str, tmp_path: Path) -> None:
    processes = [writer(location, tmp_path, name, "3") for name in ("one", "two", "one")]
    kept = []
    for process in processes:
        output, errors = process.communicate()
        assert process.returncode == 0, errors
        kept += output.split()
    assert len(set(kept)) == 6
    for digest in kept:
        assert store.find(digest) is not None
    assert {entry.digest for entry in store.entries()} == set(kept)


def killed(location: str, tmp_path: Path, call: int) -> tuple[int, str]:
    """Run a writer that kills itself; return how it ended and what it said it kept."""
    name = f"killed-{call}"
    if location.startswith("s3:"):
        process = writer(location, tmp_path, name, "2", str(call))
        output, _ = process.communicate()
        return process.returncode, output
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            tell = os.write
            mirrors = str(tmp_path / f"mirrors-{name}")
            write(location, mirrors, name, 2, call, lambda text: tell(writing, text.encode()))
            os._exit(0)
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as stream:
        output = stream.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), output


CALLS = {
    "folder": [*range(1, 50)],
    "s3": [2, 3],
    "git": [*range(1, 26, 2)],
    "git-elsewhere": [*range(1, 26, 4)],
}


def test_a_writer_killed_at_any_write_leaves_the_old_or_the_new_state(
    store: Store, location: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    before = store.put(b"before")
    kind = request.node.callspec.params["location"]
    ends = [killed(location, tmp_path, call) for call in CALLS[kind]]
    assert {code for code, _ in ends} <= {0, -9}
    assert [code for code, _ in ends].count(-9) >= len(ends) // 2
    kept = {digest for _, output in ends for digest in output.split()}
    listed = {entry.digest for entry in store.entries()}
    assert {before, *kept} <= listed
    for digest in listed:
        # Whole, or an error would be raised.
        assert store.find(digest) is not None
    assert store.find(store.put(b"after")) == b"after"


@pytest.mark.parametrize("text", ["", "git:", "git:-x", "nothing://x", "simplecache::s3://a/b"])
def test_what_is_no_location_is_said(text: str, tmp_path: Path) -> None:
    with pytest.raises(LockerError):
        locker_at(text, tmp_path).check()


def test_a_digest_is_no_path() -> None:
    for text in ("sha256:../../x", "sha256:" + "0" * 63, "sha256:" + "A" * 64, "x", ""):
        with pytest.raises(ValueError, match="no digest"):
            path_of(text)


def test_the_branch_is_said_where_people_look_for_it(tmp_path: Path) -> None:
    store = RepositoryStore(str(tmp_path / "locker.git"), tmp_path)
    store.begin()
    assert BRANCH.encode() in store._must("for-each-ref")

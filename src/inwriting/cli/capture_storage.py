"""Store a captured document: its bytes first, the dossier last.

If the process is killed on the way, the dossier never refers to anything that was not stored.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from inwriting.cli.files import write_new, write_over
from inwriting.register.load.document_texts import unusable_locker
from inwriting.register.load.files import YamlFile, load_file
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.register import declared_questions
from inwriting.register.load.source import FolderSource
from inwriting.texts.locker.store import LockerError, Store
from inwriting.texts.passages import digest_of_bytes


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """What was kept where."""

    text: str
    """Where the text is, in words."""
    begun: bool
    """Whether the locker is new."""


def dossier_of(root: Path, vendor: str) -> YamlFile:
    """Return the dossier of *vendor*, which must be valid.

    Raises UnusableInputError.
    """
    path = f"vendors/{vendor}/dossier.yaml"
    source = FolderSource(root)
    file = load_file(source, path, "dossier", declared_questions(source))
    if file is None:
        problem = Problem(path, 0, 0, "There is no dossier.", "Create it with `inwriting new`.")
        raise UnusableInputError((problem,))
    if file.problems:
        raise UnusableInputError(file.problems)
    return file


def store_capture(store: Store, contents: tuple[bytes, ...]) -> bool:
    """Put *contents* into the locker *store*; return whether the locker is new.

    Raises UnusableInputError.
    """
    try:
        begun = store.begin()
        for content in dict.fromkeys(contents):
            store.put(content)
    except LockerError as error:
        raise unusable_locker(error) from error
    return begun


def place_for(folder: Path, name: str, text: str) -> str:
    """Return the name of a file in evidence/ for *text*: a free one, or one that holds it already.

    A text that is cited is never written over.
    """
    stem, _, ending = name.rpartition(".")
    number, free = 1, name
    while (place := folder / "evidence" / free).exists():
        if place.is_file() and digest_of_bytes(place.read_bytes()) == digest_of_bytes(_bytes(text)):
            return free
        number += 1
        free = f"{stem}-{number}.{ending}"
    return free


def write_public(folder: Path, name: str, text: str) -> None:
    """Write *text* into evidence/ of the vendor's *folder*, unless it is there already.

    Raises UnusableInputError.
    """
    evidence = folder / "evidence"
    if evidence.is_symlink():
        problem = Problem(
            evidence.as_posix(), 0, 0, "It is a symbolic link.", "Replace it with a plain folder."
        )
        raise UnusableInputError((problem,))
    place = evidence / name
    if not place.exists():
        write_new(place, text)


def rewrite_dossier(root: Path, vendor: str, change: Callable[[YamlFile], str]) -> Path:
    """Rewrite the dossier of *vendor* with *change*.

    One writer at a time, so that two captures at once never lose an entry. Raises
    UnusableInputError.
    """
    path = root / "vendors" / vendor / "dossier.yaml"
    with _alone(path.parent):
        if path.is_symlink():
            problem = Problem(
                path.as_posix(), 0, 0, "It is a symbolic link.", "Replace it with a plain file."
            )
            raise UnusableInputError((problem,))
        # What a killed writer leaves must not look like a file of the vendor's that nobody reads.
        _sweep(root)
        write_over(path, change(dossier_of(root, vendor)), aside=root)
    return path


def _sweep(root: Path) -> None:
    """Remove what killed writers left a day ago or earlier."""
    before = time.time() - 86_400
    for place in root.glob(".dossier.yaml.*"):
        with suppress(OSError):
            if place.stat().st_mtime < before:
                place.unlink()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else writes in *folder*; Windows has no such lock."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8")

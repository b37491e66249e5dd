"""One vendor's folder as it was at one moment: read once, so that what is judged is what is named.

The digest of a snapshot stands for all of it: the names in the folder, what kind each is, and every
byte. It is sha256 over sha256s and not Git's own ids of blobs, since two files that were made to
share a SHA-1 must not share an answer.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inwriting.register.load.document_texts import LARGEST_DOCUMENT
from inwriting.register.load.source import DO_NOT_WAIT, LINK, SPECIAL, RegisterSource

_DEEPEST = 8
"""How many folders may lie inside one another before nobody looks further; two are used."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A vendor's folder, read; a `Source` of its files by their paths in the register."""

    contents: dict[str, bytes]
    below: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    """The names of the folders and of the files right below each folder, sorted."""
    faults: dict[str, str]
    """Why a file could not be read."""
    digest: str

    def folders(self, path: str) -> tuple[str, ...]:
        """Return the names of the folders right below *path*."""
        return self.below.get(path, ((), ()))[0]

    def files(self, path: str) -> tuple[str, ...]:
        """Return the names of what else lies right below *path*."""
        return self.below.get(path, ((), ()))[1]

    def read(self, path: str) -> bytes | None:
        """Return the bytes of the file at *path*, or None when there is none.

        Raises OSError when it is there and cannot be read.
        """
        found = self.contents.get(path)
        if found is not None:
            return found
        if path in self.faults:
            raise OSError(self.faults[path])
        if path in self.below:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        above = path.rpartition("/")[0]
        if self.faults.get(above) == LINK:
            raise OSError(LINK)
        if above in self.contents or above in self.faults:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        return None


def snapshot(root: Path, folder: str) -> Snapshot:
    """Read *folder* of the register at *root*, which may not be there."""
    contents: dict[str, bytes] = {}
    below: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    faults: dict[str, str] = {}
    told = []
    for path, entries in _walk(os.fspath(root), folder):
        below[path] = _names(entries)
        for entry in entries:
            name = f"{path}/{entry.name}"
            kind, content = _read(entry)
            if isinstance(content, bytes):
                contents[name] = content
                told.append(f"{name}\0{hashlib.sha256(content).hexdigest()}")
            else:
                if content:
                    faults[name] = content
                told.append(f"{name}\0{kind}\0{content}")
    return Snapshot(contents, below, faults, _digest(told))


def snapshot_of(source: RegisterSource, folder: str) -> Snapshot:
    """Return *folder* of *source*, whose files can all be read, with the digest it has on disk."""
    contents: dict[str, bytes] = {}
    below: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    told = []
    row = [folder]
    while row:
        path = row.pop()
        below[path] = (source.folders(path), source.files(path))
        for name in below[path][0]:
            row.append(f"{path}/{name}")
            told.append(f"{path}/{name}\0folder\0")
        for name in below[path][1]:
            content = (source.read(f"{path}/{name}") or b"")[: LARGEST_DOCUMENT + 1]
            contents[f"{path}/{name}"] = content
            told.append(f"{path}/{name}\0{hashlib.sha256(content).hexdigest()}")
    return Snapshot(contents, below, {}, _digest(told))


def _walk(root: str, folder: str) -> Iterator[tuple[str, list["os.DirEntry[str]"]]]:
    """Yield each folder from *folder* down with its entries, sorted by name."""
    row = [(folder, 0)]
    while row:
        path, depth = row.pop()
        try:
            with os.scandir(f"{root}/{path}") as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        yield path, entries
        if depth < _DEEPEST:
            row.extend(
                (f"{path}/{entry.name}", depth + 1)
                for entry in entries
                if entry.is_dir(follow_symlinks=False)
            )


def _names(entries: list["os.DirEntry[str]"]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    folders = tuple(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    files = tuple(entry.name for entry in entries if not entry.is_dir(follow_symlinks=False))
    return folders, files


def _read(entry: "os.DirEntry[str]") -> tuple[str, bytes | str]:
    """Return what kind of thing it is, with its bytes or why it has none."""
    if entry.is_symlink():
        return "link", LINK
    if entry.is_dir(follow_symlinks=False):
        return "folder", ""
    try:
        # A named pipe would be waited for without end.
        descriptor = os.open(entry.path, os.O_RDONLY | DO_NOT_WAIT)
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                return "special", SPECIAL
            return "file", _all(descriptor, min(found.st_size, LARGEST_DOCUMENT) + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        return "unreadable", error.strerror or os.strerror(error.errno or errno.EIO)


def _all(descriptor: int, expected: int) -> bytes:
    """Return what is in an open file, as far as it is read at all; most often in one go."""
    content = os.read(descriptor, expected)
    while len(content) >= expected and len(content) <= LARGEST_DOCUMENT:
        more = os.read(descriptor, LARGEST_DOCUMENT + 1 - len(content))
        if not more:
            break
        content += more
    return content


def _digest(told: list[str]) -> str:
    whole = "\n".join(sorted(told)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()

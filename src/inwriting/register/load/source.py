"""Where a register's files are read from: a folder, or a commit of its Git repository."""

import errno
import hashlib
import os
import stat
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from inwriting.register.load.problem import Problem, UnusableInputError

LINK = "is a symbolic link, which is not followed"
SPECIAL = "is no plain file"
DO_NOT_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""How a file is opened that may be a named pipe."""
_GIT_SECONDS = 120
_SHA1_DIGITS = 40


class RegisterSource(Protocol):
    """A tree of files, read by path with forward slashes relative to the register's folder."""

    def folders(self, path: str) -> tuple[str, ...]:
        """Return the names of the folders right below *path*, sorted; none when it is missing."""

    def files(self, path: str) -> tuple[str, ...]:
        """Return the names of what else lies right below *path*, sorted."""

    def read(self, path: str) -> bytes | None:
        """Return the bytes of the file at *path*, or None when there is none.

        Raises OSError when it is there and cannot be read.
        """


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A register in a folder. Symbolic links are not followed: they could leave the register."""

    root: Path

    def folders(self, path: str) -> tuple[str, ...]:
        """Return the names of the folders right below *path*."""
        return self._names(path, folders=True)

    def files(self, path: str) -> tuple[str, ...]:
        """Return the names of what else lies right below *path*."""
        return self._names(path, folders=False)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of the file at *path*, or None when there is none."""
        place = self.root / path
        # A link to a folder leads out of the register as well; those right below it are named.
        if place.is_symlink() or (path.count("/") > 1 and place.parent.is_symlink()):
            raise OSError(LINK)
        try:
            # A named pipe would be waited for without end.
            descriptor = os.open(place, os.O_RDONLY | DO_NOT_WAIT)
        except FileNotFoundError:
            return None
        try:
            mode = os.fstat(descriptor).st_mode
            if stat.S_ISDIR(mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if not stat.S_ISREG(mode):
                raise OSError(SPECIAL)
            with open(descriptor, "rb", closefd=False) as stream:
                return stream.read()
        finally:
            os.close(descriptor)

    def _names(self, path: str, *, folders: bool) -> tuple[str, ...]:
        try:
            with os.scandir(self.root / path) as entries:
                return tuple(
                    sorted(
                        entry.name
                        for entry in entries
                        if entry.is_dir(follow_symlinks=False) == folders
                    )
                )
        except (FileNotFoundError, NotADirectoryError):
            return ()


@dataclass(frozen=True, slots=True)
class CommitSource:
    """A register as a commit of its Git repository has it, read with Git and without a checkout."""

    contents: dict[str, bytes]
    """The files by path, relative to the register's folder."""
    _names: dict[tuple[str, bool], set[str]] = field(init=False, repr=False, compare=False)
    """What lies right below each folder, the folders apart."""

    def __post_init__(self) -> None:
        """List what lies in each folder."""
        below: dict[tuple[str, bool], set[str]] = {}
        for name in self.contents:
            above, is_folder = name, False
            while above:
                above, _, last = above.rpartition("/")
                names = below.setdefault((above, is_folder), set())
                if is_folder and last in names:
                    break
                names.add(last)
                is_folder = True
        object.__setattr__(self, "_names", below)

    def folders(self, path: str) -> tuple[str, ...]:
        """Return the names of the folders right below *path*."""
        return tuple(sorted(self._names.get((path, True), ())))

    def files(self, path: str) -> tuple[str, ...]:
        """Return the names of the files right below *path*."""
        return tuple(sorted(self._names.get((path, False), ())))

    def read(self, path: str) -> bytes | None:
        """Return the bytes of the file at *path*, or None when there is none."""
        return self.contents.get(path)

    def lay(self, folder: Path) -> None:
        """Write the files into *folder*, which is empty.

        Raises UnusableInputError when a file's name leads out of it.
        """
        for name, content in self.contents.items():
            place = folder / name
            if not place.resolve().is_relative_to(folder.resolve()):
                raise _unusable(f"The file {name!r} would lie outside the register.")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


@dataclass(frozen=True, slots=True)
class CommitTree:
    """The files of a register as a commit has them, known by their ids and read when needed."""

    root: Path
    """The register's folder, in a Git repository."""
    objects: dict[str, str]
    """Git's id of each file's bytes, by its path relative to the register's folder."""

    def source(self) -> CommitSource:
        """Read all of them.

        Raises UnusableInputError when Git cannot.
        """
        return CommitSource(_blobs(self.root, self.objects))

    def within(self, paths: Iterable[str]) -> "CommitTree":
        """Return only the files at *paths*."""
        return CommitTree(self.root, {path: self.objects[path] for path in paths})


def object_id(content: bytes, like: str) -> str:
    """Return Git's id of a file with the bytes *content*, made as the id *like* was."""
    algorithm = "sha1" if len(like) == _SHA1_DIGITS else "sha256"
    header = f"blob {len(content)}\0".encode("ascii")
    return hashlib.new(algorithm, header + content, usedforsecurity=False).hexdigest()


def commit_source(root: Path, reference: str, folders: tuple[str, ...]) -> CommitSource:
    """Return *folders* of the register at *root* as the commit *reference* has them.

    Raises UnusableInputError when Git, the repository or the commit cannot be used.
    """
    return commit_tree(root, reference, folders).source()


def commit_tree(root: Path, reference: str, folders: tuple[str, ...]) -> CommitTree:
    """Return which files *folders* of the register at *root* have in the commit *reference*.

    Raises UnusableInputError when Git, the repository or the commit cannot be used.
    """
    # A reference that begins with a hyphen would be an option to Git.
    if reference.startswith("-") or not reference.strip():
        raise _unusable(f"{reference!r} is not a Git reference.")
    verified = _git(root, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    if verified is None:
        raise _unusable(
            f"Git has no commit {reference!r} in {root.name or 'this folder'}.",
            "Fetch it first; in CI, check out with the whole history.",
        )
    commit = verified.decode("ascii").strip()
    prefix = (_git(root, "rev-parse", "--show-prefix") or b"").decode("utf-8").strip()
    listing = _git(
        root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *[prefix + f for f in folders]
    )
    if listing is None:
        raise _unusable(f"Git could not list the files of {reference!r}.")
    objects: dict[str, str] = {}
    for entry in listing.split(b"\0"):
        if entry:
            attributes, _, name = entry.partition(b"\t")
            mode, kind, digest = attributes.decode("ascii").split(" ")
            if kind == "blob" and mode != "120000":
                objects[name.decode("utf-8", "surrogateescape").removeprefix(prefix)] = digest
    return CommitTree(root, objects)


def common_commit(root: Path, reference: str) -> str:
    """Return the full hash of the newest commit that *reference* and HEAD have in common.

    Raises UnusableInputError when Git, the repository, the commit or a common one is not there.
    """
    if reference.startswith("-") or not reference.strip():
        raise _unusable(f"{reference!r} is not a Git reference.")
    if _git(root, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}") is None:
        raise _unusable(
            f"Git has no commit {reference!r} in {root.name or 'this folder'}.",
            "Fetch it first; in CI, check out with the whole history.",
        )
    found = _git(root, "merge-base", reference, "HEAD")
    if not found:
        raise _unusable(
            f"{reference!r} and HEAD have no commit in common.",
            "Fetch the full history of both: in CI, check out with fetch-depth 0.",
        )
    return found.decode("ascii").strip()


def _blobs(root: Path, objects: dict[str, str]) -> dict[str, bytes]:
    wanted = "".join(f"{digest}\n" for digest in objects.values()).encode("ascii")
    output = _git(root, "cat-file", "--batch", given=wanted)
    if output is None:
        raise _unusable("Git could not read the files of the base commit.")
    contents = {}
    start = 0
    for name in objects:
        end = output.index(b"\n", start)
        size = int(output[start:end].split(b" ")[2])
        contents[name] = output[end + 1 : end + 1 + size]
        start = end + 1 + size + 1
    return contents


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, check=False, timeout=_GIT_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unusable(f"Git could not be run: {error}.") from error
    return done.stdout if done.returncode == 0 else None


def _unusable(
    message: str, fix: str = "Name a branch, tag or commit that exists here."
) -> UnusableInputError:
    return UnusableInputError((Problem("--base", 0, 0, message, fix),))

"""What a register's repository still cites, on any branch, in any work tree, in any state.

Every text of the form sha256:… in any YAML file counts, also in one that is broken or in conflict:
too much is kept rather than too little.
"""

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_SECONDS: Final = 600
_DIGEST: Final = re.compile(rb"sha256:[0-9a-f]{64}")
_LARGEST: Final = 16 * 1024 * 1024
_AT_ONCE: Final = 200
"""How many files are held in memory together."""
_ENDINGS: Final = (".yaml", ".yml")


class UnknownCitationsError(Exception):
    """It cannot be told what is cited."""

    def __init__(self, message: str, fix: str) -> None:
        """Say why, and how to mend it."""
        super().__init__(f"{message} {fix}")
        self.message = message
        self.fix = fix


def cited(root: Path, *, history: bool) -> frozenset[str]:
    """Return every digest that the repository of the register at *root* cites.

    Looked at are all branches, tags, stashes and other references, the heads and indexes of all
    work trees, and the files in them, committed or not; with *history*, every earlier commit too.
    Raises UnknownCitationsError where that cannot be looked through completely.
    """
    top = (
        _must(root, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")
    )
    if _must(root, "rev-parse", "--is-shallow-repository") != b"false\n":
        raise UnknownCitationsError(
            "This clone is shallow: what earlier commits and other branches cite is not in it.",
            "Fetch the whole history: git fetch --unshallow.",
        )
    found: set[str] = set()
    blobs = set(_reachable(root)) if history else set(_at_the_tips(root))
    blobs.update(_indexed(root))
    for content in _contents(root, blobs):
        found.update(_digests(content))
    for folder in {Path(top), root.resolve(), *_worktrees(root)}:
        found.update(in_folder(folder))
    return frozenset(found)


def in_folder(folder: Path) -> frozenset[str]:
    """Return every digest that a YAML file in *folder* has, whether Git knows of it or not.

    Raises UnknownCitationsError when one cannot be read.
    """
    found: set[str] = set()
    for path in folder.rglob("*"):
        if path.suffix in _ENDINGS and path.is_file() and ".git" not in path.parts:
            try:
                found.update(_digests(path.read_bytes()))
            except OSError as error:
                raise UnknownCitationsError(
                    f"{path} cannot be read: {error.strerror or error}.", "Check your permissions."
                ) from error
    return frozenset(found)


def _reachable(root: Path) -> Iterator[str]:
    """Yield the files of every commit that anything leads to, the reflogs included.

    All of them: one and the same content may be a dossier here and have another name there.
    """
    listed = _must(
        root, "rev-list", "--objects", "--all", "--reflog", "--indexed-objects", "--no-object-names"
    )
    yield from _files_of(root, listed.decode("ascii").split())


def _at_the_tips(root: Path) -> Iterator[str]:
    """Yield the YAML files of the commits that references and work trees point to."""
    names = _must(root, "for-each-ref", "--format=%(objectname)").decode("ascii").split()
    for line in (
        _must(root, "worktree", "list", "--porcelain").decode("utf-8", "replace").split("\n")
    ):
        if line.startswith("HEAD "):
            names.append(line.removeprefix("HEAD "))
    stashes = _git(root, "rev-list", "--walk-reflogs", "refs/stash") or b""
    names += stashes.decode("ascii").split()
    for name in dict.fromkeys(names):
        if set(name) == {"0"}:
            continue
        tree = _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{tree}}")
        if tree is None:
            # A tag may name a single file.
            yield name
            continue
        listing = _must(root, "ls-tree", "-r", "-z", tree.decode("ascii").strip())
        for entry in listing.split(b"\0"):
            attributes, _, path = entry.partition(b"\t")
            if path.decode("utf-8", "replace").endswith(_ENDINGS):
                yield attributes.split()[2].decode("ascii")


def _indexed(root: Path) -> Iterator[str]:
    for folder in {root.resolve(), *_worktrees(root)}:
        for entry in (_git(folder, "ls-files", "-s", "-z") or b"").split(b"\0"):
            attributes, _, path = entry.partition(b"\t")
            if path.decode("utf-8", "replace").endswith(_ENDINGS):
                yield attributes.split()[1].decode("ascii")


def _worktrees(root: Path) -> list[Path]:
    """Return the work trees that are there; of one that was removed, the branch remains."""
    listed = _must(root, "worktree", "list", "--porcelain", "-z").split(b"\0")
    paths = [
        Path(item.removeprefix(b"worktree ").decode("utf-8", "surrogateescape"))
        for item in listed
        if item.startswith(b"worktree ")
    ]
    return [path for path in paths if path.is_dir()]


def _files_of(root: Path, names: list[str]) -> Iterator[str]:
    """Yield those of *names* that are files, and no larger than a dossier can be."""
    given = "".join(f"{name}\n" for name in names).encode("ascii")
    checked = _must(
        root, "cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)", given=given
    )
    for line in checked.decode("ascii").splitlines():
        name, kind, *size = line.split(" ")
        if kind == "missing":
            raise _unreadable()
        if kind == "blob" and int(size[0]) <= _LARGEST:
            yield name


def _contents(root: Path, blobs: Iterable[str]) -> Iterator[bytes]:
    names = sorted(blobs)
    for at in range(0, len(names), _AT_ONCE):
        given = "".join(f"{name}\n" for name in names[at : at + _AT_ONCE]).encode("ascii")
        output = _must(root, "cat-file", "--batch", given=given)
        start = 0
        while start < len(output):
            end = output.index(b"\n", start)
            head = output[start:end].split(b" ")
            if len(head) != 3:
                raise _unreadable()
            size = int(head[2])
            yield output[end + 1 : end + 1 + size]
            start = end + 1 + size + 1


def _digests(content: bytes) -> set[str]:
    return {item.decode("ascii") for item in _DIGEST.findall(content)}


def _must(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    found = _git(root, *arguments, given=given)
    if found is None:
        raise _unreadable()
    return found


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    try:
        done = subprocess.run(
            ["git", "--no-replace-objects", "-C", str(root), *arguments],
            input=given,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unreadable() from error
    return done.stdout if done.returncode == 0 else None


def _unreadable() -> UnknownCitationsError:
    return UnknownCitationsError(
        "Git cannot tell what the branches of this register cite.",
        "Run it in a complete clone of the register, where `git fsck` reports no errors.",
    )

"""Whether anything changed in a tree, told without reading a file."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from inwriting.gate import git_files
from inwriting.gate.tree import Tree


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The state of a tree."""

    digest: bytes
    """The same as long as what Git lists is, and every entry of it on the disk."""
    newest: int
    """When any of these entries was changed last, in nanoseconds."""
    listing: git_files.GitListing | None
    """What Git lists; None outside of its work trees."""


def fingerprint(root: Path, *, untracked: bool) -> Fingerprint | None:
    """Return the state of the tree at *root*, or None where what lists it does not answer.

    It follows from the listing and from number, kind, size and times of each file in it, of each
    folder on the way, and of what a symbolic link leads to. A folder's time changes with the names
    in it, so that a file which no longer is, or now lies beside, counts too.
    """
    root = root.resolve()
    top = git_files.repository_of(root)
    listing = None
    if top is None:
        names = _walked(root)
        if names is None:
            return None
        digest = hashlib.sha256(b"folder\0" + b"\0".join(names))
    else:
        try:
            listing = git_files.listing(top, root, untracked=untracked)
        except git_files.GitError:
            return None
        digest = hashlib.sha256(b"%d %d " % (len(listing.tracked), untracked))
        digest.update(listing.tracked)
        digest.update(listing.untracked)
        names = [entry.partition(b"\t")[2] for entry in listing.tracked.split(b"\0")[:-1]]
        names += listing.untracked.split(b"\0")[:-1]
    start = os.fsencode(root) + b"/"
    folders = {b""}
    for name in names:
        folder = name.rpartition(b"/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition(b"/")[0]
    newest = 0
    states = []
    for name in (*sorted(folders), *names):
        try:
            found = os.lstat(start + name)
            if stat.S_ISLNK(found.st_mode):
                states.append(_state(found))
                # Leads it elsewhere, its own times change; what it leads to has others.
                found = os.stat(start + name)  # noqa: PTH116 - names are bytes.
        except OSError as error:
            states.append(f"{error.errno}")
        else:
            states.append(_state(found))
            newest = max(newest, found.st_mtime_ns, found.st_ctime_ns)
    digest.update(" ".join(states).encode("ascii"))
    return Fingerprint(digest.digest(), newest, listing)


def _walked(root: Path) -> list[bytes] | None:
    """Return the names of everything below *root*; None when a folder cannot be listed."""
    tree = Tree(root)
    names = [os.fsencode(path) for path in tree.walk()]
    return None if tree.unread else names


def _state(found: os.stat_result) -> str:
    times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
    return f"{found.st_mode} {found.st_ino} {found.st_size} {times}"

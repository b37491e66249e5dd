"""What AI tools a tree uses: its files listed, searched, read by their structure, and added up."""

import hashlib
import os
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import msgspec

from inwriting.gate.kept import Kept, tool_stamp
from inwriting.gate.ready_footprints import ReadyFootprints
from inwriting.gate.tree import File, Tree
from inwriting.gate.uses import Found, Looked

_LISTED_AT_ONCE = 100_000
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that was changed shows another time when changed again."""


def find(
    root: Path,
    footprints: ReadyFootprints,
    *,
    untracked: bool = False,
    kept: Kept | None = None,
) -> Found:
    """Return every use of a tool that *footprints* know in the tree at *root*.

    With *untracked*, files that Git neither tracks nor ignores count too. With *kept*, a tree in
    which nothing changed since the last run is not worked out again.

    Nothing in the tree is run, and nothing outside of it is read. What could not be read is in
    the result. Raises NotADirectoryError when *root* is no folder.
    """
    tree = Tree(root, untracked=untracked)
    if kept is None:
        return _find(tree, tree.files(), footprints)
    began = time.time_ns()
    listing = _Listing(tree, footprints.digest, untracked=untracked)
    name = f"tree-{hashlib.sha256(os.fsencode(tree.root)).hexdigest()[:40]}.json"
    if (found := _decoded(kept.get(name, listing.key))) is not None:
        return found
    found = _find(tree, listing.files or tree.files(), footprints)
    if listing.newest < began - _SETTLED and (payload := _encoded(found)) is not None:
        kept.put(name, listing.key, payload)
    return found


class _Listing:
    """A tree's files, and a digest of all that a run's result follows from."""

    def __init__(self, tree: Tree, footprints: str, *, untracked: bool) -> None:
        digest = hashlib.sha256(tool_stamp())
        self.newest = 0
        """When anything was changed last, in nanoseconds."""
        files: list[File] | None = []
        for file in tree.files():
            about = f"{file.path}\0{file.size} {file.stamp}\0{file.target}\0{file.closed}\0\0"
            digest.update(about.encode("utf-8", "surrogateescape"))
            self.newest = max(self.newest, *file.stamp[:2])
            if files is not None:
                files.append(file)
                if len(files) > _LISTED_AT_ONCE:
                    # A listing that would take too much memory is made twice.
                    files = None
        self.files = files
        about = f"{footprints} {untracked} {tree.listed_by} {sorted(tree.skipped.items())}"
        digest.update(about.encode("utf-8", "surrogateescape"))
        digest.update(repr(tree.unread).encode("utf-8", "backslashreplace"))
        self.key = digest.digest()


def _encoded(found: Found) -> bytes | None:
    try:
        return msgspec.json.encode(found)
    except UnicodeEncodeError:
        # A name that is no text has no place in JSON; such a tree is worked out each time.
        return None


def _decoded(payload: bytes | None) -> Found | None:
    if payload is None:
        return None
    try:
        return msgspec.json.decode(payload, type=Found)
    except msgspec.DecodeError:
        return None


def _find(tree: Tree, files: Iterable[File], footprints: ReadyFootprints) -> Found:
    # What only a real search needs is not imported for a tree that did not change.
    from inwriting.gate.looking import Look
    from inwriting.gate.resolving import resolve

    with closing(Look(tree.root, footprints.index)) as look:
        for file in files:
            look.at(file)
    uses = resolve(look.seen, footprints.index, look.paths)
    skipped = tree.skipped + look.skipped
    looked = Looked(
        files=look.files,
        size=look.size,
        read=tuple(sorted(look.read.items())),
        skipped=tuple(sorted(skipped.items())),
        unread=tuple(sorted({*tree.unread, *look.unread})),
        listed_by=tree.listed_by,
    )
    return Found(uses, looked, tuple(sorted(set(look.comments))))

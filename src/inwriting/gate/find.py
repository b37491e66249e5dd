"""What AI tools a tree uses: its files listed, searched, read by their structure, and added up."""

import errno
import gc
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from inwriting.gate.cache import ResultCache, tool_stamp
from inwriting.gate.compiled_footprints import CompiledFootprints
from inwriting.gate.fingerprint import fingerprint
from inwriting.gate.uses import SearchSummary, TreeUses

if TYPE_CHECKING:
    from inwriting.gate.git_files import GitListing
    from inwriting.gate.tree import Tree

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that was changed shows another time when changed again."""


def find(
    root: Path,
    footprints: CompiledFootprints,
    *,
    untracked: bool = False,
    kept: ResultCache | None = None,
) -> TreeUses:
    """Return every use of a tool that *footprints* know in the tree at *root*.

    With *untracked*, files that Git neither tracks nor ignores count too. With *kept*, a tree in
    which nothing changed since the last run is not worked out again.

    Nothing in the tree is run, and nothing outside of it is read. What could not be read is in
    the result. Raises NotADirectoryError when *root* is no folder.
    """
    if not root.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(root))
    began = time.time_ns()
    state = fingerprint(root, untracked=untracked) if kept else None
    if kept is None or state is None:
        return _find(_tree(root, untracked=untracked), footprints)
    place = hashlib.sha256(os.fsencode(root.resolve()))
    name = f"tree-{place.hexdigest()[:40]}.json"
    key = b"".join((tool_stamp(), state.digest, footprints.digest.encode("ascii")))
    if (found := _decoded(kept.get(name, key))) is not None:
        return found
    found = _find(_tree(root, untracked=untracked, listing=state.listing), footprints)
    if state.newest < began - _SETTLED and (payload := _encoded(found)) is not None:
        kept.put(name, key, payload)
    return found


def _encoded(found: TreeUses) -> bytes | None:
    try:
        return msgspec.json.encode(found)
    except UnicodeEncodeError:
        # A name that is no text has no place in JSON; such a tree is worked out each time.
        return None


def _decoded(payload: bytes | None) -> TreeUses | None:
    if payload is None:
        return None
    try:
        return msgspec.json.decode(payload, type=TreeUses)
    except msgspec.DecodeError:
        return None


def _tree(root: Path, *, untracked: bool, listing: "GitListing | None" = None) -> "Tree":
    # What only a real search needs is not imported for a tree that did not change.
    from inwriting.gate.tree import Tree

    return Tree(root, untracked=untracked, listing=listing)


def _find(tree: "Tree", footprints: CompiledFootprints) -> TreeUses:
    from inwriting.gate.resolving import resolve
    from inwriting.gate.tree_search import TreeSearch

    with closing(TreeSearch(tree.root, footprints.index)) as look, _without_collector():
        for file in tree.files():
            look.at(file)
    uses = resolve(look.seen, footprints.index, look.paths)
    skipped = tree.skipped + look.skipped
    looked = SearchSummary(
        files=look.files,
        size=look.size,
        read=tuple(sorted(look.read.items())),
        skipped=tuple(sorted(skipped.items())),
        unread=tuple(sorted({*tree.unread, *look.unread})),
        listed_by=tree.listed_by,
    )
    return TreeUses(uses, looked, tuple(sorted(set(look.comments))))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Let nobody look for circles among objects that hold none, however many are made."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()

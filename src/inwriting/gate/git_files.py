"""What Git tracks in a folder, asked so that nothing in the repository can run.

A hostile repository may bring its own .git/config: hooks, filters, a file system monitor, a
remote to fetch missing objects from, a work tree elsewhere. Only the index is listed; Git never
compares it with the files, so no filter is needed, and what could start a program is switched off.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_SECONDS = 120
_LONGEST_ANSWER = 300

_MISTAKE = re.compile(rb"^(error|fatal):", re.MULTILINE)

_SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.untrackedCache": "false",
    "core.quotePath": "false",
    "core.pager": "cat",
    "maintenance.auto": "false",
    "gc.auto": "0",
}
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    # Nothing is fetched, whatever the repository's own configuration allows.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}


class GitError(Exception):
    """Git could not list the files; the message says why, in its own words."""


class Tracked(NamedTuple):
    """One path in Git's index."""

    path: str
    """From the folder that was asked about, with forward slashes."""
    submodule: bool
    left_out: bool
    """Whether this checkout leaves the file out, as a sparse one does."""


def repository_of(folder: Path) -> Path | None:
    """Return the top of the work tree that *folder* lies in, or None when it lies in none."""
    place = folder.resolve()
    return next((top for top in (place, *place.parents) if (top / ".git").exists()), None)


class GitListing(NamedTuple):
    """What Git lists in a folder, as it writes it."""

    tracked: bytes
    untracked: bytes = b""


def listing(top: Path, folder: Path, *, untracked: bool) -> GitListing:
    """Return what Git tracks in *folder*, which lies in the work tree at *top*.

    With *untracked*, what it neither tracks nor ignores is listed too.

    Raises GitError when Git is not there, refuses or does not answer.
    """
    known = _run(top, folder, "ls-files", "-z", "-t", "--stage")
    if not untracked:
        return GitListing(known)
    return GitListing(known, _run(top, folder, "ls-files", "-z", "--others", "--exclude-standard"))


def tracked(listing: GitListing) -> Iterator[Tracked]:
    """Yield what Git tracks, by path.

    What was added and not yet committed counts. A file that is being merged is named once.
    """
    answer = listing.tracked
    last = b""
    start = 0
    while (end := answer.find(b"\0", start)) >= 0:
        about, _, name = answer[start:end].partition(b"\t")
        start = end + 1
        # A path that is being merged has up to three entries, one behind the other.
        if name != last:
            last = name
            # H 100644 and what the object is called, or S for what this checkout leaves out.
            submodule, left_out = about.startswith(b"160000", 2), about.startswith(b"S")
            yield Tracked(os.fsdecode(name), submodule, left_out)


def untracked(listing: GitListing) -> Iterator[str]:
    """Yield the paths that Git neither tracks nor ignores."""
    return (os.fsdecode(name) for name in listing.untracked.split(b"\0") if name)


def commit_of(top: Path) -> str:
    """Return the full hash of the commit that the work tree at *top* is on; "" before the first.

    Raises GitError when Git is not there, refuses or does not answer.
    """
    answer = _run(top, top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}", silent=True)
    return answer.decode("ascii", "replace").strip()


def _run(top: Path, folder: Path, *arguments: str, silent: bool = False) -> bytes:
    """Return what Git says; with *silent*, a refusal without a word is an empty answer."""
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    environment = {
        **inherited,
        **_ENVIRONMENT,
        # Named outright, so that core.worktree and another user's ownership do not matter.
        "GIT_DIR": str(top / ".git"),
        "GIT_WORK_TREE": str(top),
    }
    settings = [part for key, text in _SETTINGS.items() for part in ("-c", f"{key}={text}")]
    command = ["git", "--no-pager", "--no-replace-objects", *settings, *arguments]
    try:
        done = subprocess.run(
            command,
            cwd=folder.resolve(),
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(str(error)) from error
    # Git leaves files out of its answer, says so, and still reports success.
    failed = done.returncode or _MISTAKE.search(done.stderr)
    if failed and not (silent and not done.stderr):
        raise GitError(done.stderr.decode("utf-8", "replace").strip()[:_LONGEST_ANSWER])
    return done.stdout

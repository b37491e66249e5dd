"""Which files of a tree are looked at, and why the others are not.

In a Git repository the files are those that Git tracks, what was added and not yet committed
among them: what a build leaves behind is not the repository's. Without Git the folder is walked.
No symbolic link is followed out of the tree, nor into a folder.
"""

import errno
import os
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from inwriting.gate import git_files
from inwriting.gate.skipping import SkipRules
from inwriting.gate.uses import Unread

SUBMODULE = "submodules, which are repositories of their own"
LINK_OUT = "symbolic links that lead out of the tree"
LINK_NOWHERE = "symbolic links that lead nowhere or in a circle"
LINK_FOLDER = "symbolic links to a folder"
BEHIND_LINK = "files behind a folder that is a symbolic link"
SPECIAL = "pipes, sockets and devices"
GONE = "files that Git tracks and that were deleted here"


class File(NamedTuple):
    """A file that the tree names."""

    path: str
    """From the top of the tree, with forward slashes; undecodable bytes as surrogates."""
    size: int
    """In bytes."""
    target: str = ""
    """Of a symbolic link: the file in the tree that it leads to; empty for a plain file."""
    alone: bool = False
    """Of a symbolic link: whether what it leads to is passed over, so that only this shows it."""
    closed: str = ""
    """Why only its name counts and its content is not looked at, in words; empty when it is."""


class Tree:
    """The files of one tree. What was passed over is known once they were all asked for."""

    def __init__(
        self, root: Path, *, untracked: bool = False, listing: git_files.GitListing | None = None
    ) -> None:
        """Look at the tree at *root*; with *untracked*, also at what Git neither has nor ignores.

        Where Git was asked already, *listing* is its answer.

        Raises NotADirectoryError when *root* is no folder.
        """
        if not root.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(root))
        self.root = root.resolve()
        self._start = f"{self.root}/"
        self.listed_by = "folder"
        """What names the files: "git" or "folder"."""
        self.skipped: Counter[str] = Counter()
        """How many files were passed over, by reason in words."""
        self.unread: list[Unread] = []
        self._untracked = untracked
        self._listing = listing
        self._rules = SkipRules(lambda path: os.path.lexists(self.root / path))
        self._plain_folders: dict[str, bool] = {"": True}

    def files(self) -> Iterator[File]:
        """Yield every file that no rule passes over; what Git lists comes in its order."""
        self.skipped.clear()
        self.unread.clear()
        for path in self._paths():
            if reason := self._rules.file(path):
                self.skipped[reason] += 1
            elif (found := self._file(path)) is not None:
                yield found

    def _paths(self) -> Iterator[str]:
        top = git_files.repository_of(self.root)
        if top is None:
            self.listed_by = "folder"
            yield from self.walk()
            return
        try:
            listing = self._listing or git_files.listing(top, self.root, untracked=self._untracked)
        except git_files.GitError as error:
            self.listed_by = "folder"
            # The folder may lack what the repository has, so this is no substitute that may pass.
            reason = f"Git could not list the files, and those in the folder were taken: {error}"
            self.unread.append(Unread(".git", 0, reason, "Install or mend Git."))
            yield from self.walk()
            return
        self.listed_by = "git"
        for entry in git_files.tracked(listing):
            if entry.submodule:
                self._submodule(entry.path)
            elif entry.left_out and not os.path.lexists(self.root / entry.path):
                if not self._rules.file(entry.path):
                    reason = "is tracked, and this checkout leaves it out"
                    fix = "Check out the whole repository."
                    self.unread.append(Unread(entry.path, 0, reason, fix))
            else:
                yield entry.path
        yield from git_files.untracked(listing)

    def _submodule(self, path: str) -> None:
        self.skipped[SUBMODULE] += 1
        reason = "is a submodule; its files belong to another repository"
        self.unread.append(Unread(path, 0, reason, "Run the gate there too.", blocks=False))

    def walk(self) -> Iterator[str]:
        """Yield the paths of everything below the root that is no folder, whatever Git says.

        They are sorted in each folder; folders that a rule passes over are not entered.
        """
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(self.root / folder) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                self._unreadable(folder or ".", error, "Let the gate read the folder.")
                continue
            below = []
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if not entry.is_dir(follow_symlinks=False):
                    yield path
                elif reason := self._rules.folder(path):
                    self.skipped[f"folders not entered: {reason}"] += 1
                else:
                    below.append(path)
            waiting.extend(reversed(below))

    def _file(self, path: str) -> File | None:
        place = self._start + path
        if not self._in_plain_folder(path):
            self.skipped[BEHIND_LINK] += 1
            return None
        try:
            found = os.lstat(place)
        except FileNotFoundError:
            self.skipped[GONE] += 1
            return None
        except OSError as error:
            self._unreadable(path, error, "Let the gate read the file.")
            return None
        if stat.S_ISREG(found.st_mode):
            return File(path, found.st_size)
        if stat.S_ISLNK(found.st_mode):
            return self._link(path, place)
        if stat.S_ISDIR(found.st_mode):
            self.skipped[GONE] += 1
            return None
        return File(path, 0, closed=SPECIAL)

    def _link(self, path: str, place: str) -> File:
        """Return the symbolic link at *path*, with the file that it leads to if that is ours."""
        target = Path(os.path.realpath(place))
        if not target.is_relative_to(self.root) or ".git" in target.relative_to(self.root).parts:
            return File(path, 0, closed=LINK_OUT)
        try:
            found = target.stat()
        except OSError:
            return File(path, 0, closed=LINK_NOWHERE)
        if stat.S_ISDIR(found.st_mode):
            return File(path, 0, closed=LINK_FOLDER)
        if not stat.S_ISREG(found.st_mode):
            return File(path, 0, closed=SPECIAL)
        place = target.relative_to(self.root).as_posix()
        return File(path, found.st_size, target=place, alone=bool(self._rules.file(place)))

    def _in_plain_folder(self, path: str) -> bool:
        """Tell whether no folder above the file at *path* is a symbolic link.

        Git lists a path as it was added; the folder may have been put elsewhere since.
        """
        folder = path.rpartition("/")[0]
        known = self._plain_folders.get(folder)
        if known is None:
            known, end = True, 0
            while known and end < len(folder):
                end = folder.find("/", end + 1)
                end = len(folder) if end < 0 else end
                part = folder[:end]
                if part not in self._plain_folders:
                    self._plain_folders[part] = not (self.root / part).is_symlink()
                known = self._plain_folders[part]
            self._plain_folders[folder] = known
        return known

    def _unreadable(self, path: str, error: OSError, fix: str) -> None:
        reason = f"cannot be read: {error.strerror or type(error).__name__}"
        self.unread.append(Unread(path, 0, reason, fix))

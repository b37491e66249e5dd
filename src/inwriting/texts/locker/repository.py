"""A locker in a Git repository: a branch of its own, in which each document is a file.

A document counts when the branch points to the commit that holds it. Git moves a branch in one
step, and only from the commit that was read before: of two writers at once one begins anew.
"""

import datetime
import hashlib
import os
import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from inwriting.texts.locker.store import (
    MARKER,
    MARKER_CONTENT,
    LockerError,
    NoLockerError,
    StoredDocument,
    checked,
    digest_at,
    path_of,
)
from inwriting.texts.passages import digest_of_bytes

BRANCH: Final = "refs/heads/inwriting-locker"
_SECONDS: Final = 120
_PATIENCE: Final = 60.0
"""For how many seconds a writer begins anew when others are faster."""
_REMOTE: Final = re.compile(r"(https|ssh|file)://|[\w.-]+@[\w.-]+:")
_SETTINGS: Final = (
    *("-c", "core.fsync=all", "-c", "core.fsyncMethod=fsync", "-c", "gc.auto=0"),
    *("-c", "user.name=inwriting", "-c", "user.email=locker@inwriting.invalid"),
    *("-c", "commit.gpgSign=false", "-c", "protocol.ext.allow=never"),
)


class RepositoryStore:
    """A locker in a Git repository, bare or not, here or elsewhere."""

    def __init__(self, where: str, mirrors: Path) -> None:
        """Use the repository at *where*, a path or an address.

        Of one that lies elsewhere, a copy of the locker's branch is kept under *mirrors*.
        """
        self._where = where
        self._remote = where if _REMOTE.match(where) else ""
        name = hashlib.sha256(where.encode("utf-8", "surrogateescape")).hexdigest()[:32]
        self._path = mirrors / f"{name}.git" if self._remote else Path(where)
        self._last = ""

    @property
    def location(self) -> str:
        """The repository, after git: as people write it."""
        return f"git:{self._where}"

    def begin(self) -> bool:
        """Make the locker where there is none; tell whether it is new."""
        if not self._remote and not self._path.exists():
            self._must("init", "--quiet", "--bare", "--", str(self._path), at=None)
        if self._tip():
            self.check()
            return False
        self._change("begin", {MARKER: MARKER_CONTENT})
        return True

    def check(self) -> None:
        """Raise NoLockerError unless the repository has a locker's branch."""
        self._opened()

    def put(self, content: bytes) -> str:
        """Keep *content*, whole or not at all, and return its digest."""
        self.check()
        digest = digest_of_bytes(content)
        # A commit even when it is there: that makes it young, and stops a clean-up under way.
        self._change(f"put {digest}", {path_of(digest): content})
        tip = self._tip()
        kept = self._blob(tip, path_of(digest)) if tip else None
        if kept != content:
            raise LockerError(
                self.location,
                "What was written reads back as something else, or not at all.",
                "Run `git fsck` in the repository, and try again.",
            )
        return digest

    def find(self, digest: str) -> bytes | None:
        """Return the bytes with *digest*, or None when they are not here."""
        # What a commit holds stays; only what it lacks may have come since.
        content = self._blob(self._last, path_of(digest)) if self._last else None
        if content is None:
            content = self._blob(self._opened(), path_of(digest))
        return None if content is None else checked(self.location, digest, content)

    def glimpse(self, digest: str, before: int) -> None:
        """Return None: what lies elsewhere is not seen without reading it."""
        del self, digest, before

    def entries(self) -> tuple[StoredDocument, ...]:
        """Return every object, sorted."""
        tip = self._opened()
        listing = self._must("ls-tree", "-r", "-l", "-z", tip)
        put = self._put(tip)
        found = []
        for line in listing.split(b"\0"):
            attributes, _, name = line.partition(b"\t")
            digest = digest_at(name.decode("utf-8", "replace"))
            if digest:
                size = int(attributes.split()[3])
                found.append(StoredDocument(digest, size, put.get(digest, _NEVER)))
        return tuple(sorted(found))

    def remove(self, digests: Collection[str], put_before: datetime.datetime) -> tuple[str, ...]:
        """Remove those of *digests* that nobody put in since *put_before*; return them.

        The branch's earlier commits still hold them; whoever keeps the repository decides on those.
        """
        self.check()
        wanted = set(digests)
        removed: tuple[str, ...] = ()

        def chosen() -> tuple[str, ...]:
            nonlocal removed
            removed = tuple(
                entry.digest
                for entry in self.entries()
                if entry.digest in wanted and entry.put < put_before
            )
            return tuple(path_of(digest) for digest in removed)

        if chosen():
            self._change("clean", {}, chosen)
        return removed

    def _put(self, tip: str) -> dict[str, datetime.datetime]:
        """Return when each object was put in last, as the commits say."""
        log = self._must("log", "--first-parent", "--format=%ct %s", tip)
        found: dict[str, datetime.datetime] = {}
        for line in log.decode("utf-8", "replace").splitlines():
            seconds, _, subject = line.partition(" ")
            verb, _, digest = subject.partition(" ")
            if verb == "put" and digest not in found:
                moment = datetime.datetime.fromtimestamp(int(seconds), tz=datetime.UTC)
                found[digest] = moment
        return found

    def _change(
        self,
        subject: str,
        new: dict[str, bytes],
        gone: Callable[[], tuple[str, ...]] = tuple,
    ) -> None:
        """Move the branch to a commit with the files *new* and without those *gone*.

        *gone* names the paths anew for each attempt: another writer may have saved one.
        """
        end = time.monotonic() + _PATIENCE
        while True:
            tip = self._tip()
            commit = self._commit(tip, subject, new, gone())
            if self._advanced(tip, commit):
                self._last = ""
                return
            if time.monotonic() > end:
                raise LockerError(
                    self.location,
                    "The locker's branch could not be moved; nothing was kept.",
                    "Another writer holds it, you may not write there, or a killed one left "
                    f"{BRANCH}.lock in the repository: delete that file if no writer is running.",
                )
            time.sleep(random.uniform(0.02, 0.3))  # noqa: S311 - to get out of step with others

    def _commit(self, tip: str, subject: str, new: dict[str, bytes], gone: tuple[str, ...]) -> str:
        with tempfile.TemporaryDirectory(prefix="inwriting-locker-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
            if tip:
                self._must("read-tree", tip, env=index)
            lines = [f"0 {'0' * 40}\t{path}\n" for path in gone]
            for path, content in new.items():
                blob = self._must("hash-object", "-w", "--stdin", given=content)
                lines.append(f"100644 {blob.decode('ascii').strip()}\t{path}\n")
            given = "".join(lines).encode("utf-8")
            self._must("update-index", "--add", "--index-info", given=given, env=index)
            tree = self._must("write-tree", env=index).decode("ascii").strip()
        parent = ("-p", tip) if tip else ()
        made = self._must("commit-tree", tree, *parent, "-m", subject)
        return made.decode("ascii").strip()

    def _advanced(self, tip: str, commit: str) -> bool:
        if self._remote:
            lease = f"--force-with-lease={BRANCH}:{tip}"
            pushed = self._git(
                "push", "--quiet", "--no-verify", lease, "--", self._remote, f"{commit}:{BRANCH}"
            )
        else:
            pushed = self._git("update-ref", BRANCH, commit, tip or "0" * 40)
        if pushed.returncode and (
            _REFUSED.search(pushed.stderr) or not _RACE.search(pushed.stderr)
        ):
            raise self._failed(pushed.stderr)
        return pushed.returncode == 0

    def _opened(self) -> str:
        """Return the commit that the branch points to now, which must be a locker's."""
        tip = self._tip()
        content = self._blob(tip, MARKER) if tip else None
        if content is None:
            raise NoLockerError(self.location)
        if content != MARKER_CONTENT:
            raise LockerError(
                self.location,
                f"The file {MARKER} is not one that this version knows.",
                "Use a newer inwriting, or restore the file.",
            )
        self._last = tip
        return tip

    def _tip(self) -> str:
        """Return the commit that the branch points to now; empty when there is no such branch."""
        if self._remote:
            return self._brought()
        if not self._path.is_dir():
            raise NoLockerError(self.location)
        found = self._git("rev-parse", "--verify", "--quiet", f"{BRANCH}^{{commit}}")
        if found.returncode == 0:
            return found.stdout.decode("ascii").strip()
        if self._git("rev-parse", "--git-dir").returncode:
            raise NoLockerError(self.location)
        return ""

    def _brought(self) -> str:
        """Bring the commit that the branch points to there, and name it; empty without one.

        The copy here has no branch: processes that share it would get into each other's way.
        """
        if not self._path.is_dir():
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            made = tempfile.mkdtemp(prefix="new-", dir=self._path.parent)
            self._must("init", "--quiet", "--bare", "--", made, at=None)
            try:
                Path(made).rename(self._path)
            except OSError:
                # Another process was faster.
                shutil.rmtree(made)
        listed = self._must("ls-remote", "--", self._remote, BRANCH)
        if not listed.strip():
            return ""
        tip = listed.split()[0].decode("ascii")
        # A process that shares the copy may be bringing it just now: its commit comes first, and
        # what is in it later.
        if self._git("rev-list", "--objects", "--quiet", "--no-walk", tip).returncode:
            self._must(
                *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--"),
                *(self._remote, BRANCH),
            )
        return tip

    def _blob(self, tip: str, path: str) -> bytes | None:
        listed = self._must("ls-tree", tip, "--", path)
        if not listed:
            return None
        found = self._git("cat-file", "blob", listed.split()[2].decode("ascii"))
        if found.returncode:
            raise LockerError(
                self.location,
                f"Git cannot read {path} any more: {_said(found.stderr)}.",
                "Run `git fsck` in the repository and restore it from a copy.",
            )
        return found.stdout

    def _must(
        self,
        *arguments: str,
        given: bytes = b"",
        env: dict[str, str] | None = None,
        at: str | None = "",
    ) -> bytes:
        done = self._git(*arguments, given=given, env=env, at=at)
        if done.returncode:
            raise self._failed(done.stderr)
        return done.stdout

    def _git(
        self,
        *arguments: str,
        given: bytes = b"",
        env: dict[str, str] | None = None,
        at: str | None = "",
    ) -> subprocess.CompletedProcess[bytes]:
        place = () if at is None else ("-C", str(self._path))
        own = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
        try:
            return subprocess.run(
                ["git", *_SETTINGS, *place, *arguments],
                input=given,
                capture_output=True,
                check=False,
                timeout=_SECONDS,
                env={**own, **kept, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", **(env or {})},
            )
        except FileNotFoundError as error:
            raise LockerError(
                self.location, "Git is not installed.", "Install it, or use another locker."
            ) from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise LockerError(
                self.location,
                f"Git did not answer ({type(error).__name__}).",
                "Check the connection to the repository, and try again.",
            ) from error

    def _failed(self, stderr: bytes) -> LockerError:
        said = _said(stderr)
        words = said.casefold()
        if "no space" in words or "disk quota" in words:
            return LockerError(
                self.location,
                f"The locker is full ({said}); nothing was stored.",
                "Make room, or use another locker.",
            )
        if any(word in words for word in ("permission", "read-only", "denied", "authentication")):
            return LockerError(
                self.location,
                f"You may not read or write the locker ({said}).",
                "Ask its owner for permission, or use another locker.",
            )
        return LockerError(
            self.location,
            f"The locker cannot be used: Git says {said!r}.",
            "Check the path, the connection and the repository (`git fsck`), and try again.",
        )


_NEVER: Final = datetime.datetime.max.replace(tzinfo=datetime.UTC)
"""An object of unknown age counts as new and is never removed."""
_KEPT: Final = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_SSH", "GIT_SSH_COMMAND")
_RACE: Final = re.compile(
    rb"cannot lock ref|is at [0-9a-f]+ but expected|reference already exists|stale info|rejected"
    rb"|fetch first|non-fast-forward|failed to update ref|Unable to create .*\.lock"
)

_REFUSED: Final = re.compile(
    rb"permission denied|read-only|no space|quota|hook declined", re.IGNORECASE
)


def _said(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").split("\n")
    return " ".join(" ".join(lines).split())[:200] or "nothing"

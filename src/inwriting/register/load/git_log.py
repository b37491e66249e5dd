"""The commits that changed a register, as its Git repository lists them."""

import datetime
import hashlib
import subprocess
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_GIT_SECONDS = 120
_LONGEST_SUBJECT = 300
_ID = frozenset("0123456789abcdef")


class Missing(Enum):
    """Why there is no history."""

    NOTHING = ""
    """There is one."""
    NOT_ASKED = "not-asked"
    NO_GIT = "no-git"
    """Git is not installed, or did not answer."""
    NO_REPOSITORY = "no-repository"
    NO_COMMIT = "no-commit"
    """No commit holds the register."""
    SHALLOW = "shallow"
    """The clone holds only the newest commits, so that the oldest seems to have made everything."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit that changed the register."""

    id: str
    """Its name, hexadecimal digits."""
    at: datetime.datetime
    """When it was committed, in UTC."""
    subject: str
    """Its first line; hostile text."""
    content: str
    """A digest of the register's folders as the commit has them: the same for the same files."""


@dataclass(frozen=True, slots=True)
class Log:
    """What Git knows of a register."""

    commits: tuple[Commit, ...]
    """The newest first."""
    missing: Missing


def read_log(root: Path, folders: tuple[str, ...], most: int) -> Log:
    """Return the newest commits, at most *most*, that changed one of *folders* of the register.

    Only the first parents are followed: what a branch did in between was never published. Nothing
    is raised: where there is no history, the log says why.
    """
    try:
        if _git(root, "rev-parse", "--is-inside-work-tree") is None:
            return Log((), Missing.NO_REPOSITORY)
        if _git(root, "rev-parse", "--is-shallow-repository") != b"false\n":
            return Log((), Missing.SHALLOW)
        commits = _commits(root, folders, most)
    except (OSError, subprocess.TimeoutExpired):
        return Log((), Missing.NO_GIT)
    return Log(commits, Missing.NOTHING if commits else Missing.NO_COMMIT)


def _commits(root: Path, folders: tuple[str, ...], most: int) -> tuple[Commit, ...]:
    listing = _git(
        root,
        *("log", "--first-parent", "--no-show-signature", "--encoding=UTF-8", "-z"),
        *(f"--max-count={most}", "--format=%H%n%ct%n%s", "HEAD", "--"),
        *(f":(literal){name}" for name in folders),
    )
    entries = [entry.split(b"\n", 2) for entry in (listing or b"").split(b"\0") if entry]
    names = [entry[0].decode("ascii") for entry in entries]
    contents = _contents(root, folders, names)
    return tuple(
        Commit(name, _moment(seconds), _subject(subject), content)
        for (_, seconds, subject), name, content in zip(entries, names, contents, strict=True)
    )


def _contents(root: Path, folders: tuple[str, ...], names: list[str]) -> list[str]:
    """Return a digest of *folders* for each commit in *names*, without reading any file."""
    prefix = (_git(root, "rev-parse", "--show-prefix") or b"").removesuffix(b"\n")
    wanted = b"".join(
        b"%s:%s%s\n" % (name.encode("ascii"), prefix, folder.encode("ascii"))
        for name in names
        for folder in folders
    )
    answer = _git(root, "cat-file", "--batch-check=%(objectname)", given=wanted) or b""
    # What a commit lacks is answered by its own name, which must not tell commits apart.
    trees = [line if set(line.decode("latin-1")) <= _ID else b"" for line in answer.splitlines()]
    width = len(folders)
    if len(trees) != width * len(names):
        message = "Git did not say what its commits hold"
        raise OSError(message)
    return [
        hashlib.sha256(b"\n".join(trees[number * width : (number + 1) * width])).hexdigest()
        for number in range(len(names))
    ]


def _moment(seconds: bytes) -> datetime.datetime:
    """Return the moment that Git writes in *seconds*: outside the calendar, its last day."""
    try:
        return datetime.datetime.fromtimestamp(int(seconds), tz=datetime.UTC)
    except (OSError, OverflowError, ValueError):
        return datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC)


def _subject(line: bytes) -> str:
    text = line.decode("utf-8", "replace")
    return text if len(text) <= _LONGEST_SUBJECT else text[: _LONGEST_SUBJECT - 1] + "…"


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Return what Git says, or None when it refuses.

    Raises OSError and TimeoutExpired when it cannot be run.
    """
    done = subprocess.run(
        ["git", "--no-replace-objects", "-C", str(root), *arguments],
        input=given,
        capture_output=True,
        check=False,
        timeout=_GIT_SECONDS,
    )
    return done.stdout if done.returncode == 0 else None

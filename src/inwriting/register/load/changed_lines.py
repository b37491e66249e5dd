"""Which lines a change touches, as Git tells it: where a reviewer looks."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_GIT_SECONDS = 120
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


@dataclass(frozen=True, slots=True)
class ChangedLines:
    """The lines of each file that a change added or altered, or below which it took some away."""

    ranges: dict[str, tuple[range, ...]]
    """By the file's path, relative to the register's folder. A file that went has none."""

    def touch(self, file: str, line: int) -> bool:
        """Return whether the change touches *line* of *file*; line 0 stands for the whole file."""
        if not line:
            return file in self.ranges
        return any(line in lines for lines in self.ranges.get(file, ()))


def changed_lines(root: Path, base: str) -> ChangedLines | None:
    """Return what changed since the newest commit that HEAD has in common with *base*.

    Changes that are not committed count; a file that Git does not know yet does not.

    None where Git cannot tell, as in a clone without that commit. It decides nothing: it is for
    the order in which a report tells what was found.
    """
    if base.startswith("-"):
        return None
    command = [
        *("git", "-C", str(root), "-c", "core.quotePath=true", "diff", "--unified=0", "--relative"),
        *("--no-color", "--no-ext-diff", "--no-textconv", "--find-renames"),
        *("--src-prefix=a/", "--dst-prefix=b/", "--merge-base", base, "--"),
    ]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_GIT_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ChangedLines(_read(done.stdout)) if done.returncode == 0 else None


def _read(difference: bytes) -> dict[str, tuple[range, ...]]:
    found: dict[str, list[range]] = {}
    name = ""
    lines = iter(difference.split(b"\n"))
    for line in lines:
        hunk = _HUNK.match(line)
        if line.startswith((b"+++ b/", b'+++ "b/')):
            name = _name(line.removeprefix(b"+++ "))
            found[name] = []
        elif hunk and name:
            gone, first, come = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            # The lines themselves are anybody's text, and may look like a header.
            _skip(lines, gone + come)
            # Where lines only went, those around the gap are what a reviewer sees.
            found[name].append(range(first, first + (come or 2)))
        elif line.startswith(b"diff --git "):
            name = ""
    return {name: tuple(ranges) for name, ranges in found.items()}


def _skip(lines: Iterator[bytes], number: int) -> None:
    for _ in range(number):
        line = next(lines, b"")
        if line.startswith(b"\\"):
            next(lines, b"")


def _name(written: bytes) -> str:
    """Return a file's name from how Git writes it: in quotes when it has unusual characters."""
    if written.startswith(b'"'):
        written = written[1:-1].decode("unicode_escape").encode("latin-1")
    # Git ends a name that has a space in it with a tab.
    return written.removesuffix(b"\t").removeprefix(b"b/").decode("utf-8", "surrogateescape")

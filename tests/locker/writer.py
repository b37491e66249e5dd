"""A process that puts documents into a locker, and may kill itself on the way.

``writer.py LOCATION MIRRORS NAME COUNT [CALL]``: puts COUNT documents and prints each digest when
it is kept. With CALL, the process is killed (signal 9) in place of its CALL-th call of what writes.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inwriting.texts.locker.location import locker_at

Say = Callable[[str], object]
_OS = ("open", "write", "fsync", "replace", "mkdir", "utime", "unlink", "stat", "close")


def killing(owner: Any, names: tuple[str, ...], at: int) -> None:
    """Count the calls of *names* of *owner* together, and die at number *at*."""
    calls = 0

    def wrapped(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **more)

        return call

    for name in names:
        setattr(owner, name, wrapped(getattr(owner, name)))


def out(text: str) -> None:
    """Print *text* at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def write(location: str, mirrors: str, name: str, count: int, call: int, say: Say = out) -> None:
    """Put the documents in; *say* is told each digest."""
    store = locker_at(location, Path(mirrors))
    store.check()
    if call:
        if location.startswith("git:"):
            killing(subprocess, ("run",), call)
        elif location.startswith("s3:"):
            killing(store._fs, ("pipe_file", "cat_file"), call)  # type: ignore[attr-defined]
        else:
            killing(os, _OS, call)
    for number in range(count):
        say(store.put(f"{name} {number}\n".encode() * 1000) + "\n")


if __name__ == "__main__":
    where, copies, who, many, *last = sys.argv[1:]
    write(where, copies, who, int(many), int(last[0]) if last else 0)

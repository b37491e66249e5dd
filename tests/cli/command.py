"""The real command in a process of its own, with nothing of the tester's environment."""

import atexit
import functools
import io
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from tests.cli import fork_server

ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("COV_", "COVERAGE_", "PATH", "SYSTEMROOT")
_FIXED_AT_START = "LANG", "LC_", "PYTHON"
"""What Python reads in its first moment alone."""


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return a bare environment: the same on every machine, and coverage still measured."""
    kept = {key: value for key, value in os.environ.items() if key.startswith(_KEPT)}
    return {
        **kept,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT / "src"),
        # Git looks for no configuration of the machine's or the tester's.
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **(more or {}),
    }


def run(
    arguments: list[str],
    folder: Path,
    *,
    env: Mapping[str, str] | None = None,
    given: str = "",
    started: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run ``inwriting`` with *arguments* in *folder*.

    The process is split off from one that has imported it, which takes a fifth of the time. It is
    started as a user starts it where *started* says so, where Python itself is told something by
    the environment, and where coverage is measured, so that each golden test is run both ways.
    """
    told = environment(folder.parent, env)
    fixed = any(name.startswith(_FIXED_AT_START) for name in env or {})
    if started or fixed or "COVERAGE_PROCESS_CONFIG" in told:
        return start(arguments, folder, told, given)
    message = {"folder": str(folder), "environment": told, "arguments": arguments}
    new = tempfile.TemporaryFile
    with new() as typed, new() as output, new() as errors:
        typed.write(given.encode())
        typed.seek(0)
        numbers = typed.fileno(), output.fileno(), errors.fileno()
        code = _asked(json.dumps(message).encode(), numbers)
        said = [_all_of(stream) for stream in (output, errors)]
    return subprocess.CompletedProcess(["inwriting", *arguments], code, *said)


def _all_of(stream: IO[bytes]) -> str:
    stream.seek(0)
    with io.TextIOWrapper(stream, encoding="utf-8") as text:
        return text.read()


def start(
    arguments: list[str], folder: Path, env: Mapping[str, str], given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run ``inwriting`` in a process of its own from its first moment on."""
    return subprocess.run(
        [sys.executable, "-m", "inwriting", *arguments],
        cwd=folder,
        env=env,
        input=given,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def _asked(message: bytes, streams: tuple[int, int, int]) -> int:
    connection, process = _server()
    try:
        return fork_server.request(connection, message, streams)
    except BaseException:
        # Somebody stopped waiting: neither the command nor its answer may come to the next one.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        _server.cache_clear()
        raise


@functools.cache
def _server() -> "tuple[socket.socket, subprocess.Popen[bytes]]":
    """Start the process that others are split off from: one for each of pytest's workers."""
    ours, theirs = socket.socketpair()
    program = [sys.executable, fork_server.__file__, str(theirs.fileno())]
    none = subprocess.DEVNULL
    bare = environment(Path(tempfile.gettempdir()))
    process = subprocess.Popen(
        program,
        env=bare,
        pass_fds=[theirs.fileno()],
        stdin=none,
        stdout=none,
        start_new_session=True,
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours, process

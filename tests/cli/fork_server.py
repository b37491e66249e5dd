"""A process that has imported `inwriting`, and splits off a process of its own for each command.

To start Python and import the command takes most of a short command's time. Here both are done
once. Each command then runs as `python -m inwriting` runs it, in a process that nothing ran in
before: with its own folder, environment, arguments and streams.

This file is a program: ``python fork_server.py SOCKET`` takes the number of an open Unix socket.
A message on it is the length of some JSON, the JSON (`folder`, `environment`, `arguments`) and the
three streams. The reply is the exit code, as subprocess gives it. The end of the socket ends it.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import socket
import sys
import threading
import time
import traceback
from typing import Any

import inwriting

_LATE = (
    "email_validator",
    "jsonschema_rs",
    "platformdirs.unix",
    "rich.console",
    "ruamel.yaml",
    "yaml_rs",
)
"""What commands import once they know that they need it."""
_LENGTH = 8


def request(server: socket.socket, message: bytes, streams: tuple[int, int, int]) -> int:
    """Ask *server* to run a command, and return its exit code.

    Raises EOFError when the server is gone.
    """
    head = len(message).to_bytes(_LENGTH, "big")
    socket.send_fds(server, [head], list(streams))
    server.sendall(message)
    return int.from_bytes(_read(server, _LENGTH), "big", signed=True)


def _read(connection: socket.socket, length: int) -> bytes:
    parts = b""
    while len(parts) < length:
        part = connection.recv(length - len(parts))
        if not part:
            raise EOFError
        parts += part
    return parts


def _serve(connection: socket.socket) -> dict[str, Any] | None:
    """Split off a process for each command; return its message there, and None at the end."""
    while True:
        head, streams, *_ = socket.recv_fds(connection, _LENGTH, 3)
        if not head:
            return None
        message: dict[str, Any] = json.loads(_read(connection, int.from_bytes(head, "big")))
        process = os.fork()
        if process == 0:
            connection.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            return message
        for stream in streams:
            os.close(stream)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        connection.sendall(code.to_bytes(_LENGTH, "big", signed=True))


def _become(message: dict[str, Any]) -> None:
    """Be as a new process is that was started for this command."""
    os.chdir(message["folder"])
    os.environ.clear()
    os.environ.update(message["environment"])
    time.tzset()
    sys.path[0] = os.getcwd()  # noqa: PTH109 - as Python itself puts it there.
    sys.argv[1:] = message["arguments"]
    gc.enable()


def _run() -> int:
    """Run the command as a program, and return its exit code once all is written.

    Python would take everything that was imported apart at its end, which takes longest of all.
    """
    code: object = 0
    try:
        runpy.run_module("inwriting", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - as Python itself ends.
        traceback.print_exc()
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    return code if isinstance(code, int) else 1


def _import_everything() -> None:
    for module in pkgutil.walk_packages(inwriting.__path__, "inwriting."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in _LATE:
        importlib.import_module(name)


if __name__ == "__main__":
    _import_everything()
    # What is here already is never looked at again, and so not copied by those who come.
    gc.disable()
    gc.freeze()
    to_do = _serve(socket.socket(fileno=int(sys.argv[1])))
    if to_do is not None:
        _become(to_do)
        os._exit(_run())

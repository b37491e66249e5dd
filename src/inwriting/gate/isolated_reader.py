"""Large files read in a process of their own, with limits of time and memory.

What a grammar does with hostile text cannot be interrupted from within, and what it takes of memory
is not given back. The other process runs this tool's code alone, and is started when first needed.
"""

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from inwriting.gate.file_reading import FileReading, TextFile
from inwriting.gate.format import Format

_FOLDER = Path(__file__).parents[2]
_MEMORY = 1 << 30
"""The address space that the other process may have; what it really takes is far less."""
_LENGTH = 8


class ReadTask(msgspec.Struct, frozen=True):
    """What the other process is asked."""

    form: Format
    file: TextFile


class IsolatedReadError(Exception):
    """The other process gave no answer; the message says why, in words."""


class IsolatedReader:
    """The other process. It is used by one thread."""

    def __init__(self, seconds: float, memory: int = _MEMORY) -> None:
        """Give each file *seconds*, and the process *memory* bytes of address space."""
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, form: Format, file: TextFile) -> FileReading:
        """Return what the reader of *form* says of *file*.

        Raises IsolatedReadError when there is no answer in time, or none that can be used.
        """
        try:
            process = self._process or self._start()
            self._process = process
            answer = _asked(process, msgspec.msgpack.encode(ReadTask(form, file)), self._seconds)
            return msgspec.msgpack.decode(answer, type=FileReading)
        except TimeoutError as error:
            self.close()
            message = f"it takes longer than {self._seconds:g} seconds"
            raise IsolatedReadError(message) from error
        except (OSError, UnicodeError, msgspec.MsgspecError) as error:
            self.close()
            message = "its reader failed"
            raise IsolatedReadError(message) from error

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            # Reads what is left, so that nothing stays open.
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        # -P keeps the current folder, which may be the hostile repository, off the path of imports.
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "inwriting.gate.isolated_worker", str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_FOLDER,
        )


def _asked(process: subprocess.Popen[bytes], question: bytes, seconds: float) -> bytes:
    """Return the answer of *process*. Raises OSError and TimeoutError when there is none."""
    questions, answers = process.stdin, process.stdout
    if questions is None or answers is None:
        message = "the other process cannot be talked to"
        raise OSError(message)
    until = time.monotonic() + seconds
    # The other side reads the whole question before it works on it.
    questions.write(len(question).to_bytes(_LENGTH, "big"))
    questions.write(question)
    questions.flush()
    handle = answers.fileno()
    wanted = int.from_bytes(_received(handle, _LENGTH, until), "big")
    return _received(handle, wanted, until)


def _received(handle: int, wanted: int, until: float) -> bytes:
    received = bytearray()
    while len(received) < wanted:
        left = until - time.monotonic()
        if left <= 0 or not select.select([handle], [], [], left)[0]:
            raise TimeoutError
        part = os.read(handle, min(wanted - len(received), 1 << 20))
        if not part:
            message = "the other process ended"
            raise OSError(message)
        received += part
    return bytes(received)

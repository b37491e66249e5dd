"""From the bytes of a document to its text, in a process of its own with limits.

Whatever a document does to the program that reads it, this process goes on, and nothing of the
document is used.
"""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any, Final

from inwriting.evidence.capture.extraction_process import refusal, too_much_memory
from inwriting.evidence.capture.file_kinds import kind_of
from inwriting.evidence.capture.limits import ExtractionLimits
from inwriting.evidence.capture.refusal import Reason, RefusedError

_KEPT: Final = ("PATH", "SYSTEMROOT", "PYTHONPATH", "COV_", "COVERAGE_")
_STARTING: Final = 5
"""Seconds beyond the limit for a process to start and to end by itself."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document's text, and what read it."""

    text: str
    extractor: str
    """The library with its version, as in pypdfium2 5.1."""
    title: str
    """What the document calls itself; may be empty."""
    notes: tuple[str, ...]
    """What was left out or read with a doubt."""


def extract(
    content: bytes,
    name: str,
    media_type: str = "",
    *,
    charset: str = "",
    encoding: str = "",
    limits: ExtractionLimits | None = None,
) -> Extracted:
    """Return the text of the document *content*.

    *name* is the file's name or the address; *media_type* and *charset* are what a server said of
    it, *encoding* what a person says. Raises RefusedError when it cannot be read whole.
    """
    limits = limits or ExtractionLimits()
    if len(content) > limits.size:
        raise RefusedError(
            Reason.TOO_LARGE,
            f"It is larger than {limits.size:,} bytes.",
            "Capture the part you need.",
        )
    if not content:
        raise RefusedError(Reason.NO_TEXT, "It is empty.", "Download or export it again.")
    kind = kind_of(content, name, media_type)
    header = {
        "kind": kind.value,
        "name": name,
        "charset": charset,
        "encoding": encoding,
        "limits": dataclasses.asdict(limits),
    }
    answer = _read(json.dumps(header).encode("ascii") + b"\n" + content, limits)
    if "refused" in answer:
        raise RefusedError(Reason(answer["refused"]), answer["message"], answer["fix"])
    return Extracted(
        answer["text"], answer["extractor"], answer["title"].strip(), tuple(answer["notes"])
    )


def _read(given: bytes, limits: ExtractionLimits) -> dict[str, Any]:
    environment = {key: value for key, value in os.environ.items() if key.startswith(_KEPT)}
    with subprocess.Popen(
        # -P: no module is taken from the folder that somebody happens to stand in.
        [sys.executable, "-P", "-m", "inwriting.evidence.capture.extraction_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**environment, "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    ) as process:
        late = threading.Event()

        def stop() -> None:
            late.set()
            _kill(process)

        timer = threading.Timer(limits.seconds + _STARTING, stop)
        timer.start()
        try:
            output = _spoken(process, given, limits)
        finally:
            timer.cancel()
            _kill(process)
    if late.is_set() or process.returncode == -getattr(signal, "SIGXCPU", 24):
        return refusal(
            RefusedError(
                Reason.TOO_SLOW,
                f"It was not read after {limits.seconds} seconds.",
                "It may be malicious. If you trust it, capture the part you need.",
            )
        )
    return _answer(output, process.returncode)


def _answer(output: bytes, code: int) -> dict[str, Any]:
    try:
        answer = json.loads(output)
    except ValueError:
        answer = None
    if isinstance(answer, dict) and code == 0:
        return answer
    if b"MemoryError" in output or code == -getattr(signal, "SIGKILL", 9):
        return refusal(too_much_memory())
    return refusal(
        RefusedError(
            Reason.DAMAGED,
            "It crashed its reader, so it is damaged or malicious.",
            "If another program opens it, print it to PDF there, and capture that.",
        )
    )


def _spoken(process: "subprocess.Popen[bytes]", given: bytes, limits: ExtractionLimits) -> bytes:
    """Hand *given* over and return what the process says, at most what a text may be."""
    assert process.stdin is not None  # noqa: S101 - it is a pipe
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    sink, source = process.stdin, process.stdout

    def hand_over() -> None:
        try:
            sink.write(given)
            sink.close()
        except OSError:
            # It ended before it had read everything; its answer says why, or there is none.
            return

    feeding = threading.Thread(target=hand_over, daemon=True)
    feeding.start()
    # In JSON's ASCII, a letter of two bytes takes six.
    most = 4 * limits.text + 1024 * 1024
    output = source.read(most)
    if len(output) == most:
        _kill(process)
        return b""
    feeding.join(_STARTING)
    try:
        process.wait(_STARTING)
    except subprocess.TimeoutExpired:
        _kill(process)
    return output


def _kill(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is not None:
        return
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (OSError, ProcessLookupError):
        return

"""The process that reads one document, within limits that the system enforces.

It is started by `extracting`, gets the task as one line of JSON and then the document on its
standard input, and answers with JSON on its standard output. It writes nothing else.
"""

import dataclasses
import json
import os
import sys
from typing import Any

from inwriting.evidence.capture.file_kinds import FileKind
from inwriting.evidence.capture.limits import ExtractionLimits
from inwriting.evidence.capture.readers.document_text import ReadOptions
from inwriting.evidence.capture.readers.selection import read_as
from inwriting.evidence.capture.refusal import Reason, RefusedError


def main() -> None:
    """Read one document."""
    answering = os.dup(1)
    # What a library prints must not look like an answer.
    os.dup2(2, 1)
    header = json.loads(sys.stdin.buffer.readline())
    limits = ExtractionLimits(**header.pop("limits"))
    kind = FileKind(header.pop("kind"))
    confine(limits)
    answer = answered(kind, sys.stdin.buffer.read(), ReadOptions(**header, limits=limits))
    with os.fdopen(answering, "w", encoding="ascii") as stream:
        json.dump(answer, stream)


def confine(limits: ExtractionLimits) -> None:
    """Let the system stop this process when it takes more than *limits*; Windows has no way."""
    try:
        import resource
    except ImportError:
        return
    wanted = [
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
        # No reader writes files; measuring these tests does.
        (resource.RLIMIT_FSIZE, 16 * 1024 * 1024),
    ]
    for name, value in wanted:
        _, hard = resource.getrlimit(name)
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(name, (most, most))
        except (OSError, ValueError):
            # Some systems know the name and not the limit; the parent's clock remains.
            continue


def answered(kind: FileKind, content: bytes, task: ReadOptions) -> dict[str, Any]:
    """Return the document's text, or why it is refused, as plain data."""
    try:
        reading = read_as(kind, content, task)
        if len(reading.text.encode("utf-8", "surrogatepass")) > task.limits.text:
            raise RefusedError(
                Reason.TOO_LARGE,
                f"Its text is larger than {task.limits.text:,} bytes.",
                "Capture the part that you need.",
            )
        reading.text.encode("utf-8")
        return dataclasses.asdict(reading)
    except RefusedError as error:
        return refusal(error)
    except MemoryError:
        return refusal(too_much_memory())
    except (RecursionError, UnicodeError):
        return refusal(
            RefusedError(
                Reason.DAMAGED,
                "It nests too deeply, or holds letters that are none.",
                "Look at it; if it is in order, save it in another format and capture that.",
            )
        )


def refusal(error: RefusedError) -> dict[str, Any]:
    """Return *error* as plain data."""
    return {"refused": error.reason.value, "message": error.message, "fix": error.fix}


def too_much_memory() -> RefusedError:
    """Return what to say of a document that takes too much memory."""
    return RefusedError(
        Reason.TOO_LARGE,
        "Reading it takes more memory than is allowed.",
        "It may be made to harm. If it is in order, capture the part that you need.",
    )


if __name__ == "__main__":
    main()

"""One file read by its structure, whatever it holds and whatever its reader does.

A large file is read in a process of its own, with limits of time and memory: what a grammar does
with hostile text cannot be interrupted otherwise. That process runs this tool's code alone.
"""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec

from inwriting.gate.readers import reader_of
from inwriting.gate.readers.format import Format
from inwriting.gate.seen import Reading, TextFile
from inwriting.gate.uses import Unread

LARGE = 1 << 20
"""From how many bytes on a file is read in a process of its own."""
LARGEST = 16 << 20
"""How many bytes a file may have to be read by its structure at all."""
_SECONDS = 30
_MEMORY = 2 << 30
"""The address space of the other process; what it really takes is far less."""
_MOST_SEEN = 50_000
_FOLDER = Path(__file__).parents[2]


class Task(msgspec.Struct, frozen=True):
    """What the other process is asked."""

    form: Format
    file: TextFile


def read(form: Format, file: TextFile) -> Reading:
    """Return what *file*, of the kind *form*, holds; what cannot be read is said in it."""
    if len(file.content) > LARGEST:
        size = len(file.content) >> 20
        return _unread(file, f"has {size} MiB, more than are read at once", "Split the file.")
    if len(file.content) < LARGE:
        return limited(form, file)
    return _apart(form, file)


def limited(form: Format, file: TextFile) -> Reading:
    """Return what *file* holds, read in this process."""
    try:
        reading = reader_of(form)(file)
    except (Exception, RecursionError) as error:  # noqa: BLE001 - any failure is said, none passes.
        return _unread(
            file,
            f"could not be read as {form.kind}: {type(error).__name__}",
            "Mend the file, or report the mistake to the makers of In Writing.",
        )
    if len(reading.seen) > _MOST_SEEN:
        reason = f"names {len(reading.seen)} things, more than {_MOST_SEEN}"
        return replace(_unread(file, reason, "Split the file."), comments=reading.comments)
    return reading


def _apart(form: Format, file: TextFile) -> Reading:
    # -P keeps the current folder, which may be the hostile repository, off the path of imports.
    command = [sys.executable, "-P", "-m", "inwriting.gate.reading_apart", str(_MEMORY)]
    try:
        done = subprocess.run(
            command,
            input=msgspec.msgpack.encode(Task(form, file)),
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            cwd=_FOLDER,
        )
        if done.returncode == 0:
            return msgspec.msgpack.decode(done.stdout, type=Reading)
        reason = "its reader failed"
    except subprocess.TimeoutExpired:
        reason = f"takes longer than {_SECONDS} seconds"
    except (OSError, UnicodeError, msgspec.MsgspecError) as error:
        reason = f"its reader could not be asked: {type(error).__name__}"
    return _unread(
        file, f"could not be read as {form.kind}: {reason}", "Split the file, or make it simpler."
    )


def _unread(file: TextFile, reason: str, fix: str) -> Reading:
    return Reading(unread=(Unread(file.path, 0, reason, fix),))

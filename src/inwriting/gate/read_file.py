"""One file read by its structure, whatever it holds and whatever its reader does."""

from dataclasses import replace

from inwriting.gate.file_reading import FileReading, TextFile
from inwriting.gate.format import Format
from inwriting.gate.isolated_reader import IsolatedReader, IsolatedReadError
from inwriting.gate.readers import reader_of
from inwriting.gate.uses import Unread

LARGE = 1 << 20
"""From how many bytes on a file is read in a process of its own."""
LARGEST = 16 << 20
"""How many bytes a file may have to be read by its structure at all."""
_MOST_SEEN = 50_000


def read(form: Format, file: TextFile, apart: IsolatedReader) -> FileReading:
    """Return what *file*, of the kind *form*, holds; a large one is read by *apart*.

    What cannot be read is said in the answer; nothing is raised.
    """
    size = len(file.content)
    if size > LARGEST:
        return _unread(file, f"has {size >> 20} MiB, more than are read at once", "Split the file.")
    if size < LARGE:
        return limited(form, file)
    try:
        return apart.read(form, file)
    except IsolatedReadError as error:
        fix = "Split the file, or make it simpler."
        return _unread(file, f"could not be read as {form.kind}: {error}", fix)


def limited(form: Format, file: TextFile) -> FileReading:
    """Return what *file* holds, read in this process."""
    try:
        reading = reader_of(form)(file)
    except Exception as error:  # noqa: BLE001 - any failure is said, and none passes.
        return _unread(
            file,
            f"could not be read as {form.kind}: {type(error).__name__}",
            "Mend the file, or report the mistake to the makers of In Writing.",
        )
    if len(reading.seen) > _MOST_SEEN:
        reason = f"names {len(reading.seen)} things, more than {_MOST_SEEN}"
        return replace(_unread(file, reason, "Split the file."), comments=reading.comments)
    return reading


def _unread(file: TextFile, reason: str, fix: str) -> FileReading:
    return FileReading(unread=(Unread(file.path, 0, reason, fix),))

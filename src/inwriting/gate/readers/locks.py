"""What holds for every lock file: it tells what something else brings along, and blocks nothing."""

import dataclasses
import functools
from collections.abc import Iterator

from inwriting.gate.file_reading import FileReading, Reader, TextFile
from inwriting.gate.readers.document import Hits
from inwriting.gate.readers.grammars import unix_lines


def lenient(read: Reader) -> Reader:
    """Return *read* such that what it cannot understand is told and does not block.

    What a lock file names does not block either, so nothing passes that would have been held up.
    """

    @functools.wraps(read)
    def reader(file: TextFile) -> FileReading:
        reading = read(file)
        unread = tuple(dataclasses.replace(one, blocks=False) for one in reading.unread)
        return FileReading(reading.seen, unread, reading.comments)

    return reader


def lines_with_hits(file: TextFile) -> Iterator[tuple[int, str]]:
    """Yield each line, with its row from 0, in which the search found something."""
    hits = Hits.of(file)
    begin = 0
    for row, line in enumerate(unix_lines(file.content).split(b"\n")):
        end = begin + len(line)
        if hits.within(begin, end):
            yield row, line.decode(errors="replace")
        begin = end + 1

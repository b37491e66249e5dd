"""The reader of a made-up format: `toybox.list` names one toy a line, with its version behind @."""

from inwriting.gate.file_reading import FileReading, TextFile
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import FilePosition


def read(file: TextFile) -> FileReading:
    """Read toybox.list."""
    collector = Collector(file)
    for row, line in enumerate(file.content.decode().splitlines()):
        collector.package("toybox", line.partition("@")[0], FilePosition(row, 0))
    return collector.reading()

"""The reader of a made-up format: `toybox.list` names one toy a line, with its version behind @."""

from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import Place
from inwriting.gate.seen import Reading, TextFile


def read(file: TextFile) -> Reading:
    """Read toybox.list."""
    collector = Collector(file)
    for row, line in enumerate(file.content.decode().splitlines()):
        collector.package("toybox", line.partition("@")[0], Place(row, 0))
    return collector.reading()

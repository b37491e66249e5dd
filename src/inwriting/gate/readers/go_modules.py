"""Modules of Go: go.mod and go.sum, whose lines the Go modules reference defines."""

from inwriting.gate.ecosystems.go import GO_MODULE
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.document import FilePosition
from inwriting.gate.readers.grammars import unix_lines
from inwriting.gate.readers.lines import comments_of_lines
from inwriting.gate.readers.locks import lenient, lines_with_hits

_NAMING = frozenset({"module", "require", "tool"})


def read_mod(file: TextFile) -> FileReading:
    """Read go.mod; what it calls indirect is what something else brings along."""
    content = unix_lines(file.content)
    collector = Collector(file, content)
    block = ""
    for row, line in enumerate(content.decode(errors="replace").split("\n")):
        code, _, comment = line.partition("//")
        words = code.split()
        if not words:
            continue
        if block:
            if words[0] == ")":
                block = ""
                continue
            verb, rest = block, words
        else:
            verb, rest = words[0], words[1:]
            if rest[:1] == ["("]:
                block = verb
                continue
        if verb in _NAMING and rest:
            name = rest[0].strip('"`')
            place = FilePosition(row, len(line[: line.find(rest[0])].encode()))
            if verb == "module":
                collector.package(GO_MODULE, name, place, key=OWN_NAME)
            else:
                scope = DependencyScope.DEVELOPMENT if verb == "tool" else DependencyScope.NORMAL
                indirect = verb == "require" and comment.strip().startswith("indirect")
                collector.package(
                    GO_MODULE, name, place, DependencyScope.LOCKED if indirect else scope
                )
    reading = collector.reading()
    return FileReading(reading.seen, comments=comments_of_lines(file, content, "/"))


@lenient
def read_sum(file: TextFile) -> FileReading:
    """Read go.sum, which lists whatever was once looked at."""
    collector = Collector(file)
    for row, line in lines_with_hits(file):
        words = line.split()
        if len(words) == 3 and not words[1].endswith("/go.mod"):
            collector.package(GO_MODULE, words[0], FilePosition(row, 0), DependencyScope.LOCKED)
    return collector.reading()

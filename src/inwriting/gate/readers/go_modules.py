"""Modules of Go: go.mod and go.sum, whose lines the Go modules reference defines."""

from inwriting.gate.ecosystems.go import GO_MODULE
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.document import Place
from inwriting.gate.readers.grammars import unix_lines
from inwriting.gate.readers.lines import comments_of_lines
from inwriting.gate.readers.locks import lenient, lines_with_hits
from inwriting.gate.seen import Reading, Scope, TextFile

_NAMING = frozenset({"module", "require", "tool"})


def read_mod(file: TextFile) -> Reading:
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
            place = Place(row, len(line[: line.find(rest[0])].encode()))
            if verb == "module":
                collector.package(GO_MODULE, name, place, key=OWN_NAME)
            else:
                scope = Scope.DEVELOPMENT if verb == "tool" else Scope.NORMAL
                indirect = verb == "require" and comment.strip().startswith("indirect")
                collector.package(GO_MODULE, name, place, Scope.LOCKED if indirect else scope)
    reading = collector.reading()
    return Reading(reading.seen, comments=comments_of_lines(file, content, "/"))


@lenient
def read_sum(file: TextFile) -> Reading:
    """Read go.sum, which lists whatever was once looked at."""
    collector = Collector(file)
    for row, line in lines_with_hits(file):
        words = line.split()
        if len(words) == 3 and not words[1].endswith("/go.mod"):
            collector.package(GO_MODULE, words[0], Place(row, 0), Scope.LOCKED)
    return collector.reading()

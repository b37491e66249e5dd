"""Elixir's mix.exs and mix.lock; none of their code is run."""

import re

from inwriting.gate.ecosystems.elixir import HEX
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.document import FilePosition
from inwriting.gate.readers.grammars import unix_lines
from inwriting.gate.readers.lines import comments_of_lines
from inwriting.gate.readers.locks import lenient, lines_with_hits

_TEXT_OR_COMMENT = re.compile(rb'"(?:\\.|[^"\\\n])*"|#[^\n]*')
_OWN = re.compile(rb"\bapp:\s*:(?P<name>[a-z]\w*)")
_DEPENDENCY = re.compile(rb"\{\s*:(?P<name>[a-z]\w*)\s*,(?P<rest>[^{}]{0,2000})\}")
_RENAMED = re.compile(rb"\bhex:\s*:(\w+)")
_ONLY = re.compile(rb"\bonly:\s*(\[[^\]]*\]|:\w+)")
_OPTIONAL = re.compile(rb"\boptional:\s*true\b")
_LOCKED = re.compile(r'\s*"[^"]+":\s*\{:hex, :(?P<name>\w+),')


def read(file: TextFile) -> FileReading:
    """Read mix.exs: the tuples that name a package, whichever function returns them."""
    content = unix_lines(file.content)
    collector = Collector(file, content)
    code = _TEXT_OR_COMMENT.sub(_without_comment, content)
    for own in _OWN.finditer(code):
        collector.package(HEX, own["name"].decode(), _place(code, own), key=OWN_NAME)
    for found in _DEPENDENCY.finditer(code):
        renamed = _RENAMED.search(found["rest"])
        name = found["name"] if renamed is None else renamed[1]
        collector.package(HEX, name.decode(), _place(code, found), _scope(found["rest"]))
    return FileReading(collector.reading().seen, comments=comments_of_lines(file, content, "#"))


def _without_comment(found: re.Match[bytes]) -> bytes:
    return b" " * len(found[0]) if found[0].startswith(b"#") else found[0]


def _place(code: bytes, found: re.Match[bytes]) -> FilePosition:
    begin = found.start("name")
    return FilePosition(code.count(b"\n", 0, begin), begin - (code.rfind(b"\n", 0, begin) + 1))


def _scope(options: bytes) -> DependencyScope:
    only = _ONLY.search(options)
    if only is not None and b"prod" not in only[1]:
        return DependencyScope.DEVELOPMENT if b"dev" in only[1] else DependencyScope.TEST
    return DependencyScope.OPTIONAL if _OPTIONAL.search(options) else DependencyScope.NORMAL


@lenient
def read_lock(file: TextFile) -> FileReading:
    """Read mix.lock, which has a line for each package."""
    collector = Collector(file)
    for row, line in lines_with_hits(file):
        if found := _LOCKED.match(line):
            place = FilePosition(row, len(line[: found.start("name")].encode()))
            collector.package(HEX, found["name"], place, DependencyScope.LOCKED)
    return collector.reading()

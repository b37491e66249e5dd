"""Lock files of JavaScript: what was installed, whoever asked for it."""

import re

from inwriting.gate.ecosystems.javascript import NPM
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import DocumentValue, FilePosition, KeyedEntry
from inwriting.gate.readers.json_tree import parse_json
from inwriting.gate.readers.locks import lenient, lines_with_hits
from inwriting.gate.readers.yaml_tree import parse_yaml

_INSTALLED = "node_modules/"
_SPECIFIER = re.compile(r"/?(?P<name>@[^/@\s]+/[^/@\s]+|[^/@\s]+)(?:[@/(].*)?\Z")
_YARN_ENTRY = re.compile(r'"?(?P<name>@[^/@\s",]+/[^/@\s",]+|[^/@\s",]+)@')


@lenient
def read_package_lock(file: TextFile) -> FileReading:
    """Read package-lock.json or npm-shrinkwrap.json, of every version."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    for entry in _entries(document.root.get("packages")):
        if _INSTALLED in entry.key:
            name = entry.value.said("name") or entry.key.rpartition(_INSTALLED)[2]
            collector.package(NPM, name, entry.place, DependencyScope.LOCKED)
    _nested(collector, document.root.get("dependencies"))
    return collector.reading()


def _nested(collector: Collector, value: DocumentValue | None) -> None:
    """Note the dependencies of npm's first format, which nest."""
    waiting = [value]
    while waiting:
        for entry in _entries(waiting.pop()):
            collector.package(NPM, entry.key, entry.place, DependencyScope.LOCKED)
            waiting.append(entry.value.get("dependencies"))


@lenient
def read_pnpm_lock(file: TextFile) -> FileReading:
    """Read pnpm-lock.yaml."""
    document = parse_yaml(file)
    collector = Collector.of(file, document)
    for root in document.roots:
        for entry in _entries(root.get("packages")):
            if found := _SPECIFIER.match(entry.key):
                collector.package(NPM, found["name"], entry.place, DependencyScope.LOCKED)
    return collector.reading()


@lenient
def read_yarn_lock(file: TextFile) -> FileReading:
    """Read yarn.lock of either kind: each entry begins at the edge with what it answers."""
    collector = Collector(file)
    for row, line in lines_with_hits(file):
        if line[:1] in {" ", "#", "\t", ""} or not line.rstrip().endswith(":"):
            continue
        for found in _YARN_ENTRY.finditer(line):
            begin = found.start("name")
            if begin and line[:begin].rstrip('"')[-1:] not in {"", " "}:
                continue
            place = FilePosition(row, len(line[:begin].encode()))
            collector.package(NPM, found["name"], place, DependencyScope.LOCKED)
    return collector.reading()


@lenient
def read_bun_lock(file: TextFile) -> FileReading:
    """Read bun.lock."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    for entry in _entries(document.root.get("packages")):
        resolved = next(iter(entry.value.items), None)
        text = resolved.text if resolved is not None else ""
        found = _SPECIFIER.match(text) or _SPECIFIER.match(entry.key)
        if found is not None:
            collector.package(NPM, found["name"], entry.place, DependencyScope.LOCKED)
    return collector.reading()


def _entries(value: DocumentValue | None) -> tuple[KeyedEntry, ...]:
    return value.entries if value is not None else ()

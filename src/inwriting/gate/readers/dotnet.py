"""Projects of .NET: packages that they reference, central versions, and lock files."""

import re

from inwriting.gate.ecosystems.dotnet import NUGET
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.document import DocumentValue, FilePosition, KeyedEntry
from inwriting.gate.readers.grammars import unix_lines
from inwriting.gate.readers.json_tree import parse_json
from inwriting.gate.readers.locks import lenient, lines_with_hits
from inwriting.gate.readers.xml_tree import parse_xml

_REFERENCES = frozenset({"PackageReference", "PackageVersion", "GlobalPackageReference"})
_PAKET = re.compile(r"\s*nuget\s+(?P<name>[\w.-]+)", re.IGNORECASE)
_PAKET_REFERENCE = re.compile(r"(?P<name>[A-Za-z][\w.-]*)\s*(?:\S*:.*)?\Z")
_PAKET_LOCKED = re.compile(r" {4}(?P<name>[\w.-]+) \(")


def read_project(file: TextFile) -> FileReading:
    """Read a project or a file of properties for several projects."""
    document = parse_xml(file)
    collector = Collector.of(file, document)
    waiting = list(document.root.entries)
    while waiting:
        entry = waiting.pop(0)
        if entry.key == "PackageId":
            collector.package(NUGET, entry.value.text, entry.value.place, key=OWN_NAME)
        elif entry.key in _REFERENCES:
            _reference(collector, entry)
        else:
            waiting = [*entry.value.entries, *waiting]
    return collector.reading()


def _reference(collector: Collector, entry: KeyedEntry) -> None:
    for name in (*entry.value.all("@Include"), *entry.value.all("@Update")):
        for package in name.text.split(";"):
            collector.package(NUGET, package, name.place)


def read_packages_config(file: TextFile) -> FileReading:
    """Read packages.config, the older list of packages."""
    document = parse_xml(file)
    collector = Collector.of(file, document)
    for package in document.root.all("packages", "package"):
        scope = (
            DependencyScope.DEVELOPMENT
            if package.said("@developmentDependency") == "true"
            else DependencyScope.NORMAL
        )
        for name in package.all("@id"):
            collector.package(NUGET, name.text, name.place, scope)
    return collector.reading()


@lenient
def read_packages_lock(file: TextFile) -> FileReading:
    """Read packages.lock.json."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    for framework in document.root.all("dependencies", "*"):
        for entry in framework.entries:
            collector.package(NUGET, entry.key, entry.place, DependencyScope.LOCKED)
    return collector.reading()


def read_paket(file: TextFile) -> FileReading:
    """Read paket.dependencies, or paket.references with one name a line."""
    content = unix_lines(file.content)
    collector = Collector(file, content)
    listing = file.path.lower().endswith("paket.dependencies")
    for row, line in enumerate(content.decode(errors="replace").split("\n")):
        found = (_PAKET if listing else _PAKET_REFERENCE).match(line)
        if found is not None and not line.lstrip().startswith(("#", "//", "group ", "File:")):
            collector.package(NUGET, found["name"], FilePosition(row, found.start("name")))
    return collector.reading()


@lenient
def read_paket_lock(file: TextFile) -> FileReading:
    """Read paket.lock."""
    collector = Collector(file)
    for row, line in lines_with_hits(file):
        if found := _PAKET_LOCKED.match(line):
            collector.package(NUGET, found["name"], FilePosition(row, 4), DependencyScope.LOCKED)
    return collector.reading()


def read_tools(file: TextFile) -> FileReading:
    """Read dotnet-tools.json, the tools that developers of a repository install."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    tools: DocumentValue | None = document.root.get("tools")
    for entry in tools.entries if tools is not None else ():
        collector.package(NUGET, entry.key, entry.place, DependencyScope.DEVELOPMENT)
    return collector.reading()

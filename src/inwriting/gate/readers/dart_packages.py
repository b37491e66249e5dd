"""Dart's pubspec.yaml, which Flutter uses too, and pubspec.lock."""

from inwriting.gate.ecosystems.dart import PUB
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.locks import lenient
from inwriting.gate.readers.yaml_tree import parse_yaml

_LISTS = {
    "dependencies": DependencyScope.NORMAL,
    "dependency_overrides": DependencyScope.NORMAL,
    "dev_dependencies": DependencyScope.DEVELOPMENT,
}


def read(file: TextFile) -> FileReading:
    """Read pubspec.yaml."""
    document = parse_yaml(file)
    collector = Collector.of(file, document)
    for root in document.roots:
        for own in root.all("name"):
            collector.package(PUB, own.text, own.place, key=OWN_NAME)
        for name, scope in _LISTS.items():
            for listed in root.all(name):
                for entry in listed.entries:
                    collector.package(PUB, entry.key, entry.place, scope)
    return collector.reading()


@lenient
def read_lock(file: TextFile) -> FileReading:
    """Read pubspec.lock."""
    document = parse_yaml(file)
    collector = Collector.of(file, document)
    for root in document.roots:
        for listed in root.all("packages"):
            for entry in listed.entries:
                collector.package(PUB, entry.key, entry.place, DependencyScope.LOCKED)
    return collector.reading()

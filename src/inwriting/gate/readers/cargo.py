"""Rust's Cargo.toml and Cargo.lock."""

from inwriting.gate.ecosystems.rust import CRATE
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.document import DocumentValue, Hits
from inwriting.gate.readers.locks import lenient
from inwriting.gate.readers.toml_tree import parse_toml

_TABLES = {
    "dependencies": DependencyScope.NORMAL,
    "dev-dependencies": DependencyScope.TEST,
    "dev_dependencies": DependencyScope.TEST,
    "build-dependencies": DependencyScope.DEVELOPMENT,
    "build_dependencies": DependencyScope.DEVELOPMENT,
}


def read_manifest(file: TextFile) -> FileReading:
    """Read Cargo.toml, its workspace and its targets included."""
    document = parse_toml(file)
    collector = Collector.of(file, document)
    root = document.root
    for own in root.all("package", "name"):
        collector.package(CRATE, own.text, own.place, key=OWN_NAME)
    for holder in (root, *root.all("workspace"), *root.all("target", "*")):
        _tables(collector, holder)
    return collector.reading()


def _tables(collector: Collector, holder: DocumentValue) -> None:
    for name, scope in _TABLES.items():
        for table in holder.all(name):
            for entry in table.entries:
                optional = entry.value.said("optional") == "true"
                collector.package(
                    CRATE,
                    entry.value.said("package") or entry.key,
                    entry.place,
                    DependencyScope.OPTIONAL
                    if optional and scope is DependencyScope.NORMAL
                    else scope,
                )


@lenient
def read_lock(file: TextFile) -> FileReading:
    """Read Cargo.lock."""
    document = parse_toml(file)
    collector = Collector.of(file, document)
    hits = Hits.of(file)
    for name in document.root.all("package", "*", "name"):
        if hits.within(name.begin, name.end):
            collector.package(CRATE, name.text, name.place, DependencyScope.LOCKED)
    return collector.reading()

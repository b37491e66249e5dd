"""Rust's Cargo.toml and Cargo.lock."""

from inwriting.gate.ecosystems.rust import CRATE
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.document import Hits, Value
from inwriting.gate.readers.locks import lenient
from inwriting.gate.readers.toml_tree import parse_toml
from inwriting.gate.seen import Reading, Scope, TextFile

_TABLES = {
    "dependencies": Scope.NORMAL,
    "dev-dependencies": Scope.TEST,
    "dev_dependencies": Scope.TEST,
    "build-dependencies": Scope.DEVELOPMENT,
    "build_dependencies": Scope.DEVELOPMENT,
}


def read_manifest(file: TextFile) -> Reading:
    """Read Cargo.toml, its workspace and its targets included."""
    document = parse_toml(file)
    collector = Collector.of(file, document)
    root = document.root
    for own in root.all("package", "name"):
        collector.package(CRATE, own.text, own.place, key=OWN_NAME)
    for holder in (root, *root.all("workspace"), *root.all("target", "*")):
        _tables(collector, holder)
    return collector.reading()


def _tables(collector: Collector, holder: Value) -> None:
    for name, scope in _TABLES.items():
        for table in holder.all(name):
            for entry in table.entries:
                optional = entry.value.said("optional") == "true"
                collector.package(
                    CRATE,
                    entry.value.said("package") or entry.key,
                    entry.place,
                    Scope.OPTIONAL if optional and scope is Scope.NORMAL else scope,
                )


@lenient
def read_lock(file: TextFile) -> Reading:
    """Read Cargo.lock."""
    document = parse_toml(file)
    collector = Collector.of(file, document)
    hits = Hits.of(file)
    for name in document.root.all("package", "*", "name"):
        if hits.within(name.begin, name.end):
            collector.package(CRATE, name.text, name.place, Scope.LOCKED)
    return collector.reading()

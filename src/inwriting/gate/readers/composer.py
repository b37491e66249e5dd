"""PHP's composer.json and composer.lock."""

from inwriting.gate.ecosystems.php import PACKAGIST
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.document import Hits
from inwriting.gate.readers.json_tree import parse_json
from inwriting.gate.readers.locks import lenient

_LISTS = {"require": DependencyScope.NORMAL, "require-dev": DependencyScope.DEVELOPMENT}


def read_manifest(file: TextFile) -> FileReading:
    """Read composer.json; what it suggests is for whoever chooses it and is no use."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    for own in document.root.all("name"):
        collector.package(PACKAGIST, own.text, own.place, key=OWN_NAME)
    for name, scope in _LISTS.items():
        for listed in document.root.all(name):
            for entry in listed.entries:
                collector.package(PACKAGIST, entry.key, entry.place, scope)
    return collector.reading()


@lenient
def read_lock(file: TextFile) -> FileReading:
    """Read composer.lock."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    hits = Hits.of(file)
    for listed in ("packages", "packages-dev"):
        for name in document.root.all(listed, "*", "name"):
            if hits.within(name.begin, name.end):
                collector.package(PACKAGIST, name.text, name.place, DependencyScope.LOCKED)
    return collector.reading()

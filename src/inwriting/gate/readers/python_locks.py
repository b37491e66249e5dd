"""Lock files of Python: what was installed, whoever asked for it."""

from inwriting.gate.ecosystems.python import PYPI
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import Hits
from inwriting.gate.readers.json_tree import parse_json
from inwriting.gate.readers.locks import lenient
from inwriting.gate.readers.toml_tree import parse_toml


@lenient
def read_toml_lock(file: TextFile) -> FileReading:
    """Read poetry.lock, uv.lock, pdm.lock or pylock.toml."""
    document = parse_toml(file)
    collector = Collector.of(file, document)
    hits = Hits.of(file)
    for listed in ("package", "packages"):
        for name in document.root.all(listed, "*", "name"):
            if hits.within(name.begin, name.end):
                collector.package(PYPI, name.text, name.place, DependencyScope.LOCKED)
    return collector.reading()


@lenient
def read_pipfile_lock(file: TextFile) -> FileReading:
    """Read Pipfile.lock."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    for table in document.root.entries:
        if table.key != "_meta":
            for package in table.value.entries:
                collector.package(PYPI, package.key, package.place, DependencyScope.LOCKED)
    return collector.reading()

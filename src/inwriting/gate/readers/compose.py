"""Docker Compose: services, and those that only a profile starts."""

from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.settings import Settings
from inwriting.gate.readers.yaml_tree import parse_yaml


def read(file: TextFile) -> FileReading:
    """Read a file of Docker Compose."""
    document = parse_yaml(file)
    collector = Collector.of(file, document)
    settings = Settings(collector, DependencyScope.NORMAL)
    for root in document.roots:
        for entry in root.entries:
            if entry.key != "services":
                settings.entry(entry, (), root.number, DependencyScope.NORMAL)
                continue
            for service in entry.value.entries:
                chosen = service.value.get("profiles")
                scope = (
                    DependencyScope.OPTIONAL
                    if chosen is not None and chosen.entries
                    else DependencyScope.NORMAL
                )
                settings.entry(service, ("services",), service.value.number, scope)
    return collector.reading()

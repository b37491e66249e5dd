"""Docker Compose: services, and those that only a profile starts."""

from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.settings import Settings
from inwriting.gate.readers.yaml_tree import parse_yaml
from inwriting.gate.seen import Reading, Scope, TextFile


def read(file: TextFile) -> Reading:
    """Read a file of Docker Compose."""
    document = parse_yaml(file)
    collector = Collector.of(file, document)
    settings = Settings(collector, Scope.NORMAL)
    for root in document.roots:
        for entry in root.entries:
            if entry.key != "services":
                settings.entry(entry, (), root.number, Scope.NORMAL)
                continue
            for service in entry.value.entries:
                chosen = service.value.get("profiles")
                scope = Scope.OPTIONAL if chosen is not None and chosen.entries else Scope.NORMAL
                settings.entry(service, ("services",), service.value.number, scope)
    return collector.reading()

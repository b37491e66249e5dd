"""Pipelines of GitLab, Azure, CircleCI, Bitbucket and others: all of them YAML with commands."""

from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.footprints import SignalKind
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import DocumentValue, KeyedEntry, ValueShape
from inwriting.gate.readers.settings import Settings
from inwriting.gate.readers.texts import image_of, may_be_image
from inwriting.gate.readers.yaml_tree import parse_yaml

_IMAGES = frozenset({"services", "container", "pipe", "image"})
"""Keys whose plain texts, alone or in a list, are images."""


def read(file: TextFile) -> FileReading:
    """Read a pipeline."""
    return _read(file, _IMAGES)


def read_cloud_build(file: TextFile) -> FileReading:
    """Read Google's cloudbuild.yaml, in which the name of a step is its image."""
    return _read(file, _IMAGES | {"name"})


def _read(file: TextFile, images: frozenset[str]) -> FileReading:
    document = parse_yaml(file)
    collector = Collector.of(file, document)
    settings = Settings(collector, DependencyScope.CI)
    for root in document.roots:
        _images(collector, root, images)
        settings.walk(root)
    return collector.reading()


def _images(collector: Collector, root: DocumentValue, images: frozenset[str]) -> None:
    waiting: list[tuple[KeyedEntry, int]] = [(entry, root.number) for entry in root.entries]
    while waiting:
        entry, group = waiting.pop()
        if entry.key in images:
            for value in entry.value.items:
                named = value.get("name") or value
                image = image_of(named.text)
                if named.shape is ValueShape.TEXT and may_be_image(image):
                    collector.thing(
                        SignalKind.CONTAINER_IMAGE,
                        image,
                        named.place,
                        DependencyScope.CI,
                        group=group,
                    )
        inner = entry.value.number or group
        waiting += [(below, inner) for below in entry.value.entries]

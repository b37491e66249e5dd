"""Workflows and actions of GitHub: actions used, commands, variables, images, inputs."""

from collections.abc import Iterator

from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.footprints import SignalKind
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import DocumentValue, ValueShape
from inwriting.gate.readers.settings import Settings
from inwriting.gate.readers.texts import may_be_image
from inwriting.gate.readers.yaml_tree import parse_yaml

_DOCKER = "docker://"


def read_workflow(file: TextFile) -> FileReading:
    """Read a workflow: all of it is for the pipeline."""
    document = parse_yaml(file)
    collector = Collector.of(file, document)
    settings = Settings(collector, DependencyScope.CI)
    for root in document.roots:
        _collect(collector, root)
        settings.walk(root)
    return collector.reading()


def read_action(file: TextFile) -> FileReading:
    """Read an action's metadata: what it does for whoever uses it, and the steps it is made of."""
    document = parse_yaml(file)
    collector = Collector.of(file, document)
    for root in document.roots:
        _collect(collector, root)
        for entry in root.entries:
            scope = DependencyScope.CI if entry.key == "runs" else DependencyScope.NORMAL
            Settings(collector, scope).entry(entry, (), root.number, scope)
    return collector.reading()


def _collect(collector: Collector, root: DocumentValue) -> None:
    """Note the actions and the images that jobs, services and steps name in a word."""
    for step in _mappings(root):
        for used in step.all("uses"):
            text = used.text
            if text.startswith(_DOCKER):
                name = text.removeprefix(_DOCKER)
                collector.thing(
                    SignalKind.CONTAINER_IMAGE,
                    name,
                    used.place,
                    DependencyScope.CI,
                    group=step.number,
                )
            elif used.shape is ValueShape.TEXT and not text.startswith("."):
                collector.thing(
                    SignalKind.GITHUB_ACTION,
                    text,
                    used.place,
                    DependencyScope.CI,
                    group=step.number,
                )
        for container in step.all("container"):
            if container.shape is ValueShape.TEXT and may_be_image(container.text):
                collector.thing(
                    SignalKind.CONTAINER_IMAGE,
                    container.text,
                    container.place,
                    DependencyScope.CI,
                    group=step.number,
                )


def _mappings(root: DocumentValue) -> Iterator[DocumentValue]:
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if value.shape is ValueShape.MAPPING:
            yield value
        waiting.extend(reversed([entry.value for entry in value.entries]))

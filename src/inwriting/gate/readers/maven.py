"""Maven's pom.xml. Nothing that it refers to is fetched, and no entity is expanded."""

import re

from inwriting.gate.ecosystems.java import MAVEN
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.document import DocumentValue, KeyedEntry
from inwriting.gate.readers.xml_tree import parse_xml

_PROPERTY = re.compile(r"\$\{([^{}]+)\}")


def read(file: TextFile) -> FileReading:
    """Read pom.xml: dependencies, those of profiles, and those of plugins.

    What dependencyManagement lists is a version for whoever asks for it, and no use by itself.
    """
    document = parse_xml(file)
    collector = Collector.of(file, document)
    for project in document.root.all("project"):
        properties = {entry.key: entry.value.text for entry in _entries(project, "properties")}
        for short in ("groupId", "version"):
            text = project.said(short) or project.said("parent", short)
            properties.update({f"project.{short}": text, f"pom.{short}": text})
        own = project.get("artifactId")
        if own is not None and properties["project.groupId"]:
            name = f"{properties['project.groupId']}:{own.text}"
            collector.package(MAVEN, name, own.place, key=OWN_NAME)
        _dependencies(collector, project, properties, DependencyScope.NORMAL)
        for profile in project.all("profiles", "profile"):
            _dependencies(collector, profile, properties, DependencyScope.OPTIONAL)
    return collector.reading()


def _dependencies(
    collector: Collector, holder: DocumentValue, properties: dict[str, str], scope: DependencyScope
) -> None:
    for dependency in holder.all("dependencies", "dependency"):
        _dependency(collector, dependency, properties, scope)
    for plugin in holder.all("build", "plugins", "plugin"):
        if plugin.get("groupId") is not None:
            _dependency(collector, plugin, properties, DependencyScope.DEVELOPMENT)
        for dependency in plugin.all("dependencies", "dependency"):
            _dependency(collector, dependency, properties, DependencyScope.DEVELOPMENT)


def _dependency(
    collector: Collector,
    dependency: DocumentValue,
    properties: dict[str, str],
    scope: DependencyScope,
) -> None:
    group, artefact = dependency.get("groupId"), dependency.get("artifactId")
    if group is None or artefact is None:
        return
    asked = dependency.said("scope")
    if asked == "test":
        scope = DependencyScope.TEST
    elif dependency.said("optional") == "true" and scope is DependencyScope.NORMAL:
        scope = DependencyScope.OPTIONAL
    name = f"{_filled(group.text, properties)}:{_filled(artefact.text, properties)}"
    collector.package(MAVEN, name, artefact.place, scope)


def _filled(text: str, properties: dict[str, str]) -> str:
    """Return *text* with the file's own properties put in, once."""
    return _PROPERTY.sub(lambda match: properties.get(match[1], match[0]), text)


def _entries(value: DocumentValue, key: str) -> tuple[KeyedEntry, ...]:
    found = value.get(key)
    return found.entries if found is not None else ()

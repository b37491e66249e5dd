"""What editors and development containers are told to install and run."""

from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.footprints import SignalKind
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import DocumentValue, ParsedDocument, ValueShape
from inwriting.gate.readers.json_tree import parse_json
from inwriting.gate.readers.mcp import collect_servers
from inwriting.gate.readers.settings import Settings
from inwriting.gate.readers.xml_tree import parse_xml


def read_extensions(file: TextFile) -> FileReading:
    """Read .vscode/extensions.json: recommended extensions, and never the unwanted ones."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    _extensions(collector, document.root.get("recommendations"))
    return collector.reading()


def read_editor_settings(file: TextFile) -> FileReading:
    """Read an editor's settings, tasks or launch configurations."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    _settings(collector, document)
    return collector.reading()


def read_workspace(file: TextFile) -> FileReading:
    """Read a workspace of VS Code, which holds settings and recommendations."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    _extensions(collector, document.root.get("extensions", "recommendations"))
    _settings(collector, document)
    return collector.reading()


def read_devcontainer(file: TextFile) -> FileReading:
    """Read devcontainer.json: image, features, extensions, variables and commands."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    root = document.root
    for listed in (
        *root.all("customizations", "vscode", "extensions"),
        *root.all("customizations", "cursor", "extensions"),
        *root.all("extensions"),
    ):
        _extensions(collector, listed)
    for plugin in root.all("customizations", "jetbrains", "plugins", "*"):
        collector.thing(
            SignalKind.JETBRAINS_PLUGIN, plugin.text, plugin.place, DependencyScope.DEVELOPMENT
        )
    for features in root.all("features"):
        for entry in features.entries:
            collector.thing(
                SignalKind.CONTAINER_IMAGE, entry.key, entry.place, DependencyScope.DEVELOPMENT
            )
    _settings(collector, document)
    return collector.reading()


def _extensions(collector: Collector, listed: DocumentValue | None) -> None:
    if listed is None:
        return
    for item in listed.items:
        # A minus sign before an extension takes it away.
        if item.shape is ValueShape.TEXT and not item.text.startswith("-"):
            name = item.text.partition("@")[0]
            collector.thing(
                SignalKind.VSCODE_EXTENSION, name, item.place, DependencyScope.DEVELOPMENT
            )


def _settings(collector: Collector, document: ParsedDocument) -> None:
    settings = Settings(collector, DependencyScope.DEVELOPMENT)
    for root in document.roots:
        settings.servers |= collect_servers(collector, root, DependencyScope.DEVELOPMENT)
        settings.walk(root)


def read_jetbrains(file: TextFile) -> FileReading:
    """Read .idea/externalDependencies.xml: plugins that a project requires."""
    document = parse_xml(file)
    collector = Collector.of(file, document)
    for plugin in document.root.all("project", "component", "plugin"):
        for name in plugin.all("@id"):
            collector.thing(
                SignalKind.JETBRAINS_PLUGIN, name.text, name.place, DependencyScope.DEVELOPMENT
            )
    return collector.reading()

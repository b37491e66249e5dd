"""Manifests of JavaScript: package.json, workspaces of pnpm, deno.json and import maps."""

import re

from inwriting.gate.ecosystems.javascript import NPM, npm_package
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.footprints import SignalKind
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.document import DocumentValue, KeyedEntry, ValueShape
from inwriting.gate.readers.json_tree import parse_json
from inwriting.gate.readers.scripts import collect_script
from inwriting.gate.readers.settings import Settings
from inwriting.gate.readers.yaml_tree import parse_yaml

_LISTS = {
    "dependencies": DependencyScope.NORMAL,
    "devDependencies": DependencyScope.DEVELOPMENT,
    "peerDependencies": DependencyScope.NORMAL,
    "optionalDependencies": DependencyScope.OPTIONAL,
}
_CDN = re.compile(
    r"https?://(?:esm\.sh|esm\.run|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net/npm"
    r"|ga\.jspm\.io/npm:|jspm\.dev)/?(?:v\d+/|stable/|\*)?(?P<package>@[\w.-]+/[\w.-]+|[\w.-]+)"
)


def read_package(file: TextFile) -> FileReading:
    """Read package.json: what it depends on, its scripts, and what an extension contributes."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    root = document.root
    for own in root.all("name"):
        collector.package(NPM, own.text, own.place, key=OWN_NAME)
    optional = {
        peer.key
        for peer in _below(root.get("peerDependenciesMeta"))
        if peer.value.said("optional") == "true"
    }
    for name, scope in _LISTS.items():
        for listed in root.all(name):
            for entry in listed.entries:
                chosen = name == "peerDependencies" and entry.key in optional
                _dependency(collector, entry, DependencyScope.OPTIONAL if chosen else scope)
    for name in ("catalog", "catalogs"):
        _catalog(collector, root.get(name) or root.get("workspaces", name))
    for script in root.all("scripts", "*"):
        collect_script(collector, script, DependencyScope.DEVELOPMENT)
    for name in ("extensionDependencies", "extensionPack"):
        for listed in root.all(name):
            for item in listed.items:
                collector.thing(SignalKind.VSCODE_EXTENSION, item.text, item.place)
    if (contributed := root.get("contributes")) is not None:
        Settings(collector, DependencyScope.NORMAL).walk(contributed, ("contributes",))
    return collector.reading()


def read_pnpm_workspace(file: TextFile) -> FileReading:
    """Read pnpm-workspace.yaml: the versions that its catalogs hold for all packages."""
    document = parse_yaml(file)
    collector = Collector.of(file, document)
    for name in ("catalog", "catalogs"):
        _catalog(collector, document.root.get(name))
    return collector.reading()


def read_deno(file: TextFile) -> FileReading:
    """Read deno.json or an import map: imports by their package, and tasks."""
    document = parse_json(file)
    collector = Collector.of(file, document)
    root = document.root
    tables = (*root.all("imports"), *root.all("scopes", "*"))
    for table in tables:
        for entry in table.entries:
            _imported(collector, entry)
    for task in root.all("tasks", "*"):
        command = task if task.shape is ValueShape.TEXT else task.get("command")
        if command is not None:
            collect_script(collector, command, DependencyScope.DEVELOPMENT)
    return collector.reading()


def _catalog(collector: Collector, value: DocumentValue | None) -> None:
    for entry in _below(value):
        if entry.value.shape is ValueShape.MAPPING:
            _catalog(collector, entry.value)
        else:
            _dependency(collector, entry, DependencyScope.NORMAL)


def _dependency(collector: Collector, entry: KeyedEntry, scope: DependencyScope) -> None:
    """Note a dependency; one with a name of its own for another package is that package."""
    version = entry.value.text
    name = npm_package(version) if version.startswith("npm:") else entry.key
    collector.package(NPM, name or entry.key, entry.place, scope)


def _imported(collector: Collector, entry: KeyedEntry) -> None:
    target = entry.value.text
    if target.startswith(("npm:", "jsr:")):
        name = npm_package("npm:" + target[4:].removeprefix("/"))
    elif found := _CDN.match(target):
        name = npm_package(found["package"])
    else:
        return
    collector.package(NPM, name, entry.place)


def _below(value: DocumentValue | None) -> tuple[KeyedEntry, ...]:
    return value.entries if value is not None else ()

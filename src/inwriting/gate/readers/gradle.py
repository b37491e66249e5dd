"""Gradle's build scripts in Groovy and Kotlin, version catalogs and lock files; nothing is run."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from inwriting.gate.ecosystems.java import MAVEN
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import DEEPEST, FilePosition, ValueShape
from inwriting.gate.readers.grammars import (
    TooMuchError,
    children,
    comments_in,
    doubtful,
    mistakes,
    parse,
    text_of,
    too_much,
    unix_lines,
)
from inwriting.gate.readers.locks import lenient, lines_with_hits
from inwriting.gate.readers.toml_tree import parse_toml

_COORDINATES = re.compile(r"(?P<group>[\w.-]+):(?P<name>[\w.-]+)(?::[^:\s]*){0,2}(?:@\w+)?\Z")
_CALLS = frozenset({"method_invocation", "juxt_function_call", "call_expression"})
_STRINGS = frozenset({"string_literal", "character_literal", "multiline_string_literal"})
_CONFIGURATION = re.compile(
    r"(?:\w*(?:implementation|api|compile|compileOnly|runtime|runtimeOnly|provided|classpath"
    r"|annotationProcessor|kapt|ksp|developmentOnly|modImplementation|include|shadow))\Z",
    re.IGNORECASE,
)
_NOT_ASKED = frozenset(
    {"exclude", "platform", "enforcedPlatform", "mavenBom", "because", "force", "substitute"}
)
_TOOLS = re.compile(r"annotationProcessor|kapt|ksp|developmentOnly|classpath", re.IGNORECASE)
_ARGUMENT = re.compile(r"\s*(?P<key>group|name)\s*[:=]\s*[\"'](?P<value>[\w.-]+)[\"']")


def read_groovy(file: TextFile) -> FileReading:
    """Read build.gradle."""
    return _read(file, "groovy", "Groovy")


def read_kotlin(file: TextFile) -> FileReading:
    """Read build.gradle.kts."""
    return _read(file, "kotlin", "Kotlin")


def _read(file: TextFile, grammar: str, what: str) -> FileReading:
    content = unix_lines(file.content)
    try:
        tree = parse(grammar, content)
    except TooMuchError:
        return FileReading(unread=(too_much(file),))
    collector = Collector(file, content)
    for node, configuration in _walk(tree.root_node, content):
        if node.type in _STRINGS:
            text = text_of(node, content).strip("\"'")
            if found := _COORDINATES.match(text):
                row, column = node.start_point
                name = f"{found['group']}:{found['name']}"
                place = FilePosition(row, column + 1)
                collector.package(MAVEN, name, place, _scope(configuration))
        else:
            _named(collector, node, content, configuration)
    for mistake in mistakes(tree, 1):
        collector.doubt(doubtful(file, mistake.start_point[0] + 1, what))
    reading = collector.reading()
    return FileReading(reading.seen, reading.unread, comments_in(tree, file, content))


def _walk(root: Node, content: bytes) -> Iterator[tuple[Node, str]]:
    """Yield texts and calls within `dependencies`, each with the configuration that asks."""
    waiting = [(root, "", False, 0)]
    while waiting:
        node, configuration, inside, depth = waiting.pop()
        if depth > DEEPEST:
            continue
        if node.type in _CALLS:
            name = _called(node, content)
            if name in _NOT_ASKED:
                continue
            if name == "dependencies":
                inside, configuration = True, ""
            elif inside and _CONFIGURATION.match(name):
                configuration = name
                yield node, configuration
        elif node.type in _STRINGS:
            if inside and configuration and not _under_platform(node, content):
                yield node, configuration
            continue
        waiting.extend(
            reversed([(child, configuration, inside, depth + 1) for child in children(node)])
        )


def _called(node: Node, content: bytes) -> str:
    named = node.child_by_field_name("name") or next(children(node), None)
    if named is None or named.end_byte - named.start_byte > 100:
        return ""
    return text_of(named, content).strip("\"'")


def _under_platform(node: Node, content: bytes) -> bool:
    """Tell whether a platform is asked for: versions, and no package."""
    before = content[max(0, node.start_byte - 20) : node.start_byte].rstrip(b" (\n")
    return before.endswith((b"latform", b"mavenBom"))


def _named(collector: Collector, node: Node, content: bytes, configuration: str) -> None:
    """Note a dependency whose group and name are arguments of their own."""
    # What is behind the arguments, as a block of exclusions, may be long and says nothing of them.
    head = content[node.start_byte : min(node.end_byte, node.start_byte + 2_000)]
    source = head.decode(errors="replace").partition("{")[0]
    parts = {found["key"]: found["value"] for found in _ARGUMENT.finditer(source)}
    if {"group", "name"} <= parts.keys():
        row, column = node.start_point
        name = f"{parts['group']}:{parts['name']}"
        collector.package(MAVEN, name, FilePosition(row, column), _scope(configuration))


def _scope(configuration: str) -> DependencyScope:
    if "test" in configuration.lower():
        return DependencyScope.TEST
    return DependencyScope.DEVELOPMENT if _TOOLS.search(configuration) else DependencyScope.NORMAL


def read_catalog(file: TextFile) -> FileReading:
    """Read libs.versions.toml, in which scripts look their libraries up."""
    document = parse_toml(file)
    collector = Collector.of(file, document)
    for library in document.root.all("libraries"):
        for entry in library.entries:
            value = entry.value
            if value.shape is ValueShape.TEXT:
                module = value.text
            else:
                module = value.said("module") or f"{value.said('group')}:{value.said('name')}"
            if found := _COORDINATES.match(module):
                name = f"{found['group']}:{found['name']}"
                collector.package(MAVEN, name, entry.place)
    return collector.reading()


@lenient
def read_lock(file: TextFile) -> FileReading:
    """Read gradle.lockfile."""
    collector = Collector(file)
    for row, line in lines_with_hits(file):
        if not line.startswith("#") and (
            found := _COORDINATES.match(line.partition("=")[0].strip())
        ):
            name = f"{found['group']}:{found['name']}"
            collector.package(MAVEN, name, FilePosition(row, 0), DependencyScope.LOCKED)
    return collector.reading()

"""Ruby's Gemfile, gemspecs and Gemfile.lock; none of their code is run."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from inwriting.gate.ecosystems.ruby import GEM
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.document import DEEPEST, FilePosition
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
from inwriting.gate.readers.groups import scope_of_group
from inwriting.gate.readers.locks import lenient, lines_with_hits

_ASKING = {
    "gem": DependencyScope.NORMAL,
    "add_dependency": DependencyScope.NORMAL,
    "add_runtime_dependency": DependencyScope.NORMAL,
    "add_development_dependency": DependencyScope.DEVELOPMENT,
}
_LOCKED = re.compile(r" {4}(?P<name>[\w.-]+) \(")


def read(file: TextFile) -> FileReading:
    """Read a Gemfile or a gemspec: calls that ask for a gem, by the group that they stand in."""
    content = unix_lines(file.content)
    try:
        tree = parse("ruby", content)
    except TooMuchError:
        return FileReading(unread=(too_much(file),))
    collector = Collector(file, content)
    for node, scope in _calls(tree.root_node, content):
        if node.type == "assignment":
            _own(collector, node, content)
        else:
            _call(collector, node, content, scope)
    for mistake in mistakes(tree, 1):
        collector.doubt(doubtful(file, mistake.start_point[0] + 1, "Ruby"))
    reading = collector.reading()
    return FileReading(reading.seen, reading.unread, comments_in(tree, file, content))


def _calls(root: Node, content: bytes) -> Iterator[tuple[Node, DependencyScope]]:
    waiting = [(root, DependencyScope.NORMAL, 0)]
    while waiting:
        node, scope, depth = waiting.pop()
        if depth > DEEPEST:
            continue
        if node.type in {"call", "assignment"}:
            yield node, scope
            if _method(node, content) == "group":
                scope = _groups(node, content, scope)
        waiting.extend(reversed([(child, scope, depth + 1) for child in children(node)]))


def _method(node: Node, content: bytes) -> str:
    method = node.child_by_field_name("method")
    return text_of(method, content) if method is not None else ""


def _groups(node: Node, content: bytes, otherwise: DependencyScope) -> DependencyScope:
    """Return for whom the groups are that a call names: the ones that matter most."""
    arguments = node.child_by_field_name("arguments")
    source = text_of(arguments, content) if arguments is not None else ""
    if re.search(r"optional:\s*true", source):
        return DependencyScope.OPTIONAL
    scopes = [
        scope_of_group(name, DependencyScope.NORMAL) for name in re.findall(r":(\w+)", source)
    ]
    return _weightiest(scopes, otherwise)


def _weightiest(scopes: list[DependencyScope], otherwise: DependencyScope) -> DependencyScope:
    for scope in (DependencyScope.NORMAL, DependencyScope.DEVELOPMENT, DependencyScope.TEST):
        if scope in scopes:
            return scope
    return otherwise


def _call(collector: Collector, node: Node, content: bytes, scope: DependencyScope) -> None:
    method = _method(node, content)
    arguments = node.child_by_field_name("arguments")
    if method not in _ASKING or arguments is None:
        return
    named = next(children(arguments), None)
    if named is None or named.type != "string":
        return
    for child in children(arguments):
        key = child.child_by_field_name("key")
        if child.type == "pair" and key is not None:
            source = text_of(child, content)
            if re.match(r":?groups?\b", source):
                names = re.findall(r":(\w+)", source.partition("group")[2])
                scopes = [scope_of_group(name, DependencyScope.NORMAL) for name in names]
                scope = _weightiest(scopes, scope)
    place, text = _string(named, content)
    asked = _ASKING[method]
    collector.package(GEM, text, place, scope if asked is DependencyScope.NORMAL else asked)


def _own(collector: Collector, node: Node, content: bytes) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None or right.type != "string":
        return
    if text_of(left, content).endswith(".name"):
        place, text = _string(right, content)
        collector.package(GEM, text, place, key=OWN_NAME)


def _string(node: Node, content: bytes) -> tuple[FilePosition, str]:
    inner = next((child for child in children(node) if child.type == "string_content"), node)
    row, column = inner.start_point
    return FilePosition(row, column), text_of(inner, content)


@lenient
def read_lock(file: TextFile) -> FileReading:
    """Read Gemfile.lock."""
    collector = Collector(file)
    for row, line in lines_with_hits(file):
        if found := _LOCKED.match(line):
            collector.package(GEM, found["name"], FilePosition(row, 4), DependencyScope.LOCKED)
    return collector.reading()

"""Python's setup.py, read and never run: the lists that it hands to `setup`."""

from collections.abc import Iterator

from tree_sitter import Node

from inwriting.gate.ecosystems.python import PYPI
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import OWN_NAME, Collector
from inwriting.gate.readers.document import FilePosition
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
from inwriting.gate.readers.groups import scope_of_extra
from inwriting.gate.readers.python_packages import requirement_name

_LISTS = {
    "install_requires": DependencyScope.NORMAL,
    "requires": DependencyScope.NORMAL,
    "tests_require": DependencyScope.TEST,
    "setup_requires": DependencyScope.DEVELOPMENT,
}
_EXTRAS = "extras_require"


def read(file: TextFile) -> FileReading:
    """Read setup.py; a list that is put together while it runs is read where its texts stand."""
    content = unix_lines(file.content)
    try:
        tree = parse("python", content)
    except TooMuchError:
        return FileReading(unread=(too_much(file),))
    collector = Collector(file, content)
    nodes = list(_nodes(tree.root_node))
    assigned: dict[str, Node] = {}
    for node in nodes:
        if node.type == "assignment":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None:
                assigned[text_of(left, content)] = right
    for node in nodes:
        if node.type != "keyword_argument":
            continue
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is None or value is None:
            continue
        _argument(collector, content, text_of(name, content), value, assigned)
    for mistake in mistakes(tree, 1):
        collector.doubt(doubtful(file, mistake.start_point[0] + 1, "Python"))
    reading = collector.reading()
    return FileReading(reading.seen, reading.unread, comments_in(tree, file, content))


def _argument(
    collector: Collector, content: bytes, name: str, value: Node, assigned: dict[str, Node]
) -> None:
    value = assigned.get(text_of(value, content), value)
    if name == "name" and value.type == "string":
        collector.package(PYPI, _text(value, content), _place(value), key=OWN_NAME)
    elif name in _LISTS:
        for node in _strings(value, content, assigned):
            _requirement(collector, content, node, _LISTS[name])
    elif name == _EXTRAS:
        for pair in _nodes(value):
            key, below = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if pair.type == "pair" and key is not None and below is not None:
                for node in _strings(below, content, assigned):
                    _requirement(collector, content, node, scope_of_extra(_text(key, content)))


def _requirement(collector: Collector, content: bytes, node: Node, scope: DependencyScope) -> None:
    if name := requirement_name(_text(node, content)):
        collector.package(PYPI, name, _place(node), scope)


def _place(node: Node) -> FilePosition:
    row, column = node.start_point
    return FilePosition(row, column + 1)


def _text(node: Node, content: bytes) -> str:
    return "".join(
        text_of(child, content) for child in children(node) if child.type == "string_content"
    )


def _strings(root: Node, content: bytes, assigned: dict[str, Node]) -> Iterator[Node]:
    """Yield the texts in *root*, and in the lists that it names, as in `BASE + [*MORE]`."""
    waiting, followed = [root], set[str]()
    while waiting:
        node = waiting.pop()
        if node.type == "string":
            yield node
        elif node.type == "identifier":
            name = text_of(node, content)
            if name in assigned and name not in followed:
                followed.add(name)
                waiting.append(assigned[name])
        else:
            waiting.extend(reversed(node.named_children))


def _nodes(root: Node) -> Iterator[Node]:
    """Yield *root* and everything below it, in order."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.named_children))

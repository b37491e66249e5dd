"""Scala's build.sbt: libraries that it lists; nothing is run."""

from tree_sitter import Node

from inwriting.gate.ecosystems.java import MAVEN
from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.readers.collector import Collector
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

_SEPARATORS = frozenset({"%", "%%", "%%%"})


def read(file: TextFile) -> FileReading:
    """Read an sbt build: "group" %% "name" % "version" % Test."""
    content = unix_lines(file.content)
    try:
        tree = parse("scala", content)
    except TooMuchError:
        return FileReading(unread=(too_much(file),))
    collector = Collector(file, content)
    waiting = [(tree.root_node, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            continue
        if node.type == "infix_expression":
            operands = _operands(node, content)
            if len(operands) >= 2:
                _library(collector, operands, content)
                continue
        waiting.extend(reversed([(child, depth + 1) for child in children(node)]))
    for mistake in mistakes(tree, 1):
        collector.doubt(doubtful(file, mistake.start_point[0] + 1, "Scala"))
    reading = collector.reading()
    return FileReading(reading.seen, reading.unread, comments_in(tree, file, content))


def _operands(node: Node, content: bytes) -> list[Node]:
    """Return what stands between the percent signs, from the left; nothing for other operators."""
    operands: list[Node] = []
    current: Node | None = node
    while current is not None and current.type == "infix_expression" and len(operands) < DEEPEST:
        operator = current.child_by_field_name("operator")
        right = current.child_by_field_name("right")
        if operator is None or right is None or text_of(operator, content) not in _SEPARATORS:
            return []
        operands.append(right)
        current = current.child_by_field_name("left")
    return [current, *reversed(operands)] if current is not None else []


def _library(collector: Collector, operands: list[Node], content: bytes) -> None:
    group, name = operands[0], operands[1]
    if group.type != "string" or name.type != "string":
        return
    rest = " ".join(text_of(operand, content) for operand in operands[3:]).lower()
    if "test" in rest or rest.startswith('"it'):
        scope = DependencyScope.TEST
    else:
        scope = DependencyScope.OPTIONAL if "optional" in rest else DependencyScope.NORMAL
    row, column = group.start_point
    coordinates = (
        f"{text_of(group, content).strip(chr(34))}:{text_of(name, content).strip(chr(34))}"
    )
    collector.package(MAVEN, coordinates, FilePosition(row, column + 1), scope)

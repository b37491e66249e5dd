"""Jenkins' pipelines in Groovy: commands, images, variables and addresses in their texts."""

from tree_sitter import Node

from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.footprints import SignalKind
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import DocumentValue, FilePosition, ValueShape
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
from inwriting.gate.readers.scripts import collect_script
from inwriting.gate.readers.settings import Settings
from inwriting.gate.readers.texts import is_variable

_CALLS = frozenset({"method_invocation", "juxt_function_call"})
_STRINGS = frozenset({"string_literal", "character_literal", "multiline_string_literal"})
_COMMANDS = frozenset({"sh", "bat", "powershell", "pwsh"})


def read(file: TextFile) -> FileReading:
    """Read a Jenkinsfile."""
    content = unix_lines(file.content)
    try:
        tree = parse("groovy", content)
    except TooMuchError:
        return FileReading(unread=(too_much(file),))
    collector = Collector(file, content)
    settings = Settings(collector, DependencyScope.CI)
    waiting: list[tuple[Node, str]] = [(tree.root_node, "")]
    while waiting:
        node, called = waiting.pop()
        if node.type in _CALLS:
            named = node.child_by_field_name("name")
            called = text_of(named, content) if named is not None else ""
        elif node.type in _STRINGS:
            _string(collector, settings, _value(node, content), called)
        elif node.type == "identifier" and is_variable(name := text_of(node, content)):
            row, column = node.start_point
            collector.thing(
                SignalKind.ENVIRONMENT, name, FilePosition(row, column), DependencyScope.CI
            )
        waiting.extend(reversed([(child, called) for child in children(node)]))
    for mistake in mistakes(tree, 1):
        collector.doubt(doubtful(file, mistake.start_point[0] + 1, "Groovy"))
    reading = collector.reading()
    return FileReading(reading.seen, reading.unread, comments_in(tree, file, content))


def _string(collector: Collector, settings: Settings, value: DocumentValue, called: str) -> None:
    if called in _COMMANDS:
        collect_script(collector, value, DependencyScope.CI)
    else:
        settings.text(value, (called,) if called else (), 0, DependencyScope.CI)


def _value(node: Node, content: bytes) -> DocumentValue:
    row, column = node.start_point
    raw = text_of(node, content)
    marks = 3 if raw[:3] in {'"""', "'''"} else 1
    text = raw[marks:-marks]
    begin = node.start_byte + marks
    return DocumentValue(
        ValueShape.TEXT,
        FilePosition(row, column + marks),
        begin,
        node.end_byte,
        text,
        lines="\n" in text,
    )

"""Dockerfiles: images, variables and what is installed or started in them."""

from tree_sitter import Node

from inwriting.gate.file_reading import DependencyScope, FileReading, TextFile
from inwriting.gate.footprints import SignalKind
from inwriting.gate.readers.collector import Collector
from inwriting.gate.readers.document import DocumentValue, FilePosition, ValueShape
from inwriting.gate.readers.grammars import (
    TooMuchError,
    children,
    comments_in,
    text_of,
    too_much,
    unix_lines,
)
from inwriting.gate.readers.mending import parse_mended
from inwriting.gate.readers.scripts import collect_command, collect_script
from inwriting.gate.readers.settings import Settings
from inwriting.gate.readers.texts import image_of

_COMMANDS = frozenset(
    {"run_instruction", "cmd_instruction", "entrypoint_instruction", "healthcheck_instruction"}
)
_VARIABLES = 1
"""The group of all variables: they meet in one container."""
_FROM = "--from="


def read(file: TextFile) -> FileReading:
    """Read a Dockerfile or Containerfile."""
    content = unix_lines(file.content)
    try:
        mended = parse_mended("dockerfile", content)
    except TooMuchError:
        return FileReading(unread=(too_much(file),))
    reader = _DockerfileReader(file, content)
    waiting = [mended.tree.root_node]
    understood = False
    while waiting:
        for node in children(waiting.pop()):
            if node.type.endswith("_instruction"):
                understood = True
                reader.instruction(node)
            elif node.is_error:
                waiting.append(node)
    for unread in mended.report(file, "a Dockerfile", understood=understood):
        reader.collector.doubt(unread)
    reading = reader.collector.reading()
    comments = comments_in(mended.tree, file, content)
    return FileReading(reading.seen, reading.unread, (*reading.comments, *comments))


class _DockerfileReader:
    def __init__(self, file: TextFile, content: bytes) -> None:
        self.collector = Collector(file, content)
        self._content = content
        self._settings = Settings(self.collector, DependencyScope.NORMAL)
        self._stages: set[str] = set()

    def instruction(self, node: Node) -> None:
        """Note what one instruction names."""
        match node.type:
            case "from_instruction":
                self._from(node)
            case "env_instruction" | "arg_instruction":
                self._variables(node)
            case "copy_instruction":
                for child in children(node):
                    source = text_of(child, self._content)
                    if child.type == "param" and source.startswith(_FROM):
                        self._image(source.removeprefix(_FROM), child, len(_FROM))
            case _ if node.type in _COMMANDS:
                self._command(node)
            case "onbuild_instruction":
                for child in children(node):
                    self.instruction(child)
            case _:
                pass

    def _from(self, node: Node) -> None:
        for child in children(node):
            if child.type == "image_spec":
                self._image(text_of(child, self._content), child, 0)
            elif child.type == "image_alias":
                self._stages.add(text_of(child, self._content).lower())

    def _image(self, name: str, node: Node, skipped: int) -> None:
        if name.lower() in self._stages or name == "scratch" or name.isdigit():
            return
        row, column = node.start_point
        place = FilePosition(row, column + skipped)
        self.collector.thing(SignalKind.CONTAINER_IMAGE, image_of(name), place, key="image")

    def _variables(self, node: Node) -> None:
        pairs = [child for child in children(node) if child.type == "env_pair"] or [node]
        for pair in pairs:
            name, held = pair.child_by_field_name("name"), pair.child_by_field_name("value")
            held = held or pair.child_by_field_name("default")
            if name is None:
                continue
            variable = text_of(name, self._content)
            row, column = name.start_point
            place = FilePosition(row, column)
            self.collector.thing(SignalKind.ENVIRONMENT, variable, place, group=_VARIABLES)
            if held is not None:
                row, column = held.start_point
                raw = text_of(held, self._content)
                text = raw.strip("\"'")
                quoted = int(raw[:1] in {'"', "'"})
                value = DocumentValue(
                    ValueShape.TEXT,
                    FilePosition(row, column + quoted),
                    held.start_byte,
                    held.end_byte,
                    text,
                )
                self._settings.plain(
                    text, value.place, (variable,), _VARIABLES, DependencyScope.NORMAL, value
                )

    def _command(self, node: Node) -> None:
        for child in children(node):
            row, column = child.start_point
            begin, end = child.start_byte, child.end_byte
            if child.type == "json_string_array":
                words = [self._word(word) for word in children(child) if word.type == "json_string"]
                if len(words) > 2 and words[0].text.endswith("sh"):
                    collect_script(self.collector, words[-1], DependencyScope.NORMAL)
                else:
                    collect_command(self.collector, words, DependencyScope.NORMAL)
            elif child.type in {"shell_command", "heredoc_block"}:
                self._script(FilePosition(row, column), begin, end)
            elif child.type.endswith("_instruction"):
                self.instruction(child)

    def _script(self, place: FilePosition, begin: int, end: int) -> None:
        """Note commands; they go on over lines that end in a backslash."""
        text = self._content[begin:end].decode(errors="replace")
        # A comment between the lines of a command ends no command in a Dockerfile.
        lines = [" " if line.lstrip().startswith("#") else line for line in text.split("\n")]
        kept = [
            f"{line}\\" if line == " " and number < len(lines) - 1 else line
            for number, line in enumerate(lines)
        ]
        text = "\n".join(kept)
        indent = " " * place.byte
        value = DocumentValue(
            ValueShape.TEXT, FilePosition(place.row, 0), begin, end, indent + text, lines=False
        )
        collect_script(self.collector, value, DependencyScope.NORMAL)

    def _word(self, node: Node) -> DocumentValue:
        row, column = node.start_point
        text = text_of(node, self._content)[1:-1]
        place = FilePosition(row, column + 1)
        return DocumentValue(ValueShape.TEXT, place, node.start_byte, node.end_byte, text)

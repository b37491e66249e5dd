"""Reader of shell scripts and of commands that stand in other files.

What is installed or run from a registry, which hosts are called, which variables are set.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from inwriting.gate.file_reading import KNOWN_COMMANDS, DependencyScope, FileReading, Seen, TextFile
from inwriting.gate.footprints import SignalKind
from inwriting.gate.install_commands import InstallCommand, InstallCommands
from inwriting.gate.readers.grammars import (
    TooMuchError,
    comments_in,
    doubtful,
    mistakes,
    parse,
    too_much,
)
from inwriting.gate.readers.literals import TextShape, shape_of
from inwriting.gate.readers.naming import source_of, text_in
from inwriting.gate.readers.sightings import Placer
from inwriting.gate.readers.source import placer
from inwriting.gate.uses import Spot

_BEFORE = frozenset({"sudo", "exec", "time", "nohup", "env", "command", "xargs", "then", "do", "!"})
_SILENT = frozenset({"echo", "printf", "cat", "grep", "sed", "awk", "test", "[", "[[", ":", "log"})
_CALLERS = frozenset({"curl", "wget", "http", "https", "xh", "hey", "websocat"})
_TAKES_VALUE = frozenset(
    [
        "-i",
        "--index-url",
        "--extra-index-url",
        "-f",
        "--find-links",
        "-t",
        "--target",
        "--prefix",
        "-c",
        "--constraint",
        "-r",
        "--requirement",
        "-e",
        "--editable",
        "--python",
        "-p",
        "--registry",
        "--version",
        "--source",
        "--cache-dir",
        "--timeout",
        "-C",
        "--cwd",
        "--filter",
        "-w",
        "--workspace",
        "--from",
        "--with",
        "--manifest-path",
        "--path",
        "--git",
        "--branch",
        "--tag",
        "--features",
        "--name",
        "-n",
        "--network",
        "-v",
        "--volume",
        "--env",
        "-u",
        "--user",
        "--platform",
        "--entrypoint",
        "--env-file",
        "--install-dir",
        "--framework",
    ]
)
_OTHER_COMMANDS = {
    "docker run": InstallCommand(SignalKind.CONTAINER_IMAGE, r".*", once=True),
    "docker pull": InstallCommand(SignalKind.CONTAINER_IMAGE, r".*"),
    "podman run": InstallCommand(SignalKind.CONTAINER_IMAGE, r".*", once=True),
    "podman pull": InstallCommand(SignalKind.CONTAINER_IMAGE, r".*"),
    "code --install-extension": InstallCommand(SignalKind.VSCODE_EXTENSION, r".*"),
    "code-server --install-extension": InstallCommand(SignalKind.VSCODE_EXTENSION, r".*"),
}
"""Commands behind which something else than a package stands."""
_OTHERS = InstallCommands(_OTHER_COMMANDS)
_COMMANDS = frozenset({"command"})
_TEXTS = frozenset({"string", "raw_string", "ansi_c_string", "word", "concatenation", "number"})


def read(file: TextFile) -> FileReading:
    """Read a shell script."""
    try:
        tree = parse("bash", file.content)
    except TooMuchError:
        return FileReading(unread=(too_much(file),))
    found = _CommandCollector(file.content, placer(file), DependencyScope.NORMAL, file.commands)
    found.read(tree.root_node)
    unread = tuple(
        doubtful(file, node.start_point[0] + 1, "a shell script") for node in mistakes(tree, 1)
    )
    seen = tuple(dict.fromkeys(found.seen))
    return FileReading(seen, unread, comments_in(tree, file, file.content))


def read_commands(
    text: bytes,
    spot: Spot,
    scope: DependencyScope = DependencyScope.NORMAL,
    known: InstallCommands = KNOWN_COMMANDS,
) -> FileReading:
    """Read commands that stand in another file, from *spot* on; *known* are those that install.

    Groups are numbered from a million on, so that they are none of the file's own.
    """

    def place(row: int, byte: int) -> Spot:
        return Spot(spot.file, spot.line + row, byte + (spot.column if row == 0 else 1))

    try:
        tree = parse("bash", text)
    except TooMuchError:
        return FileReading(unread=(too_much(TextFile(spot.file, text)),))
    found = _CommandCollector(text, place, scope, known, 1_000_000 * spot.line)
    found.read(tree.root_node)
    return FileReading(tuple(dict.fromkeys(found.seen)))


@dataclass(slots=True)
class _CommandCollector:
    """Collects what the commands of one script name."""

    content: bytes
    place: Placer
    scope: DependencyScope
    known: InstallCommands
    group: int = 0
    seen: list[Seen] = field(default_factory=list)

    def read(self, root: Node) -> None:
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node.type in _COMMANDS:
                self._command(node)
            elif node.type == "variable_assignment":
                self._assignment(node)
            elif node.type == "variable_name":
                self._variable(source_of(node, self.content), node.start_point)
            if node.type != "comment":
                waiting.extend(reversed(node.named_children))

    def _command(self, node: Node) -> None:
        self.group += 1
        words = list(self._words(node))
        while words and (words[0][0] in _BEFORE or "=" in words[0][0] or words[0][0][:1] == "-"):
            words.pop(0)
        if not words:
            return
        name = words[0][0].rpartition("/")[2]
        plain = [name, *(word for word, _ in words[1:])]
        if name in {"python", "python3", "py"} and plain[1:3] == ["-m", "pip"]:
            words, plain = words[2:], plain[2:]
        for commands in (self.known, _OTHERS):
            if found := commands.of(plain):
                command, length = found
                self._installed(command, commands.by_words[command], words[length:])
                return
        if name in _SILENT:
            return
        for word, point in words[1:]:
            shape = shape_of(word)
            if shape is TextShape.ADDRESS or (shape is TextShape.HOST and name in _CALLERS):
                self._add(SignalKind.HOST, word, point, f"address {word}", name)
            elif "=" in word and word.startswith("--"):
                key, _, value = word.strip("-").partition("=")
                self._value(key, value, point)

    def _words(self, node: Node) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield the words of a command, each with its place."""
        for child in node.named_children:
            word = child
            if child.type == "command_name" and child.named_child_count:
                word = child.named_children[0]
            if word.type in _TEXTS:
                text, begin = (
                    (source_of(word, self.content), word.start_byte)
                    if word.type == "word"
                    else text_in(word, self.content)
                )
                row, column = word.start_point
                yield text, (row, column + begin - word.start_byte)

    def _installed(
        self, command: str, installs: InstallCommand, words: list[tuple[str, tuple[int, int]]]
    ) -> None:
        start = command.partition(" ")[0]
        skip = False
        for word, point in words:
            if skip:
                skip = False
                continue
            if word.startswith("-"):
                takes = word in _TAKES_VALUE or (
                    installs.kind == SignalKind.CONTAINER_IMAGE and word == "-p"
                )
                skip = takes and not (start in {"npx", "npm"} and word in {"-p", "-i"})
                continue
            if name := _named(installs, word):
                self._add(installs.kind, name, point, f"{name} by {command.replace(' *', '')}")
            if installs.once:
                return

    def _assignment(self, node: Node) -> None:
        name = node.child_by_field_name("name")
        value = node.child_by_field_name("value")
        if name is None or value is None:
            return
        self.group += 1
        key = source_of(name, self.content)
        self._variable(key, name.start_point)
        waiting = [value]
        while waiting:
            part = waiting.pop()
            fills_in = any(child.type == "expansion" for child in part.named_children)
            if part.type in _TEXTS and not fills_in:
                text, begin = text_in(part, self.content)
                row, column = part.start_point
                self._value(key, text, (row, column + begin - part.start_byte))
            else:
                waiting.extend(part.named_children)

    def _value(self, key: str, text: str, point: tuple[int, int]) -> None:
        match shape_of(text, key):
            case TextShape.ADDRESS | TextShape.HOST:
                self._add(SignalKind.HOST, text, point, f"address {text}", key)
            case TextShape.MODEL:
                self._add(SignalKind.MODEL_ID, text, point, f"model {text}", key)
            case _:
                return

    def _variable(self, name: str, point: tuple[int, int]) -> None:
        if shape_of(name) is TextShape.VARIABLE:
            self._add(SignalKind.ENVIRONMENT, name, point, f"environment variable {name}")

    def _add(self, kind: str, name: str, point: tuple[int, int], said: str, key: str = "") -> None:
        spot = self.place(*point)
        self.seen.append(Seen(kind, name, spot, said, scope=self.scope, group=self.group, key=key))


def _named(installs: InstallCommand, word: str) -> str:
    """Return the name in a word of an install command, without version and extras."""
    if word.startswith((".", "/", "$", "{", "git+", "http", "file:")) or "\n" in word:
        return ""
    found = re.match(installs.name, word)
    return found[found.lastindex or 0] if found else ""

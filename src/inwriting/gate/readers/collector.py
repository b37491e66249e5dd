"""Gathers what a reader sees in one file, each thing with its place and in the same words."""

import dataclasses

from inwriting.gate.file_reading import DependencyScope, FileReading, Seen, TextFile
from inwriting.gate.footprints import SignalKind
from inwriting.gate.readers.document import FilePosition, ParsedDocument
from inwriting.gate.uses import Spot, Unread

OWN_NAME = "own-name"
"""The key of a package that the repository itself publishes."""

_WORDS: dict[str, str] = {
    SignalKind.GITHUB_ACTION: "action",
    SignalKind.VSCODE_EXTENSION: "extension",
    SignalKind.JETBRAINS_PLUGIN: "plugin",
    SignalKind.MCP_ADDRESS: "MCP server",
    SignalKind.MCP_PACKAGE: "MCP server",
    SignalKind.CONTAINER_IMAGE: "image",
    SignalKind.PRE_COMMIT_HOOK: "hook",
    SignalKind.INFRASTRUCTURE: "resource",
    SignalKind.ENVIRONMENT: "environment variable",
    SignalKind.HOST: "address",
    SignalKind.MODEL_ID: "model",
}
_LONGEST_NAME = 500
"""No name that a registry, host or model bears is longer."""


class Collector:
    """What was seen in one file so far."""

    def __init__(self, file: TextFile, content: bytes | None = None) -> None:
        """Begin with nothing; *content* is what places belong to, the file's bytes by default."""
        self.file = file
        self._lines = (file.content if content is None else content).split(b"\n")
        self._seen: dict[Seen, None] = {}
        self._unread: list[Unread] = []
        self._comments: list[tuple[Spot, str]] = []
        self._next_group = 1_000_000
        """Groups of other readers' parts of the file stay apart from mappings' numbers."""

    @classmethod
    def of(cls, file: TextFile, document: ParsedDocument) -> "Collector":
        """Return a collector that already says what of *document* was not read."""
        collector = cls(file, document.content)
        collector._unread += document.unread
        collector._comments += document.comments
        return collector

    def spot(self, place: FilePosition) -> Spot:
        """Return where *place* is, as people count."""
        line = self._lines[place.row] if place.row < len(self._lines) else b""
        column = len(line[: place.byte].decode(errors="replace")) + 1
        return Spot(self.file.path, place.row + 1, column)

    def package(
        self,
        kind: str,
        name: str,
        place: FilePosition,
        scope: DependencyScope = DependencyScope.NORMAL,
        *,
        key: str = "",
    ) -> None:
        """Note a package that the file asks for, or its own with the key OWN_NAME."""
        name = name.strip()
        if key == OWN_NAME:
            said = f"own package {name}"
        else:
            said = (
                f"locked dependency {name}"
                if scope is DependencyScope.LOCKED
                else f"dependency {name}"
            )
        self._note(Seen(kind, name, self.spot(place), said, scope, key=key))

    def thing(
        self,
        kind: str,
        name: str,
        place: FilePosition,
        scope: DependencyScope = DependencyScope.NORMAL,
        *,
        group: int = 0,
        key: str = "",
    ) -> None:
        """Note anything else that is named in a word."""
        name = name.strip()
        said = f"{_WORDS[kind]} {name}"
        self._note(Seen(kind, name, self.spot(place), said, scope, group=group, key=key))

    def resource(
        self,
        system: str,
        name: str,
        place: FilePosition,
        arguments: tuple[tuple[str, str], ...] = (),
        *,
        group: int = 0,
        scope: DependencyScope = DependencyScope.NORMAL,
    ) -> None:
        """Note a resource, action or key in a description of infrastructure."""
        said = f"{_WORDS[SignalKind.INFRASTRUCTURE]} {name}"
        self._note(
            Seen(
                SignalKind.INFRASTRUCTURE,
                name,
                self.spot(place),
                said,
                scope,
                system=system,
                arguments=arguments,
                group=group,
            )
        )

    def doubt(self, unread: Unread) -> None:
        """Note what was not understood."""
        self._unread.append(unread)

    def include(self, reading: FileReading, group: int = 0) -> None:
        """Add what another reader saw in a part of the file; its ungrouped things join *group*."""
        groups: dict[int, int] = {}
        for seen in reading.seen:
            if seen.group and seen.group not in groups:
                groups[seen.group] = self._next_group
                self._next_group += 1
            self._note(dataclasses.replace(seen, group=groups.get(seen.group, group)))
        self._unread += reading.unread
        self._comments += reading.comments

    def _note(self, seen: Seen) -> None:
        if seen.name and len(seen.name) <= _LONGEST_NAME and "\n" not in seen.name:
            self._seen.setdefault(seen)

    def reading(self) -> FileReading:
        """Return all that was noted."""
        return FileReading(
            tuple(self._seen),
            tuple(dict.fromkeys(self._unread)),
            tuple(dict.fromkeys(self._comments)),
        )

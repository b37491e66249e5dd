"""What a reader sees in one file, before anybody asks which tool it speaks of.

A reader knows a format and no tool; `SignalIndex` knows tools and no format.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from inwriting.gate.install_commands import InstallCommands, install_commands
from inwriting.gate.known_ecosystems import ECOSYSTEMS
from inwriting.gate.uses import Spot, Unread

KNOWN_COMMANDS = install_commands(ECOSYSTEMS.all)
"""The commands of the ecosystems that the gate knows."""


class DependencyScope(StrEnum):
    """For what the file itself says that something is there."""

    NORMAL = "normal"
    DEVELOPMENT = "development"
    """A dependency of those who write the software, as in devDependencies."""
    TEST = "test"
    OPTIONAL = "optional"
    """Chosen by whoever installs or builds it: extras, features, profiles, optional peers."""
    LOCKED = "locked"
    """A lock file names it; whether the software itself asks for it is told elsewhere."""
    CI = "ci"


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that a file names: a package, an import, a call, an address, a variable."""

    kind: str
    """A `Kind`, or the kind of an ecosystem's packages."""
    name: str
    """As the file writes it; `SignalIndex` knows each kind's spellings.

    Of a host: the address, with or without scheme. Of a model or provider prefix: the whole string.
    """
    spot: Spot
    said: str
    """What it is, in words for a person: "dependency example", "import of example"."""
    scope: DependencyScope = DependencyScope.NORMAL
    language: str = ""
    """Of an import, a call or a string in source code: its language, as `SignalIndex` names it."""
    system: str = ""
    """Of infrastructure: the language that describes it, as in terraform."""
    arguments: tuple[tuple[str, str], ...] = ()
    """Of a call or infrastructure: its texts with their names; the name is empty without one."""
    group: int = 0
    """Equal for what stands in one call, object or block of the file; 0 stands alone.

    So a base address is known to belong to the client beside it.
    """
    key: str = ""
    """Of a text: the argument, property, variable or dotted setting that holds it."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that may hold signs."""

    path: str
    """From the top of the tree, with forward slashes."""
    content: bytes
    hits: tuple[tuple[int, int], ...] = ()
    """Where the search found something that footprints name: byte offsets of begin and end."""
    commands: InstallCommands = KNOWN_COMMANDS
    """What installs packages, for formats that hold commands."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file holds."""

    seen: tuple[Seen, ...] = ()
    unread: tuple[Unread, ...] = field(default=())
    comments: tuple[tuple[Spot, str], ...] = ()
    """Comments with a suppression, each from ``inwriting:`` on."""


Reader = Callable[[TextFile], FileReading]
"""Reads one format. Runs no code of the file, resolves no reference, and never raises."""

"""What the gate finds in a repository: signs, and the uses of tools that they add up to."""

from dataclasses import dataclass
from enum import StrEnum

from inwriting.gate.footprints import DataPath, Strength


class UseRole(StrEnum):
    """What a repository uses a tool for; earlier ones weigh more."""

    RUNTIME = "runtime"
    """In the software itself."""
    CI = "ci"
    """In the pipeline that checks, builds or ships it."""
    DEVELOPER_TOOL = "developer-tool"
    """By the people who write it, or by their editors."""
    OPTIONAL = "optional"
    """In the software, when an extra, a feature or a profile is chosen."""
    TEST = "test"
    """In its tests only."""
    EXAMPLE = "example"
    """In its examples or documentation's code only."""
    LOCAL = "local"
    """On the machine itself: loopback addresses and open-weight models. No data leave."""
    TRANSITIVE = "transitive"
    """Only a lock file names it: something else brings it along."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file of the repository."""

    file: str
    """The path from the top of the tree, with forward slashes; undecodable bytes as surrogates."""
    line: int
    """From 1; 1 where the file's mere presence is the sign."""
    column: int = 1
    """From 1, in code points."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing seen at one place that speaks of a tool."""

    tool: str
    """The id of the tool's footprint; ``unknown-endpoint:HOST`` for a host that nobody knows."""
    kind: str
    """A `Kind`, or the kind of an ecosystem's packages."""
    value: str
    """What was seen, as the file writes it: a package's name, a host, a variable."""
    strength: Strength
    role: UseRole
    spot: Spot
    said: str
    """What was seen, in words for a person: "dependency example", "import of example"."""
    data_path: DataPath = DataPath.REMOTE
    through: str = ""
    """The tool that data pass first, where the sign shows two hops; empty for none."""


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A tool that the repository uses in one role, with every sign of it there."""

    tool: str
    name: str
    """What people call the tool; for an unknown endpoint its host."""
    role: UseRole
    strength: Strength
    """What the signs of all roles add up to: STRONG is established, MEDIUM and WEAK are not."""
    signs: tuple[Sign, ...]
    """At least one; the strongest first, then by place."""
    data_path: DataPath
    through: str = ""
    """The router or cloud that data pass on the way to this tool; empty when they go straight."""
    undetermined: bool = False
    """Whether this is a router, cloud or framework whose next hop no static text tells."""

    @property
    def established(self) -> bool:
        """Whether the signs are enough to say that the tool is used."""
        return self.strength is Strength.STRONG

    @property
    def unknown_endpoint(self) -> bool:
        """Whether this is an AI endpoint on a host that no footprint knows."""
        return self.tool.startswith(UNKNOWN_ENDPOINT)

    @property
    def spot(self) -> Spot:
        """The place of the sign that says most."""
        return self.signs[0].spot


UNKNOWN_ENDPOINT = "unknown-endpoint:"
"""What stands before the host in the tool of a use whose host no footprint knows."""


@dataclass(frozen=True, slots=True, order=True)
class Unread:
    """A file that may hold signs and could not be read or understood. It is never clean."""

    file: str
    line: int
    """0 when the whole file is meant."""
    reason: str
    fix: str
    blocks: bool = True
    """False where a grammar understood the rest of the file and only a part is in doubt."""


@dataclass(frozen=True, slots=True)
class SearchSummary:
    """What the gate looked at."""

    files: int
    """How many files were searched."""
    size: int
    """How many bytes they hold."""
    read: tuple[tuple[str, int], ...]
    """How many files were read by structure, by kind of file in words, sorted."""
    skipped: tuple[tuple[str, int], ...]
    """How many files were passed over, by reason in words, sorted."""
    unread: tuple[Unread, ...]
    listed_by: str
    """What named the files: "git" or "folder"."""


@dataclass(frozen=True, slots=True)
class TreeUses:
    """All that was found in one tree."""

    uses: tuple[ToolUse, ...]
    """By tool, then role, then the tool in between."""
    looked: SearchSummary
    comments: tuple[tuple[Spot, str], ...] = ()
    """Comments that hold a suppression, each with its text from ``inwriting:`` on."""

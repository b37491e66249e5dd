"""The model of a footprint: how one AI tool shows in a repository."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class SignalKind(StrEnum):
    """What kind of sign a signal is that names no package; it decides how its value is read.

    A signal that names a package has the kind of its ecosystem, which is a text like these.
    """

    IMPORT = "import"
    CALL = "call"
    HOST = "host"
    ENVIRONMENT = "environment"
    GITHUB_ACTION = "github-action"
    VSCODE_EXTENSION = "vscode-extension"
    JETBRAINS_PLUGIN = "jetbrains-plugin"
    MCP_ADDRESS = "mcp-address"
    MCP_PACKAGE = "mcp-package"
    CONTAINER_IMAGE = "container-image"
    PRE_COMMIT_HOOK = "pre-commit-hook"
    FILE = "file"
    INFRASTRUCTURE = "infrastructure"
    MODEL_ID = "model-id"
    PROVIDER_PREFIX = "provider-prefix"


_OTHER_KINDS = frozenset(SignalKind)
_PACKAGE_PRECEDENCE = 3
_PRECEDENCE: dict[str, int] = {
    SignalKind.HOST: 5,
    SignalKind.CALL: 4,
    SignalKind.IMPORT: _PACKAGE_PRECEDENCE,
    SignalKind.ENVIRONMENT: 2,
    SignalKind.MODEL_ID: 1,
}


def names_package(kind: str) -> bool:
    """Tell whether a package registry serves what a sign of this *kind* names."""
    return kind not in _OTHER_KINDS


def precedence(kind: str) -> int | None:
    """Return what is believed where signals of several tools speak of one call: the highest.

    A host that is set as base address beats a client class, that a package or an import, that
    the name of a variable, and that a model's id. None: the kind speaks for itself alone.
    """
    return _PACKAGE_PRECEDENCE if names_package(kind) else _PRECEDENCE.get(kind)


class Strength(IntEnum):
    """How much a signal says."""

    WEAK = 1
    """Is shown, never blocks, and supports nothing."""
    MEDIUM = 2
    """Needs a second signal of the same tool, of another kind, that is not weak."""
    STRONG = 3
    """Is enough alone."""


class DataPath(StrEnum):
    """Where data go."""

    REMOTE = "remote"
    """To the tool's vendor."""
    LOCAL = "local"
    """Nowhere: they stay on the machine."""
    BOTH = "both"
    """One or the other, as it is set up."""
    TRANSITIVE = "transitive"
    """To whatever the tool is pointed at."""


class Role(StrEnum):
    """What a repository uses a tool for, as far as a signal tells."""

    RUNTIME = "runtime"
    """In the software itself."""
    CI = "ci"
    """In the pipeline that checks or builds it."""
    DEVELOPER_TOOL = "developer-tool"
    """By the people who write it."""


_ROLES: dict[str, Role] = {
    SignalKind.GITHUB_ACTION: Role.CI,
    SignalKind.VSCODE_EXTENSION: Role.DEVELOPER_TOOL,
    SignalKind.JETBRAINS_PLUGIN: Role.DEVELOPER_TOOL,
    SignalKind.MCP_ADDRESS: Role.DEVELOPER_TOOL,
    SignalKind.MCP_PACKAGE: Role.DEVELOPER_TOOL,
    SignalKind.PRE_COMMIT_HOOK: Role.DEVELOPER_TOOL,
    SignalKind.FILE: Role.DEVELOPER_TOOL,
}


class ToolKind(StrEnum):
    """What a tool is."""

    MODEL_API = "model-api"
    CLOUD_PLATFORM = "cloud-platform"
    ROUTER = "router"
    FRAMEWORK = "framework"
    PROTOCOL = "protocol"
    MCP_SERVER = "mcp-server"
    CODING_ASSISTANT = "coding-assistant"
    APP_BUILDER = "app-builder"
    REVIEW_BOT = "review-bot"
    LOCAL_MODEL = "local-model"
    EMBEDDINGS = "embeddings"
    SPEECH = "speech"
    MEDIA = "media"
    SEARCH = "search"
    MEMORY = "memory"
    SANDBOX = "sandbox"
    OBSERVABILITY = "observability"
    VECTOR_STORE = "vector-store"

    @property
    def role(self) -> Role:
        """What such a tool is used for unless a signal's kind says otherwise."""
        return _TOOL_ROLES.get(self, Role.RUNTIME)


_TOOL_ROLES = {
    ToolKind.CODING_ASSISTANT: Role.DEVELOPER_TOOL,
    ToolKind.APP_BUILDER: Role.DEVELOPER_TOOL,
    ToolKind.MCP_SERVER: Role.DEVELOPER_TOOL,
    ToolKind.REVIEW_BOT: Role.CI,
}


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign by which a tool is found."""

    tool: str
    """The id of the tool."""
    kind: str
    value: str
    """The name, pattern or address, as the footprint writes it."""
    strength: Strength
    role: Role
    """In which role it shows the tool."""
    data_path: DataPath
    """Where data go when this is what was found."""
    language: str = ""
    """Of an import: the language of the source code."""
    convention: str = ""
    """Of a provider prefix: whose way of writing models it is."""
    system: str = ""
    """Of infrastructure: the language that describes it."""
    argument: str = ""
    """Of a call or infrastructure: a text that must be among its arguments; * is any text."""
    argument_name: str = ""
    """The name of that argument; empty when it has none, or any."""
    shared_with: tuple[str, ...] = ()
    """The other tools that carry the same signal."""
    through: str = ""
    """The tool that data pass first, where the signal shows two."""
    supersedes: tuple[str, ...] = ()
    """Tools whose package, import or variable says nothing any more once this is found."""
    seen_as: str = ""
    """How it was verified, as in manifest."""
    seen_in: str = ""
    """Where it was verified: a public repository and a path, or a registry and a month."""
    note: str = ""
    """Why the strength is what it is."""
    common_word: bool = False
    """Whether the name is a common word, which the search looks for in imports and texts alone."""


@dataclass(frozen=True, slots=True)
class BaseAddress:
    """How a tool's software is pointed at another host, which is then where data go."""

    arguments: tuple[str, ...] = ()
    """Names of arguments, properties and functions in source code."""
    environment: tuple[str, ...] = ()
    """Names of environment variables."""
    clients: tuple[str, ...] = ()
    """Words in the names of classes and functions that set up a client."""
    settings: tuple[str, ...] = ()
    """Dotted keys in configuration files; * stands for one part."""


@dataclass(frozen=True, slots=True)
class Routing:
    """How one tells to whom a tool passes data on."""

    told_by: str
    """What names the next vendor, in words."""
    convention: str = ""
    """Whose provider prefixes the tool understands."""
    default: str = ""
    """The id of the tool that data go to when nothing names another."""
    lower_case: bool = False
    """Whether its model strings have small letters alone, unlike the names of weights."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sign that is known of and not used."""

    kind: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Footprint:
    """How one AI tool shows in a repository."""

    id: str
    name: str
    vendor: str
    """Who offers it, in words."""
    kind: ToolKind
    data_path: DataPath
    offerings: tuple[str, ...]
    """The offerings of the register that it may be, as vendor/offering."""
    cannot_know: tuple[str, ...]
    """What files alone do not tell."""
    look_alikes: tuple[str, ...]
    """What looks like this tool and is not."""
    base_address: BaseAddress
    routing: Routing | None
    signals: tuple[Signal, ...]
    left_out: tuple[LeftOut, ...]

    def of_kind(self, kind: str) -> Iterator[Signal]:
        """Yield the signals of one kind."""
        return (signal for signal in self.signals if signal.kind == kind)


def default_role(kind: str, tool: ToolKind) -> Role:
    """Return the role that a signal of *kind* shows for a tool unless it names one itself."""
    return _ROLES.get(kind, tool.role)

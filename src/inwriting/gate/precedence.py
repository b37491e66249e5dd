"""Who is believed where several signs speak of one call.

A base address beats a client's class, that the package, that a variable's name: software of one
vendor that is pointed at another's host sends its data there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from inwriting.gate.endpoints import answers_chats, has_host, host_of, is_local
from inwriting.gate.file_reading import Seen
from inwriting.gate.footprints import BaseAddress, Footprint, SignalKind, ToolKind, names_package
from inwriting.gate.lookups import Lookups
from inwriting.gate.roles import Roles
from inwriting.gate.uses import UseRole

_PLACEHOLDER = re.compile(r"[$#%]?\{+\s*([^{}]*?)\s*\}+")
_NAME = re.compile(r"[A-Za-z_]\w*")
_NO_CLIENT = re.compile(
    r"(?:error|exception|warning|params?|messages?|response|usage|tool|schema|types?|parser|prompt|"
    r"template|splitter|loader|callback|handler|stream|header|delta|chunk|instrumentor|function|"
    r"given|part|content|role|format|role|options?|settings|credentials?|key)\Z",
    re.IGNORECASE,
)
_CLIENT = (
    r"client|chat|llm|model|provider|embed|completion|api_?base|base_?url|"
    r"config|service|speech|whisper|image|audio|realtime|assistant|moderation|create|endpoint"
)
_BASE_KEY = re.compile(
    r"(?:base|api|server|proxy|gateway)[_-]?(?:url|uri|base|endpoint|host)|endpoint|basepath",
    re.IGNORECASE,
)
_BASE_VARIABLE = re.compile(r"(?:BASE_URL|API_BASE|ENDPOINT|_HOST|_URL)\Z")
_FOLDERS_OF_SETTINGS = frozenset(
    [
        "config",
        "configs",
        "configuration",
        "conf",
        "settings",
        "resources",
        "env",
        "deploy",
        "deployment",
        "deployments",
        "docker",
        "compose",
        "helm",
        "chart",
        "charts",
        "templates",
        "k8s",
        "kubernetes",
        "manifests",
        "infra",
        "infrastructure",
        "terraform",
        "ops",
        ".github",
        "workflows",
        ".devcontainer",
        ".docker",
    ]
)
_NOT_FOR_ALL = re.compile(
    r"(?:\A|[._-])(?:dev|devel|development|local|test|tests|testing|ci|e2e|example|sample|template|"
    r"override|defaults?|dist)(?:[._-]|\Z)",
    re.IGNORECASE,
)
"""Files of settings that hold for a developer's machine or a test, or are a draft to copy."""
_CLASSES = (SignalKind.CALL, SignalKind.IMPORT, SignalKind.ENVIRONMENT, SignalKind.MODEL_ID)


class Pointed(Enum):
    """Where one client sends its data."""

    OWN = auto()
    """To the vendor whose software it is: nothing says otherwise."""
    ELSEWHERE = auto()
    """To the addresses that are named."""
    OUTSIDE = auto()
    """To an address that the files do not name."""


@dataclass(frozen=True, slots=True)
class ConfiguredClient:
    """One place at which software of a tool is set up."""

    tool: str
    call: Seen
    pointed: Pointed
    addresses: tuple[Seen, ...] = ()
    """Where it is pointed; each is no placeholder, or a variable that holds a tool's address."""


@dataclass(slots=True)
class _CallGroup:
    """What stands in one call or block."""

    calls: list[Seen] = field(default_factory=list)
    addresses: list[Seen] = field(default_factory=list)
    variables: list[Seen] = field(default_factory=list)


class Clients:
    """The clients of one repository, and where each is pointed."""

    def __init__(self, seen: Iterable[Seen], lookups: Lookups, roles: Roles) -> None:
        self._lookups = lookups
        self._roles = roles
        self._values: dict[str, set[str]] = defaultdict(set)
        groups: dict[tuple[str, int], _CallGroup] = defaultdict(_CallGroup)
        self._present: dict[str, re.Pattern[str]] = {}
        self._superseding: dict[str, set[str]] = defaultdict(set)
        """Names that stand for another tool's clients, as a cloud's does for the vendor's."""
        for signal in lookups.index.of_kind(SignalKind.CALL):
            for tool in signal.supersedes:
                self._superseding[tool].add(signal.value.rpartition(".")[2].lower())
        words = {
            re.escape(word)
            for footprint in lookups.index.tools.values()
            for word in footprint.base_address.clients
        }
        self._client_name = re.compile("|".join((_CLIENT, *sorted(words))), re.IGNORECASE)
        self._redirects: dict[str, list[Seen]] = defaultdict(list)
        self._address_variables = {
            variable: tool
            for tool, footprint in lookups.index.tools.items()
            for variable in footprint.base_address.environment
        }
        self._asked: dict[str, list[Seen]] = defaultdict(list)
        """Variables that hold a tool's address, by the file that reads them."""
        self._called: dict[str, set[str]] = defaultdict(set)
        """Tools whose own clients are set up, by the file that does so."""
        for one in seen:
            self._take(one, groups)
        self.all = tuple(self._clients(groups))

    def _take(self, one: Seen, groups: dict[tuple[str, int], _CallGroup]) -> None:
        group = groups[one.spot.file, one.group] if one.group else None
        if (
            one.kind == SignalKind.ENVIRONMENT
            and one.language
            and one.name in self._address_variables
        ):
            self._asked[one.spot.file].append(one)
        if one.kind == SignalKind.CALL:
            self._called[one.spot.file] |= {signal.tool for signal in self._lookups.of(one)}
        match one.kind:
            case SignalKind.CALL if group is not None:
                group.calls.append(one)
            case SignalKind.HOST:
                if "{" not in one.name and one.key:
                    self._values[_last(one.key)].add(one.name)
                self._redirects[one.key].append(one)
                if group is not None:
                    group.addresses.append(one)
            case SignalKind.ENVIRONMENT if group is not None:
                group.variables.append(one)
            case kind if names_package(kind) or kind == SignalKind.IMPORT:
                for signal in self._lookups.of(one):
                    if signal.tool not in self._present and self._has_clients(signal.tool):
                        word = re.split(r"[-.]", signal.tool)[0]
                        self._present[signal.tool] = re.compile(re.escape(word), re.IGNORECASE)
            case _:
                return

    def _clients(self, groups: dict[tuple[str, int], _CallGroup]) -> Iterator[ConfiguredClient]:
        for group in groups.values():
            superseded = {
                tool
                for call in group.calls
                for signal in self._lookups.of(call)
                for tool in signal.supersedes
            }
            for call in group.calls:
                # A call of its own is not silenced by another one on the same builder.
                away = superseded - {signal.tool for signal in self._lookups.of(call)}
                for tool in sorted(away):
                    yield ConfiguredClient(tool, call, Pointed.ELSEWHERE)
                tools = self._tools(call, bool(group.addresses))
                for tool in sorted(tools - away):
                    yield self._client(tool, call, group)

    def _tools(self, call: Seen, addressed: bool) -> set[str]:
        """Return the tools of which *call* sets up a client."""
        name = call.name
        if ".types." in f"{call.key}.":
            # What is sent and answered, and nobody who sends it.
            return set()
        if call.key:
            found = self._lookups.imported(call.language, call.key)
            found = tuple(signal for signal in found if self._has_clients(signal.tool))
            if not found:
                return set()
            last = name.rpartition(".")[2]
            is_client = self._client_name.search(_own(name, call)) and not _NO_CLIENT.search(last)
            if not addressed and not is_client:
                return set()
            return {signal.tool for signal in found}
        found = self._lookups.of(call)
        tools = {signal.tool for signal in found}
        if addressed or self._client_name.search(name.partition(".")[2] or name):
            plain = name.replace("_", "").replace("-", "")
            first = plain.split(".")[0]
            tools |= {
                tool
                for tool, word in self._present.items()
                if word.search(first if "." in plain and not addressed else plain)
                and not _NO_CLIENT.search(name)
                and not any(other in plain.lower() for other in self._superseding[tool])
            }
        return tools

    def _has_clients(self, tool: str) -> bool:
        """Tell whether a tool is called at an address; a framework only passes one on."""
        footprint = self._lookups.index.tools[tool]
        return bool(footprint.base_address.arguments) or footprint.kind is ToolKind.MODEL_API

    def _client(self, tool: str, call: Seen, group: _CallGroup) -> ConfiguredClient:
        footprint = self._lookups.index.tools[tool]
        settings = footprint.base_address
        named = [one for one in group.addresses if _is_base(one, settings)]
        addresses = [filled for one in named for filled in self._filled(one)]
        known = [one for one in addresses if "{" not in host_of(one.name) and one.name]
        if any(self._is_own(one.name, tool) for one in known):
            return ConfiguredClient(tool, call, Pointed.OWN)
        if known and len(known) == len(addresses):
            return ConfiguredClient(tool, call, Pointed.ELSEWHERE, tuple(known))
        if named and not known and (variables := self._of_another(tool, call)):
            return ConfiguredClient(tool, call, Pointed.ELSEWHERE, variables)
        if named:
            return ConfiguredClient(tool, call, Pointed.OUTSIDE, tuple(known))
        if any(
            one.name in settings.environment or _BASE_VARIABLE.search(one.name)
            for one in group.variables
        ):
            return ConfiguredClient(tool, call, Pointed.OUTSIDE)
        return self._by_environment(footprint, call)

    def _of_another(self, tool: str, call: Seen) -> tuple[Seen, ...]:
        """Return the variables that hold the address of another tool, read where *call* is made.

        None where a variable of *tool* itself is read there, or where the other tool's own
        clients are set up beside: then the variable may be theirs.
        """
        asked = self._asked.get(call.spot.file, [])
        tools = {self._address_variables[one.name] for one in asked}
        if len(tools) != 1 or tools & {tool, *self._called[call.spot.file]}:
            return ()
        return tuple(asked)

    def _by_environment(self, footprint: Footprint, call: Seen) -> ConfiguredClient:
        """Return a client that names no address: a variable of its software may name one."""
        found = [
            one
            for name in (*footprint.base_address.environment, *footprint.base_address.settings)
            for one in self._redirects.get(name, ())
            if has_host(one.name) or is_local(one.name)
            if self._roles.place(one.spot.file) not in {UseRole.TEST, UseRole.EXAMPLE}
            if not _only_here(one)
            if _reaches(one, call)
        ]
        if found and not any(self._is_own(one.name, footprint.id) for one in found):
            return ConfiguredClient(footprint.id, call, Pointed.ELSEWHERE, tuple(found))
        return ConfiguredClient(footprint.id, call, Pointed.OWN)

    def _is_own(self, address: str, tool: str) -> bool:
        return any(signal.tool == tool for signal in self._lookups.index.address(address))

    def _filled(self, one: Seen) -> Iterator[Seen]:
        """Yield *one* with what its first placeholder stands for, where one text is known."""
        match = _PLACEHOLDER.match(one.name)
        if match is None:
            yield one
            return
        names = _NAME.findall(match[1])
        values = self._values.get(names[-1], set()) if names else set()
        if len(values) == 1:
            value = next(iter(values)).rstrip("/") + one.name[match.end() :]
            yield Seen(
                kind=one.kind,
                name=value,
                spot=one.spot,
                said=f"address {value}",
                scope=one.scope,
                language=one.language,
                group=one.group,
                key=one.key,
            )
        else:
            yield one


def _only_here(setting: Seen) -> bool:
    """Tell whether *setting* points at this machine for development or tests alone.

    Where the software really runs, nothing of it may hold: no reason to take it for local.
    """
    name = setting.spot.file.rpartition("/")[2]
    return is_local(setting.name) and _NOT_FOR_ALL.search(name) is not None


def _reaches(setting: Seen, call: Seen) -> bool:
    """Tell whether what *setting* sets may hold for the client that *call* sets up.

    What source code sets holds in its own file; what settings set, for the module they lie in.
    """
    if setting.language:
        return setting.spot.file == call.spot.file
    folders = setting.spot.file.split("/")[:-1]
    if "src" in folders:
        folders = folders[: folders.index("src")]
    while folders and folders[-1].lower() in _FOLDERS_OF_SETTINGS:
        folders.pop()
    return call.spot.file.split("/")[: len(folders)] == folders


def unknown_endpoints(seen: Iterable[Seen], lookups: Lookups) -> Iterator[Seen]:
    """Yield the addresses at which language models answer, on hosts that nobody knows."""
    for one in seen:
        if (
            one.kind == SignalKind.HOST
            and answers_chats(one.name)
            and has_host(one.name)
            and not is_local(one.name)
            and not lookups.index.address(one.name)
        ):
            yield one


def _is_base(one: Seen, settings: BaseAddress) -> bool:
    key = _last(one.key)
    return key in settings.arguments or _BASE_KEY.search(key) is not None


def _last(key: str) -> str:
    return key.rpartition(".")[2]


def _own(name: str, call: Seen) -> str:
    """Return the part of a called name that is not the module's own."""
    rest = name.removeprefix(call.key)
    return rest if rest.strip(".") else name.rpartition(".")[2]

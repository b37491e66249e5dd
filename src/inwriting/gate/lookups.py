"""From what was seen to the signals of tools that speak of it."""

from collections.abc import Callable, Collection

from inwriting.gate.endpoints import is_page
from inwriting.gate.file_reading import DependencyScope, Seen
from inwriting.gate.footprints import SignalKind, names_package
from inwriting.gate.roles import Roles
from inwriting.gate.signal_index import SignalIndex, Signals, fits
from inwriting.gate.uses import UseRole

OWN_NAME = "own-name"
"""The key of a package that the repository itself publishes."""


class Lookups:
    """Looks up what was seen in one repository, leaving out what is the repository's own."""

    def __init__(
        self, index: SignalIndex, seen: Collection[Seen], paths: Collection[str] = ()
    ) -> None:
        self._index = index
        # What a test or an example calls itself renames nothing that the software asks for.
        roles = Roles(paths)
        self._own = {
            (one.kind, index.canonical(one.kind, one.name))
            for one in seen
            if one.key == OWN_NAME
            if roles.place(one.spot.file) not in {UseRole.TEST, UseRole.EXAMPLE}
        }
        self._folders = _folders(paths)
        self._found: dict[tuple[object, ...], Signals] = {}
        self._imports: dict[tuple[str, str], Signals] = {}
        self._by_kind: dict[str, Callable[[str], Signals]] = {
            SignalKind.ENVIRONMENT: index.environment,
            SignalKind.GITHUB_ACTION: index.action,
            SignalKind.MCP_ADDRESS: index.mcp_address,
            SignalKind.MCP_PACKAGE: index.mcp_package,
            SignalKind.CONTAINER_IMAGE: index.image,
            SignalKind.PRE_COMMIT_HOOK: index.hook,
            SignalKind.FILE: index.file,
        }
        self._asked_for: set[str] = set()
        for one in seen:
            if names_package(one.kind) and one.scope is not DependencyScope.LOCKED:
                self._asked_for.update(signal.tool for signal in self.of(one))

    @property
    def index(self) -> SignalIndex:
        """The signals of all tools."""
        return self._index

    def of(self, seen: Seen) -> Signals:
        """Return the signals that speak of what was *seen*."""
        if seen.key == OWN_NAME:
            return ()
        asked = (seen.kind, _asked_name(seen), seen.language, seen.system, seen.arguments)
        if asked not in self._found:
            self._found[asked] = self._look_up(seen)
        found = self._found[asked]
        if found and seen.kind == SignalKind.IMPORT and self._is_own(seen, found):
            return ()
        return found

    def _look_up(self, seen: Seen) -> Signals:
        kind, name = seen.kind, seen.name
        if not name:
            return ()
        if names_package(kind):
            if (kind, self._index.canonical(kind, name)) in self._own:
                return ()
            return self._index.package(kind, name)
        match kind:
            case SignalKind.IMPORT:
                return self.imported(seen.language, name)
            case SignalKind.CALL | SignalKind.INFRASTRUCTURE:
                found = (
                    self._index.called(_asked_name(seen))
                    if kind == SignalKind.CALL
                    else self._index.infrastructure(seen.system, name)
                )
                return tuple(signal for signal in found if fits(signal, seen.arguments))
            case SignalKind.HOST:
                return self.addressed(name)
            case SignalKind.VSCODE_EXTENSION | SignalKind.JETBRAINS_PLUGIN:
                return self._index.extension(kind, name)
            case _:
                return self._by_kind.get(kind, self._index.model)(name)

    def addressed(self, address: str) -> Signals:
        """Return what speaks of *address*, unless it is a page to read."""
        return tuple(
            signal for signal in self._index.address(address) if not is_page(address, signal.value)
        )

    def imported(self, language: str, name: str) -> Signals:
        """Return what speaks of an import.

        Where no footprint knows the module, a package of the same words answers: the namespace
        A.B.C is in the package of that name. So it does beside a footprint that knows the beginning
        alone.
        """
        asked = (language, name)
        if asked not in self._imports:
            self._imports[asked] = self._look_up_import(language, name)
        return self._imports[asked]

    def _look_up_import(self, language: str, name: str) -> Signals:
        if (importing := self._index.ecosystems.importing(language)) is not None:
            ecosystem, imports = importing
            package = "" if imports.package is None else imports.package(name)
            if (ecosystem.kind, ecosystem.canonical(package)) in self._own:
                return ()
        found = self._index.imported(language, name)
        guessed = self._index.guessed(language, name, found[0].value if found else "", self._own)
        tools = {signal.tool for signal in found}
        return (*found, *(signal for signal in guessed if signal.tool not in tools))

    def _is_own(self, seen: Seen, found: Signals) -> bool:
        """Tell whether an import of Python names the repository's own code.

        Not where a manifest asks for the package: then a folder of its name wraps it.
        """
        if seen.language != "python" or any(signal.tool in self._asked_for for signal in found):
            return False
        top = seen.name.partition(".")[0]
        first = seen.spot.file.partition("/")[0]
        places = {"", "src", "lib", first, f"{first}/src"}
        return bool(self._folders.get(top, set()) & places)


def _folders(paths: Collection[str]) -> dict[str, set[str]]:
    """Return the packages of Python that *paths* hold, each with the folders that they lie in."""
    found: dict[str, set[str]] = {}
    for path in paths:
        if not path.endswith(".py"):
            continue
        *parts, name = path[:-3].split("/")
        for at, part in enumerate(parts):
            found.setdefault(part, set()).add("/".join(parts[:at]))
        if not parts:
            found.setdefault(name, set()).add("")
    return found


def _asked_name(seen: Seen) -> str:
    """Return the name to look up; of a call with the module that it was imported from."""
    if seen.kind == SignalKind.CALL and seen.key and not seen.name.startswith(f"{seen.key}."):
        return f"{seen.key}.{seen.name}"
    return seen.name

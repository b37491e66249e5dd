"""Signals by kind, so that one look-up tells which tools a name, host or file speaks of."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

from inwriting.gate.ecosystem import Ecosystems, beginnings
from inwriting.gate.footprints import Footprint, Signal, SignalKind, names_package
from inwriting.gate.known_ecosystems import ECOSYSTEMS
from inwriting.gate.names import action_name, canonical
from inwriting.gate.patterns import matches_address, matches_file, matches_text, split_address

Signals = tuple[Signal, ...]

_PREFIX_END = re.compile(r"[/:]")


class SignalIndex:
    """Every look-up returns the signals that match, in order of tool and value; none is no error.

    The look-ups judge nothing: a weak signal is returned like a strong one. Names may be given in
    any spelling that the registry takes.
    """

    def __init__(
        self, footprints: Iterable[Footprint], ecosystems: Ecosystems = ECOSYSTEMS
    ) -> None:
        self.ecosystems = ecosystems
        """Whose packages, manifests and commands are known."""
        self._tools = {footprint.id: footprint for footprint in footprints}
        exact: dict[tuple[str, str], list[Signal]] = defaultdict(list)
        self._imports: dict[tuple[str, str], list[Signal]] = defaultdict(list)
        self._calls: dict[str, list[Signal]] = defaultdict(list)
        self._hosts: dict[str, list[Signal]] = defaultdict(list)
        self._files: dict[str, list[Signal]] = defaultdict(list)
        self._prefixes: dict[tuple[str, str], list[Signal]] = defaultdict(list)
        self._model_beginnings: dict[str, list[Signal]] = defaultdict(list)
        self._infrastructure: list[Signal] = []
        self._by_kind: dict[str, list[Signal]] = defaultdict(list)
        for footprint in self._tools.values():
            for signal in footprint.signals:
                self._by_kind[signal.kind].append(signal)
                self._file_away(signal, exact)
        self._exact = dict(exact)
        self._values = {
            kind: tuple(dict.fromkeys(signal.value for signal in _sorted(signals)))
            for kind, signals in self._by_kind.items()
            if names_package(kind)
        }

    def _file_away(self, signal: Signal, exact: dict[tuple[str, str], list[Signal]]) -> None:
        value = self.canonical(signal.kind, signal.value)
        match signal.kind:
            case SignalKind.IMPORT:
                self._imports[signal.language, value].append(signal)
            case SignalKind.CALL:
                self._calls[value.rpartition(".")[2]].append(signal)
            case SignalKind.HOST | SignalKind.MCP_ADDRESS:
                self._hosts[_last_label(value)].append(signal)
            case SignalKind.FILE:
                self._files[_anchor(value)].append(signal)
            case SignalKind.PROVIDER_PREFIX:
                self._prefixes[signal.convention, value].append(signal)
            case SignalKind.INFRASTRUCTURE:
                self._infrastructure.append(signal)
            case SignalKind.MODEL_ID if value.endswith("*"):
                self._model_beginnings[value[:-1]].append(signal)
            case _:
                exact[signal.kind, value].append(signal)

    @property
    def tools(self) -> Mapping[str, Footprint]:
        """The footprints by the id of their tool."""
        return self._tools

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that signals have, sorted."""
        return tuple(sorted(self._by_kind))

    def of_kind(self, kind: str) -> Signals:
        """Return every signal of *kind*, to build a search from their values."""
        return _sorted(self._by_kind.get(kind, ()))

    def package(self, kind: str, name: str) -> Signals:
        """Return what speaks of the package *name* in the registry of *kind*.

        Where what lies below a name counts for it, the longest name that is known answers.
        """
        ecosystem = self.ecosystems.of(kind)
        if ecosystem is None:
            message = f"{kind} is no registry of packages"
            raise ValueError(message)
        value = ecosystem.canonical(name)
        if not ecosystem.below_counts:
            return self._named(kind, value)
        for beginning in beginnings(value, "/"):
            if found := self._named(kind, beginning):
                return found
        return ()

    def imported(self, language: str, name: str) -> Signals:
        """Return what speaks of an import of *name* in source code of *language*.

        Where imports name packages, the signals of packages answer. In other languages what lies
        below a module counts for it; the longest name that is known answers. A language from which
        no ecosystem imports knows nothing.
        """
        if (importing := self.ecosystems.importing(language)) is None:
            return ()
        ecosystem, imports = importing
        if imports.package is not None:
            package = imports.package(name)
            return self.package(ecosystem.kind, package) if package else ()
        for beginning in beginnings(name.strip(imports.separator), imports.separator):
            if found := self._imports.get((language, beginning)):
                return _sorted(found)
        return ()

    def guessed(
        self, language: str, name: str, known: str, own: Container[tuple[str, str]]
    ) -> Signals:
        """Return what speaks of the packages that an import of *name* is likely to load.

        *known* is as much of the name as a footprint knows. Packages in *own*, given by kind and
        canonical name, are the repository's: where one of these may be meant, nothing is guessed.
        """
        if (importing := self.ecosystems.importing(language)) is None:
            return ()
        ecosystem, imports = importing
        kind = ecosystem.kind
        for packages in imports.guess(name, known, self._packages(kind)):
            if any((kind, ecosystem.canonical(package)) in own for package in packages):
                return ()
            if found := {signal for one in packages for signal in self.package(kind, one)}:
                return _sorted(found)
        return ()

    def _packages(self, kind: str) -> tuple[str, ...]:
        """Return every package of *kind* that footprints name."""
        return self._values.get(kind, ())

    def canonical(self, kind: str, value: str) -> str:
        """Return *value* in the one spelling under which it is compared."""
        return canonical(kind, value, self.ecosystems)

    def called(self, name: str) -> Signals:
        """Return what speaks of a call of *name*, which may be dotted.

        Whether the call's arguments are those that a signal asks for is left to `fits`.
        """
        found = self._calls.get(name.rpartition(".")[2], ())
        dotted = f".{name}"
        return _sorted(signal for signal in found if dotted.endswith(f".{signal.value}"))

    def address(self, address: str) -> Signals:
        """Return what speaks of a web address, or of what follows its scheme.

        A host's subdomains count for it, and what lies below a path for the path. Where several
        are known, those with the longest host and path answer.
        """
        return self._addressed(SignalKind.HOST, address)

    def mcp_address(self, address: str) -> Signals:
        """Return what speaks of the web address of an MCP server."""
        return self._addressed(SignalKind.MCP_ADDRESS, address)

    def environment(self, name: str) -> Signals:
        """Return what speaks of the environment variable *name*."""
        return self._named(SignalKind.ENVIRONMENT, name)

    def action(self, reference: str) -> Signals:
        """Return what speaks of a GitHub Action, owner/name/path@version."""
        for beginning in beginnings(action_name(reference), "/"):
            if found := self._named(SignalKind.GITHUB_ACTION, beginning):
                return found
        return ()

    def image(self, reference: str) -> Signals:
        """Return what speaks of a container image, with or without tag, digest and registry."""
        name = canonical(SignalKind.CONTAINER_IMAGE, reference)
        if found := self._named(SignalKind.CONTAINER_IMAGE, name):
            return found
        for beginning in beginnings(name.rpartition("/")[0], "/"):
            if found := self._named(SignalKind.CONTAINER_IMAGE, f"{beginning}/*"):
                return found
        return ()

    def extension(self, kind: str, name: str) -> Signals:
        """Return what speaks of an editor's extension or plugin."""
        return self._named(kind, canonical(kind, name))

    def mcp_package(self, name: str) -> Signals:
        """Return what speaks of a package that starts an MCP server; a version may follow it."""
        value = canonical(SignalKind.MCP_PACKAGE, name)
        head, at, _ = value[1:].partition("@")
        return (
            self._named(SignalKind.MCP_PACKAGE, value[0] + head if at else value) if value else ()
        )

    def hook(self, name: str) -> Signals:
        """Return what speaks of the pre-commit hook with the id *name*."""
        return self._named(SignalKind.PRE_COMMIT_HOOK, name)

    def file(self, path: str) -> Signals:
        """Return what speaks of the file at *path*, which has forward slashes."""
        parts = set(path.split("/"))
        candidates = [s for part in parts for s in self._files.get(part, ())]
        candidates += self._files.get("*", ())
        return _sorted(s for s in candidates if matches_file(s.value, path))

    def infrastructure(self, system: str, name: str) -> Signals:
        """Return what speaks of a resource, action or key in a description of infrastructure."""
        return _sorted(
            signal
            for signal in self._infrastructure
            if signal.system == system and matches_text(signal.value.lower(), name.lower())
        )

    def model(self, name: str) -> Signals:
        """Return what speaks of the model *name*, the whole of it, in any case of letters."""
        value = canonical(SignalKind.MODEL_ID, name)
        found = list(self._exact.get((SignalKind.MODEL_ID, value), ()))
        for length in range(1, len(value) + 1):
            found += self._model_beginnings.get(value[:length], ())
        return _sorted(found)

    def provider(self, convention: str, model: str) -> Signals:
        """Return what speaks of the provider that a router's model string begins with.

        A *model* such as northwind/large or northwind:large, written by the *convention* of some
        router or framework.
        """
        value = canonical(SignalKind.PROVIDER_PREFIX, model)
        for end in (match.end() for match in _PREFIX_END.finditer(value)):
            if found := self._prefixes.get((convention, value[:end])):
                return _sorted(found)
        return ()

    def _named(self, kind: str, value: str) -> Signals:
        return _sorted(self._exact.get((kind, value), ()))

    def _addressed(self, kind: str, address: str) -> Signals:
        found = [
            signal
            for label in (_last_label(address), "*")
            for signal in self._hosts.get(label, ())
            if signal.kind == kind and matches_address(signal.value.lower(), address)
        ]
        if not found:
            return ()
        longest = max(map(_specificity, found))
        return _sorted(signal for signal in found if _specificity(signal) == longest)


def fits(signal: Signal, arguments: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a call or resource with these *arguments* is what *signal* asks for.

    The arguments are texts with their names; without a name the name is empty.
    """
    if not signal.argument:
        return True
    return any(
        matches_text(signal.argument, text)
        for name, text in arguments
        if not signal.argument_name or name == signal.argument_name
    )


def _specificity(signal: Signal) -> tuple[int, int]:
    host, port, path = split_address(signal.value)
    return len([part for part in path.split("/") if part]), len(host) + len(port)


def _last_label(address: str) -> str:
    """Return the last label of an address's host: the key under which hosts are filed."""
    label = split_address(address)[0].rpartition(".")[2]
    return "*" if "*" in label else label


def _anchor(pattern: str) -> str:
    """Return the first part of a file pattern that has no *, or * when every part has one."""
    return next((part for part in pattern.split("/") if "*" not in part), "*")


def _sorted(signals: Iterable[Signal]) -> Signals:
    return tuple(sorted(signals, key=lambda signal: (signal.tool, signal.kind, signal.value)))

"""To whom routers and frameworks pass data on, as far as the models that are named tell."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inwriting.gate.file_reading import Seen
from inwriting.gate.footprints import Footprint, Signal, SignalKind, ToolKind
from inwriting.gate.lookups import Lookups
from inwriting.gate.readers.literals import MODEL_KEY

_PREFIX = re.compile(r"[^/:]+[/:]")
_MOST_OTHERS = 3
_THROUGH = (ToolKind.ROUTER, ToolKind.CLOUD_PLATFORM)


@dataclass(frozen=True, slots=True)
class RoutedModel:
    """A vendor that a model string names behind a router or framework."""

    seen: Seen
    signal: Signal
    router: str
    """The tool by whose convention the string is written, or that it is sent to by default."""
    through: str
    """The tool that data pass first; empty when they go straight."""
    plain: bool
    """Whether it is beyond doubt that the string names a model."""


class ModelRoutes:
    """Finds the next hops in one repository."""

    def __init__(
        self,
        lookups: Lookups,
        present: Iterable[tuple[str, Seen]],
        called: Iterable[tuple[str, str]],
    ) -> None:
        """Take the tools that are *present*, each with what showed it.

        *called* are files with the tools that models are called by in them: what such a file
        names is handed to these, and not to a router elsewhere in the repository.
        """
        self._lookups = lookups
        self._by_group: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._by_file: dict[str, set[str]] = defaultdict(set)
        self._everywhere: set[str] = set()
        self._called: dict[str, set[str]] = defaultdict(set)
        for tool, seen in present:
            footprint = lookups.index.tools.get(tool)
            if footprint is None or footprint.routing is None:
                continue
            if not footprint.routing.convention:
                continue
            self._everywhere.add(tool)
            self._by_file[seen.spot.file].add(tool)
            if seen.group:
                self._by_group[seen.spot.file, seen.group].add(tool)
        for file, tool in called:
            self._called[file].add(tool)
        callees = {tool for tools in self._called.values() for tool in tools}
        # With so many to call, nothing tells that a model named by itself goes to the router.
        self._anywhere = len(callees - self._everywhere) <= _MOST_OTHERS

    def of(self, seen: Iterable[Seen]) -> Iterator[RoutedModel]:
        """Yield the hops that the model strings among *seen* name."""
        if not self._everywhere:
            return
        for one in seen:
            if one.kind in {SignalKind.MODEL_ID, SignalKind.PROVIDER_PREFIX} and _PREFIX.match(
                one.name
            ):
                yield from self._hops(one)

    def _hops(self, one: Seen) -> Iterator[RoutedModel]:
        nearest = [
            self._by_group.get((one.spot.file, one.group), set()),
            self._by_file.get(one.spot.file, set()),
        ]
        if self._anywhere and not self._called.get(one.spot.file):
            nearest.append(self._everywhere)
        for distance, tools in enumerate(nearest):
            for tool in sorted(tools, key=self._rank):
                found = tuple(self._by(tool, one, one.name, near=distance == 0))
                if found:
                    yield from found
                    return

    def _rank(self, tool: str) -> tuple[bool, str]:
        return self._lookups.index.tools[tool].kind is not ToolKind.ROUTER, tool

    def _by(
        self, tool: str, one: Seen, name: str, *, near: bool, deep: int = 0
    ) -> Iterator[RoutedModel]:
        footprint = self._lookups.index.tools[tool]
        routing = footprint.routing
        if routing is None or not routing.convention or deep > 3:
            return
        if routing.lower_case and name != name.lower():
            # Written as repositories of weights are named.
            return
        rest = _PREFIX.sub("", name, count=1)
        plain = self._is_model(rest) or near or bool(MODEL_KEY.search(one.key))
        router = self._router(footprint, one)
        for signal in self._lookups.index.provider(routing.convention, name):
            if signal.tool != tool:
                through = router if self._passes(router) else ""
                yield RoutedModel(one, signal, router, through, plain)
            if _PREFIX.match(rest):
                yield from self._by(signal.tool, one, rest, near=near or plain, deep=deep + 1)

    def _router(self, footprint: Footprint, one: Seen) -> str:
        """Return the tool that the string is handed to: a framework may send it to its default."""
        routing = footprint.routing
        if routing is not None and routing.default and "/" in one.name:
            default = self._lookups.index.tools.get(routing.default)
            if default is not None and default.kind is ToolKind.ROUTER:
                return default.id
        return footprint.id

    def _passes(self, tool: str) -> bool:
        return self._lookups.index.tools[tool].kind in _THROUGH

    def _is_model(self, name: str) -> bool:
        last = name.rpartition("/")[2]
        return bool(self._lookups.index.model(name) or self._lookups.index.model(last))

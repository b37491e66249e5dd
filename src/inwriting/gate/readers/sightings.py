"""What a walk has found so far: imports, calls, addresses, variables and models."""

from collections.abc import Callable

from tree_sitter import Node

from inwriting.gate.file_reading import Seen
from inwriting.gate.footprints import SignalKind
from inwriting.gate.readers.interest import Interest
from inwriting.gate.uses import Spot

Placer = Callable[[int, int], Spot]
"""From a row and a byte in it, both from 0, to a place in the file."""


class Sightings:
    """Keeps what is found in one file of source code, in the order in which it is met.

    A *point* is the row and the byte in it at which something stands, both from 0; a *group* is
    the number of the client that it belongs to, 0 for none; a *key* names what holds it.
    """

    def __init__(self, signals: str, content: bytes, interest: Interest, place: Placer) -> None:
        """Begin with nothing found; *signals* is the language's name in footprints."""
        self._signals = signals
        self._content = content
        self._interest = interest
        self._place = place
        self._seen: list[Seen] = []

    def all(self) -> tuple[Seen, ...]:
        """Return what was found, each thing once."""
        return tuple(dict.fromkeys(self._seen))

    def imported(self, module: str, point: tuple[int, int]) -> None:
        """Keep an import."""
        self._add(SignalKind.IMPORT, module, point, f"import of {module}")

    def server(self, text: str, point: tuple[int, int], group: int) -> None:
        """Keep the package of an MCP server."""
        self._add(SignalKind.MCP_PACKAGE, text, point, f"MCP server {text}", group=group)

    def model(self, text: str, point: tuple[int, int], group: int, key: str) -> None:
        """Keep the id of a model."""
        self._add(SignalKind.MODEL_ID, text, point, f"model {text}", group=group, key=key)

    def variable(self, text: str, point: tuple[int, int], group: int) -> None:
        """Keep the name of an environment variable."""
        self._add(SignalKind.ENVIRONMENT, text, point, f"environment variable {text}", group=group)

    def address(self, text: str, point: tuple[int, int], group: int, key: str) -> None:
        """Keep the address of a service."""
        self._add(SignalKind.HOST, text, point, f"address {text}", group=group, key=key)

    def call(
        self,
        name: str,
        module: str,
        node: Node,
        arguments: tuple[tuple[str, str, int], ...],
        group: int,
    ) -> None:
        """Keep a call of *name*, imported from *module*, with the texts that it is given."""
        point = node.start_point
        pairs = tuple((key, text) for key, text, _ in arguments)
        # Where an argument tells which tool it is, its own line is the one to look at.
        rows: dict[int, tuple[int, int]] = {point[0]: point}
        for _, text, begin in arguments:
            if self._interest.searched and text and self._interest.hit(begin, begin + len(text)):
                line = self._content.rfind(b"\n", 0, begin) + 1
                row = point[0] + self._content.count(b"\n", node.start_byte, begin)
                rows.setdefault(row, (row, begin - line))
        for place in rows.values():
            said = f"call of {name}"
            self._add(SignalKind.CALL, name, place, said, group=group, key=module, arguments=pairs)

    def _add(
        self,
        kind: str,
        name: str,
        point: tuple[int, int],
        said: str,
        *,
        group: int = 0,
        key: str = "",
        arguments: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self._seen.append(
            Seen(
                kind=kind,
                name=name,
                spot=self._place(*point),
                said=said,
                language=self._signals,
                arguments=arguments,
                group=group,
                key=key,
            )
        )

"""Files whose mere name is a sign, as .cursorrules is."""

from inwriting.gate.file_reading import Seen
from inwriting.gate.footprints import SignalKind
from inwriting.gate.signal_index import SignalIndex
from inwriting.gate.uses import Spot


class NamedFiles:
    """Tells signs by a file's path; most paths are told apart without asking every pattern."""

    def __init__(self, index: SignalIndex) -> None:
        self._index = index
        self._parts: set[str] = set()
        endings: set[str] = set()
        self._any = False
        for signal in index.of_kind(SignalKind.FILE):
            parts = [part for part in signal.value.split("/") if part != "**"]
            plain = [part for part in parts if "*" not in part]
            if plain:
                self._parts.add(plain[0])
            elif parts[-1].startswith("*") and "*" not in parts[-1][1:]:
                endings.add(parts[-1][1:])
            else:
                self._any = True
        self._endings = tuple(endings)

    def seen(self, path: str) -> Seen | None:
        """Return the sign that the file at *path* is, or None when its name says nothing."""
        if not (
            self._any or path.endswith(self._endings) or not self._parts.isdisjoint(path.split("/"))
        ):
            return None
        if not self._index.file(path):
            return None
        return Seen(SignalKind.FILE, path, Spot(path, 1), f"file {path}")

"""Footprints made ready at once: read strictly when they change, and kept in a form that is quick.

Reading the YAML strictly takes seconds. Its result is kept, keyed by a digest of every file that it
was read from: beside the shipped footprints in a wheel, otherwise in the user's cache.
"""

import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import inwriting
from inwriting.gate.cache import ResultCache
from inwriting.gate.ecosystem import Ecosystems
from inwriting.gate.footprints import Footprint
from inwriting.gate.known_ecosystems import ECOSYSTEMS
from inwriting.register.load.problem import UnusableInputError
from inwriting.register.load.source import FolderSource
from inwriting.resources import shipped

FOLDER = "footprints"
if TYPE_CHECKING:
    from inwriting.gate.signal_index import SignalIndex

COMPILED = "footprints.json"
"""The name of the quick form that a wheel brings along, and of the one in the cache."""
_DIGEST_LETTERS = 64


@dataclass(frozen=True)
class CompiledFootprints:
    """Footprints that every check passed."""

    footprints: tuple[Footprint, ...]
    digest: str
    """The sha256 of what they were read from."""
    ecosystems: Ecosystems = ECOSYSTEMS
    """Whose packages they name."""

    @functools.cached_property
    def index(self) -> "SignalIndex":
        """Every look-up over them."""
        from inwriting.gate.signal_index import SignalIndex

        return SignalIndex(self.footprints, self.ecosystems)


@dataclass(frozen=True, slots=True)
class LayeredFolders:
    """Folders of footprints as one `Source`; a file of a later folder replaces an earlier one's."""

    layers: tuple[Path, ...]

    def folders(self, path: str) -> tuple[str, ...]:
        """Return the names of the folders in the layers, sorted; *path* is `FOLDER`."""
        return self._names(path, folders=True)

    def files(self, path: str) -> tuple[str, ...]:
        """Return the names of what else lies in the layers, sorted; *path* is `FOLDER`."""
        return self._names(path, folders=False)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of the file at *path* in the last layer that has it.

        Raises OSError when it is there and cannot be read.
        """
        name = path.removeprefix(f"{FOLDER}/")
        for layer in reversed(self.layers):
            if (content := FolderSource(layer).read(name)) is not None:
                return content
        return None

    def _names(self, path: str, *, folders: bool) -> tuple[str, ...]:
        if path != FOLDER:
            return ()
        found: set[str] = set()
        for layer in self.layers:
            source = FolderSource(layer)
            found.update(source.folders("") if folders else source.files(""))
        return tuple(sorted(found))


def ready_footprints(
    own: Iterable[Path] = (), *, kept: ResultCache | None = None
) -> CompiledFootprints:
    """Return the shipped footprints, and with them those in the firm's *own* folders.

    A file of the firm's replaces a shipped one of the same name.

    Raises UnusableInputError, with every mistake, when a footprint is not in order.
    """
    source = LayeredFolders((shipped(FOLDER), *own))
    digest = digest_of(source)
    key = digest.encode("ascii")
    payload = _brought_along(key) or (kept.get(COMPILED, key) if kept else None)
    if payload is not None and (footprints := _decoded(payload)) is not None:
        return CompiledFootprints(footprints, digest)
    footprints = _read_strictly(source)
    if kept:
        kept.put(COMPILED, key, msgspec.json.encode(footprints))
    return CompiledFootprints(footprints, digest)


def digest_of(source: LayeredFolders) -> str:
    """Return the sha256 of everything that the footprints of *source* are read from and by."""
    digest = hashlib.sha256(inwriting.__version__.encode("ascii"))
    schema = shipped("schemas") / "footprint.schema.json"
    _add(digest, "schema", schema.read_bytes())
    for name in source.files(FOLDER):
        try:
            content = source.read(f"{FOLDER}/{name}")
        except OSError:
            # Loading says so, with its place; nothing is kept of it.
            content = None
        _add(digest, name, content or b"")
    for name in source.folders(FOLDER):
        _add(digest, f"{name}/", b"")
    return digest.hexdigest()


def compiled(folder: Path) -> bytes:
    """Return the quick form of the footprints in *folder* alone, as a wheel brings it along.

    Raises UnusableInputError, with every mistake, when a footprint is not in order.
    """
    source = LayeredFolders((folder,))
    payload = msgspec.json.encode(_read_strictly(source))
    seal = hashlib.sha256(payload).hexdigest()
    return f"{digest_of(source)}{seal}\n".encode("ascii") + payload


def _read_strictly(source: LayeredFolders) -> tuple[Footprint, ...]:
    # The strict readers take long to import, and are seldom needed.
    from inwriting.gate.footprint_loading import load_footprints

    loaded = load_footprints(source, FOLDER)
    if loaded.problems:
        raise UnusableInputError(loaded.problems)
    return loaded.footprints


def _add(digest: "hashlib._Hash", name: str, content: bytes) -> None:
    encoded = name.encode("utf-8", "surrogateescape")
    digest.update(b"%d:%b%d:" % (len(encoded), encoded, len(content)))
    digest.update(content)


def _brought_along(key: bytes) -> bytes | None:
    """Return the payload that came in the wheel if it is whole and for exactly these files."""
    try:
        content = shipped(f"compiled/{COMPILED}").read_bytes()
    except OSError:
        return None
    head, _, payload = content.partition(b"\n")
    seal = hashlib.sha256(payload).hexdigest().encode("ascii")
    fits = head[:_DIGEST_LETTERS] == key and head[_DIGEST_LETTERS:] == seal
    return payload if fits else None


def _decoded(payload: bytes) -> tuple[Footprint, ...] | None:
    try:
        return msgspec.json.decode(payload, type=tuple[Footprint, ...])
    except msgspec.DecodeError:
        return None

"""The texts behind the documents, found by digest, never by name alone."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.source import RegisterSource
from inwriting.texts.locker.location import locker_at
from inwriting.texts.locker.store import MARKER, AlteredError, LockerError, NoLockerError, Store
from inwriting.texts.passages import digest_of_bytes

LARGEST_DOCUMENT = 8 * 1024 * 1024
"""The largest evidence text that is read, in bytes."""


class TextState(Enum):
    """What is known of a document's text."""

    AT_HAND = "at hand"
    NOT_AT_HAND = "not at hand"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """A document's text, or why there is none."""

    state: TextState
    text: str = ""
    """The text, when its state is AT_HAND."""
    reason: str = ""
    """Why it is altered or unreadable, in a few words."""


@dataclass(frozen=True, slots=True)
class LockerPlace:
    """Where a locker is."""

    location: str
    """A folder, git:REPOSITORY, or an address such as s3://bucket/prefix."""
    mirrors: Path
    """A folder for copies of repositories that lie elsewhere."""
    named: bool = True
    """Whether somebody named it: then it must be there. The usual place need not be."""


EvidencePlace = Path | LockerPlace
"""Where captured texts may lie: a folder of them, or a locker."""


@dataclass(frozen=True, slots=True)
class Locker:
    """Captured texts outside Git, found by content."""

    by_digest: dict[str, Path]
    """Every file of the plain folders under the digest of its bytes."""
    stores: tuple[Store, ...] = ()

    def find(self, digest: str) -> EvidenceText:
        """Return the text with *digest*, which is of the form sha256:….

        A locker that fails is no place where the text merely is not: that text is unreadable.
        """
        place = self.by_digest.get(digest)
        if place is not None:
            return _decoded(place.read_bytes(), digest)
        try:
            for store in self.stores:
                content = store.find(digest)
                if content is not None:
                    return _sized(content, digest)
        except AlteredError as error:
            reason = f"in the locker {error.location}, its digest is now {error.actual}"
            return EvidenceText(TextState.ALTERED, reason=reason)
        except LockerError as error:
            reason = f"{error.location}: {error.message}".rstrip(".")
            return EvidenceText(TextState.UNREADABLE, reason=reason)
        return EvidenceText(TextState.NOT_AT_HAND)

    def glimpse(self, digest: str, before: int) -> str | None:
        """Return what stands for the text with *digest* as it is here, without reading it.

        It is None where that cannot be told (see `Store.glimpse`): then the text must be read.
        """
        if digest in self.by_digest:
            return "at hand"
        seen = [store.glimpse(digest, before) for store in self.stores]
        return None if None in seen else "\0".join(item or "" for item in seen)

    def digests(self) -> tuple[str, ...]:
        """Return the digest of everything that is at hand, sorted.

        Raises UnusableInputError when a locker cannot tell.
        """
        found = set(self.by_digest)
        for store in self.stores:
            try:
                found.update(entry.digest for entry in store.entries())
            except LockerError as error:
                raise unusable_locker(error) from error
        return tuple(sorted(found))


def open_locker(places: Iterable[EvidencePlace]) -> Locker:
    """Return the texts in *places*; a folder that is a locker is used as one.

    Raises UnusableInputError when a place is missing or cannot be read: a locker that was named
    and is not there must not look like evidence that is merely elsewhere.
    """
    by_digest: dict[str, Path] = {}
    stores: list[Store] = []
    for place in places:
        if isinstance(place, LockerPlace):
            stores.extend(_opened(place))
        elif (place / MARKER).is_file():
            stores.extend(_opened(LockerPlace(str(place), place)))
        else:
            _gather(place, by_digest)
    return Locker(by_digest, tuple(stores))


def unusable_locker(error: LockerError) -> UnusableInputError:
    """Return *error* as a problem of the input."""
    message = f"The locker {error.location!r}: {error.message}"
    return UnusableInputError((Problem("--locker", 0, 0, message, error.fix),))


def _opened(place: LockerPlace) -> tuple[Store, ...]:
    try:
        store = locker_at(place.location, place.mirrors)
        store.check()
    except NoLockerError as error:
        if place.named:
            raise unusable_locker(error) from error
        return ()
    except LockerError as error:
        raise unusable_locker(error) from error
    return (store,)


def _gather(folder: Path, by_digest: dict[str, Path]) -> None:
    if not folder.is_dir():
        raise UnusableInputError(
            (
                Problem(
                    "--evidence",
                    0,
                    0,
                    f"The evidence folder {str(folder)!r} is not there.",
                    "Correct --evidence or INWRITING_EVIDENCE, or leave it out.",
                ),
            )
        )
    for base, _, names in os.walk(folder):
        for name in sorted(names):
            place = Path(base, name)
            # A named pipe would be waited for without end.
            if place.is_symlink() or not place.is_file():
                continue
            if place.stat().st_size > LARGEST_DOCUMENT:
                continue
            by_digest.setdefault(digest_of_bytes(place.read_bytes()), place)


def read_evidence(source: RegisterSource, path: str, digest: str) -> EvidenceText:
    """Return the text of the evidence file at *path* in the register, held against *digest*."""
    try:
        content = source.read(path)
    except OSError as error:
        return EvidenceText(TextState.UNREADABLE, reason=error.strerror or str(error))
    if content is None:
        return EvidenceText(TextState.UNREADABLE, reason="there is no such file")
    return _sized(content, digest)


def _sized(content: bytes, digest: str) -> EvidenceText:
    if len(content) > LARGEST_DOCUMENT:
        return EvidenceText(TextState.UNREADABLE, reason="it is larger than 8 MiB")
    return _decoded(content, digest)


def _decoded(content: bytes, digest: str) -> EvidenceText:
    actual = digest_of_bytes(content)
    if actual != digest:
        return EvidenceText(TextState.ALTERED, reason=f"its digest is now {actual}")
    try:
        return EvidenceText(TextState.AT_HAND, content.decode("utf-8"))
    except UnicodeDecodeError:
        return EvidenceText(TextState.UNREADABLE, reason="it is not UTF-8 text")

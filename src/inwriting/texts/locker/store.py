"""What every locker can do, whatever it is kept in."""

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from inwriting.texts.passages import digest_of_bytes

MARKER = "inwriting-locker.json"
"""The file by which a locker is known. An empty mount point has none."""
MARKER_CONTENT = b'{"inwriting-locker": 1}\n'
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z")


class LockerError(Exception):
    """A locker that cannot be used: which, why, and how to mend it.

    It never means that a document is not there.
    """

    def __init__(self, location: str, message: str, fix: str) -> None:
        """Say of the locker at *location* what is wrong."""
        super().__init__(f"{location}: {message} {fix}")
        self.location = location
        self.message = message
        self.fix = fix


class AlteredError(LockerError):
    """An object whose bytes are not those that were put in."""

    def __init__(self, location: str, digest: str, actual: str) -> None:
        """Say that the object *digest* is now *actual*."""
        super().__init__(
            location,
            f"The document {digest} was altered in the locker: its digest is now {actual}.",
            "Capture the document again, which puts the right bytes back, or restore a copy.",
        )
        self.digest = digest
        self.actual = actual


class NoLockerError(LockerError):
    """A place where no locker is."""

    def __init__(self, location: str) -> None:
        """Say that nothing at *location* is a locker."""
        super().__init__(
            location,
            "There is no locker here, or it is not connected.",
            "Connect it, correct --locker or INWRITING_LOCKER, or create one with "
            "`inwriting locker new LOCATION`.",
        )


@dataclass(frozen=True, order=True, slots=True)
class StoredDocument:
    """One object in a locker."""

    digest: str
    size: int
    """In bytes."""
    put: datetime.datetime
    """When it was put in, or put in again."""


class Store(Protocol):
    """Objects under the digest of their bytes. Every method may raise LockerError."""

    @property
    def location(self) -> str:
        """Where it is, as people write it."""

    def begin(self) -> bool:
        """Make the locker where there is none; tell whether it is new."""

    def check(self) -> None:
        """Raise NoLockerError unless this is a locker that answers."""

    def put(self, content: bytes) -> str:
        """Keep *content*, whole or not at all, read it back, and return its digest.

        What is there already counts as put in now, and is mended where it was altered.
        """

    def find(self, digest: str) -> bytes | None:
        """Return the bytes with *digest*, or None when they are not here.

        Raises AlteredError when there are others in their place.
        """

    def glimpse(self, digest: str, before: int) -> str | None:
        """Return what is seen of the object with *digest* without reading it.

        It is another text as soon as the object is; empty where there is none. It is None where
        nothing can be told without reading, and where the object was changed two seconds or less
        *before* that moment, in nanoseconds since 1970, or after it.
        """

    def entries(self) -> tuple[StoredDocument, ...]:
        """Return every object, sorted."""

    def remove(self, digests: Collection[str], put_before: datetime.datetime) -> tuple[str, ...]:
        """Remove those of *digests* that nobody put in since *put_before*; return them."""


def checked(location: str, digest: str, content: bytes) -> bytes:
    """Return *content*, which must have *digest*.

    Raises AlteredError.
    """
    actual = digest_of_bytes(content)
    if actual != digest:
        raise AlteredError(location, digest, actual)
    return content


def path_of(digest: str) -> str:
    """Return the path of the object *digest* in a locker, as in sha256/ab/cd….

    Raises ValueError when it is no digest, which could lead anywhere.
    """
    if not _DIGEST.match(digest):
        message = f"{digest[:80]!r} is no digest"
        raise ValueError(message)
    name = digest.removeprefix("sha256:")
    return f"sha256/{name[:2]}/{name[2:]}"


def digest_at(path: str) -> str:
    """Return the digest of the object at *path* in a locker; empty when none can lie there."""
    parts = path.split("/")
    if len(parts) != 3 or parts[0] != "sha256":
        return ""
    digest = f"sha256:{parts[1]}{parts[2]}"
    return digest if len(parts[1]) == 2 and _DIGEST.match(digest) else ""

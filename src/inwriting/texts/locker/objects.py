"""A locker in an object store, or in whatever else fsspec speaks to."""

import datetime
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Final

from inwriting.texts.locker.store import (
    MARKER,
    MARKER_CONTENT,
    LockerError,
    NoLockerError,
    StoredDocument,
    checked,
    digest_at,
    path_of,
)
from inwriting.texts.passages import digest_of_bytes

_WHOLE: Final = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "memory"})
"""Where an object is seen only when all of it was stored."""
_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    protocol: {
        "config_kwargs": {
            "connect_timeout": 10,
            "read_timeout": 60,
            "retries": {"max_attempts": 2, "mode": "standard"},
        }
    }
    for protocol in ("s3", "s3a")
}
_FULL_WORDS: Final = ("quota", "no space", "storage full", "insufficientstorage", "diskfull")
_FORBIDDEN_WORDS: Final = ("accessdenied", "access denied", "forbidden", "read-only", "readonly")


class ObjectStore:
    """A locker under a prefix of an object store."""

    def __init__(self, location: str) -> None:
        """Use the locker at *location*, as in s3://bucket/prefix.

        Raises LockerError when fsspec, or what it needs for this kind of store, is not installed.
        """
        self._location = location
        protocol = location.partition("://")[0]
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise _not_installed(location, "inwriting[evidence]") from error
        try:
            self._fs, path = url_to_fs(
                location,
                use_listings_cache=False,
                skip_instance_cache=True,
                **_OPTIONS.get(protocol, {}),
            )
        except ImportError as error:
            raise _not_installed(location, _package(protocol)) from error
        except ValueError as error:
            raise LockerError(
                location,
                f"{protocol}:// is no kind of store that is known here.",
                "Name a folder, git:PATH, or an address such as s3://bucket/prefix.",
            ) from error
        self._root = str(path).rstrip("/")
        self._whole = protocol in _WHOLE

    @property
    def location(self) -> str:
        """The address."""
        return self._location

    def begin(self) -> bool:
        """Make the locker where there is none; tell whether it is new."""
        try:
            self.check()
        except NoLockerError:
            self._write(MARKER, MARKER_CONTENT)
            return True
        return False

    def check(self) -> None:
        """Raise NoLockerError unless a locker answers at the address."""
        content = self._read(MARKER)
        if content is None:
            raise NoLockerError(self.location)
        if content != MARKER_CONTENT:
            raise LockerError(
                self.location,
                f"The object {MARKER} is not one that this version knows.",
                "Use a newer inwriting, or restore the object.",
            )

    def put(self, content: bytes) -> str:
        """Keep *content*, whole or not at all, and return its digest."""
        self.check()
        digest = digest_of_bytes(content)
        # Written even when it is there: that makes it young, and mends it.
        self._write(path_of(digest), content)
        return digest

    def find(self, digest: str) -> bytes | None:
        """Return the bytes with *digest*, or None when they are not here."""
        content = self._read(path_of(digest))
        if content is None:
            # A bucket that is gone has no documents either.
            self.check()
            return None
        return checked(self.location, digest, content)

    def glimpse(self, digest: str, before: int) -> None:
        """Return None: what lies elsewhere is not seen without reading it."""
        del self, digest, before

    def entries(self) -> tuple[StoredDocument, ...]:
        """Return every object, sorted."""
        self.check()
        found = []
        for path, state in self._listed().items():
            name = str(path).removeprefix(self._root).lstrip("/")
            digest = digest_at(name)
            if digest:
                found.append(StoredDocument(digest, int(state["size"]), _moment(state)))
        return tuple(sorted(found))

    def remove(self, digests: Collection[str], put_before: datetime.datetime) -> tuple[str, ...]:
        """Remove those of *digests* that nobody put in since *put_before*; return them."""
        self.check()
        removed = []
        for digest in sorted(digests):
            path = self._path(path_of(digest))
            with self._explained():
                try:
                    young = _moment(self._fs.info(path)) >= put_before
                    if not young:
                        self._fs.rm_file(path)
                        removed.append(digest)
                except FileNotFoundError:
                    continue
        return tuple(removed)

    def _listed(self) -> dict[str, dict[str, Any]]:
        with self._explained():
            try:
                found: dict[str, dict[str, Any]] = self._fs.find(self._path("sha256"), detail=True)
            except FileNotFoundError:
                return {}
            return found

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _read(self, name: str) -> bytes | None:
        with self._explained():
            try:
                return bytes(self._fs.cat_file(self._path(name)))
            except (FileNotFoundError, IsADirectoryError):
                return None

    def _write(self, name: str, content: bytes) -> None:
        path = self._path(name)
        with self._explained():
            if self._whole:
                self._fs.pipe_file(path, content)
            else:
                aside = self._path(f"unfinished/{uuid.uuid4().hex}")
                self._fs.makedirs(self._fs._parent(aside), exist_ok=True)  # noqa: SLF001
                self._fs.pipe_file(aside, content)
                self._fs.makedirs(self._fs._parent(path), exist_ok=True)  # noqa: SLF001
                self._fs.mv(aside, path)
        if self._read(name) != content:
            raise LockerError(
                self.location,
                "What was written reads back as something else, or not at all.",
                "Try again; if it stays, use another locker.",
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise NoLockerError(self.location) from error
        except Exception as error:
            # Every kind of store has exceptions of its own.
            raise self._error(error) from error

    def _error(self, error: Exception) -> LockerError:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        words = f"{type(error).__name__} {reason}".casefold()
        if any(word in words for word in _FULL_WORDS):
            return LockerError(
                self.location,
                f"The locker is full ({reason}); nothing was stored.",
                "Make room, or use another locker.",
            )
        if isinstance(error, PermissionError | NotImplementedError) or any(
            word in words for word in _FORBIDDEN_WORDS
        ):
            return LockerError(
                self.location,
                f"You may not read or write the locker ({reason}).",
                "Ask its owner for permission, or use another locker.",
            )
        return LockerError(
            self.location,
            f"The locker cannot be reached ({reason}).",
            "Check the connection, the address and your sign-in to the store, and try again.",
        )


def _moment(state: dict[str, Any]) -> datetime.datetime:
    """Return when an object was stored; one of unknown age counts as new and is never removed."""
    for key in ("LastModified", "last_modified", "mtime", "updated", "created"):
        value = state.get(key)
        if isinstance(value, str):
            try:
                value = datetime.datetime.fromisoformat(value)
            except ValueError:
                continue
        if isinstance(value, int | float):
            return datetime.datetime.fromtimestamp(value, tz=datetime.UTC)
        if isinstance(value, datetime.datetime):
            return value if value.tzinfo else value.replace(tzinfo=datetime.UTC)
    return datetime.datetime.max.replace(tzinfo=datetime.UTC)


def _package(protocol: str) -> str:
    known = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs"}
    return {**known, "abfs": "adlfs", "abfss": "adlfs"}.get(protocol, "what fsspec names for it")


def _not_installed(location: str, package: str) -> LockerError:
    return LockerError(
        location,
        "What is needed to speak to this locker is not installed.",
        f'Install it: pip install "{package}".',
    )

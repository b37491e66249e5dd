"""A file in which results are cached under the digest of everything that they come from.

Nothing is believed for its name alone: what is not whole, not of the kind that is asked for or not
under its own digest is passed over, and found out anew. A file that cannot be read or written
caches nothing, and nobody needs to know. Several processes may use one file at once.
"""

import contextlib
import functools
import hashlib
import sqlite3
from collections.abc import Hashable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, cast

import msgspec

_FORMAT = "2"
"""Rises when what is written here is read in another way."""
_SECONDS = 1.0
_MOST_ROWS = {"vendors": 100_000, "registers": 64, "commits": 400}
"""The tables, and how many entries each has at most: beyond, the oldest go."""
_DIGEST_BYTES = 32
_FAULTS = (OSError, sqlite3.Error, ValueError, MemoryError)
"""What a file raises that is damaged: a name in it may be no text, and SQLite says it."""

Value = TypeVar("Value")


def key_of(*parts: str) -> bytes:
    """Return the key for what comes from *parts*, and from nothing else."""
    whole = "\0".join((_FORMAT, *parts))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()


class Cache:
    """Values by key, in the tables of one file of SQLite."""

    def __init__(self, file: Path | None) -> None:
        """Use *file*, which need not be there; None caches nothing."""
        self._file = file
        self._connection: sqlite3.Connection | None = None

    def read(self, table: str, key: bytes, kind: type[Value]) -> Value | None:
        """Return what is cached under *key*, or None where nothing whole of *kind* is."""
        connection = self._open()
        if connection is None:
            return None
        try:
            row = connection.execute(
                f"SELECT value FROM {table} WHERE key = ?",  # noqa: S608 - a name of this module
                (key,),
            ).fetchone()
        except _FAULTS as error:
            self._give_up(error)
            return None
        if row is None or not isinstance(row[0], bytes):
            return None
        content = row[0][_DIGEST_BYTES:]
        if _sealed(key, content) != row[0]:
            return None
        try:
            found: Value = decoder(cast("Hashable", kind)).decode(content)
        except (ValueError, RecursionError):
            return None
        return found

    def write(self, table: str, values: Iterable[tuple[bytes, object]]) -> None:
        """Cache *values* under their keys; those with text that cannot be written are left out."""
        rows = []
        for key, value in values:
            with contextlib.suppress(UnicodeEncodeError):
                rows.append((key, _sealed(key, msgspec.msgpack.encode(value))))
        connection = self._open() if rows else None
        if connection is None:
            return
        try:
            with connection:
                connection.executemany(
                    f"INSERT OR REPLACE INTO {table} VALUES (?, ?)",  # noqa: S608 - a name of this module
                    rows,
                )
                connection.execute(
                    f"DELETE FROM {table} WHERE rowid <= "  # noqa: S608 - a name of this module
                    f"(SELECT MAX(rowid) FROM {table}) - ?",
                    (_MOST_ROWS[table],),
                )
        except _FAULTS as error:
            self._give_up(error)

    def close(self) -> None:
        """Let the file go."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the file go."""
        self.close()

    def _open(self) -> sqlite3.Connection | None:
        if self._connection is None and self._file is not None:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._connection = sqlite3.connect(self._file, timeout=_SECONDS)
                # What a loss of power leaves half written is noticed and found out anew.
                self._connection.execute("PRAGMA synchronous = OFF")
                for table in _MOST_ROWS:
                    self._connection.execute(
                        f"CREATE TABLE IF NOT EXISTS {table}"
                        " (key BLOB PRIMARY KEY, value BLOB NOT NULL)"
                    )
            except _FAULTS as error:
                self._give_up(error)
        return self._connection

    def _give_up(self, error: Exception) -> None:
        """Cache nothing any more; a file that is no database makes room for one."""
        self.close()
        file, self._file = self._file, None
        # What cannot be opened, is locked or cannot be written may be whole all the same.
        is_damaged = isinstance(error, sqlite3.DatabaseError | ValueError) and not isinstance(
            error, sqlite3.OperationalError
        )
        if is_damaged and file is not None:
            with contextlib.suppress(OSError):
                file.unlink()


def _sealed(key: bytes, content: bytes) -> bytes:
    """Return *content* behind a digest of it and of what it is cached under."""
    return hashlib.sha256(key + content).digest() + content


@functools.cache
def decoder(kind: Any) -> "msgspec.msgpack.Decoder[Any]":
    """Return what reads values of *kind* from bytes, made once: that takes long."""
    return msgspec.msgpack.Decoder(kind)

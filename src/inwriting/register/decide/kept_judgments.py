"""Judgments that are kept, so that a vendor of which nothing moved is not judged again.

A judgment is kept under everything that it comes from: the tool, the rules, the day, and every byte
of the vendor's own folder; and with it is written on which other vendors' folders it rests.
Nothing is believed for its name alone: what is not whole, not of this format or not under its own
digest is passed over, and the vendor is judged anew. A file that cannot be read or written keeps
nothing, and nobody needs to know.
"""

import contextlib
import functools
import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from inwriting.register.decide.outcome import VendorOutcome
from inwriting.register.load.problem import Problem

_FORMAT = "1"
"""Rises when what is written here is read in another way."""
_SECONDS = 1.0
_MOST_ROWS = {"judgments": 100_000, "registers": 64}
_DIGEST_BYTES = 32
_FAULTS = (OSError, sqlite3.Error, ValueError, MemoryError)
"""What a file raises that is damaged: a name in it may be no text, and SQLite says it."""
_TABLES = (
    "CREATE TABLE IF NOT EXISTS judgments (key BLOB PRIMARY KEY, value BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS registers (key BLOB PRIMARY KEY, value BLOB NOT NULL)",
)


@dataclass(frozen=True, slots=True)
class Packed:
    """A judgment of which only the summary is unfolded."""

    vendor: VendorOutcome | None
    found: bytes
    """Its findings, as `packing` packs them."""
    problems: tuple[Problem, ...]
    rests_on: tuple[tuple[str, str], ...]
    outside: tuple[tuple[str, str | None], ...]
    not_compared: tuple[Problem, ...] = ()

    def __reduce__(self) -> tuple[Callable[..., "Packed"], tuple[object, ...]]:
        """Be sent between processes in a tenth of the time that pickling its parts takes."""
        import msgspec

        try:
            return _unpickled, (msgspec.msgpack.encode(self),)
        except UnicodeEncodeError:
            return Packed, (
                self.vendor,
                self.found,
                self.problems,
                self.rests_on,
                self.outside,
                self.not_compared,
            )


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of one vendor of a register from the last time."""

    fingerprint: bytes
    """What the file system told of its folder; empty where that stands for nothing."""
    digest: str
    """The digest of its folder."""
    judgment: Packed
    """What came out, without its findings."""


class KeptJudgments:
    """Judgments in one file of SQLite, all made by the same rules."""

    def __init__(self, file: Path | None, rules: str) -> None:
        """Use *file*, which need not be there; None keeps nothing. *rules* stands for them all."""
        self._file = file
        self._rules = rules
        self._connection: sqlite3.Connection | None = None

    def read(self, name: str, digest: str) -> Packed | None:
        """Return the judgment on the vendor *name* whose folder has *digest*, or None."""
        found = self._read("judgments", self._key(name, digest), _judgments)
        return found if isinstance(found, Packed) else None

    def last(self, root: str) -> dict[str, Remembered]:
        """Return what is known of the register at *root* from the last time, by vendor."""
        found = self._read("registers", self._key(root, ""), _registers)
        return found if isinstance(found, dict) else {}

    def keep(self, judged: Iterable[tuple[str, str, Packed]]) -> None:
        """Keep judgments, each with the vendor's name and the digest of its folder."""
        import msgspec

        rows = []
        for name, digest, judgment in judged:
            with contextlib.suppress(UnicodeEncodeError):
                key = self._key(name, digest)
                rows.append((key, _sealed(key, msgspec.msgpack.encode(judgment))))
        self._write("judgments", rows)

    def remember(self, root: str, all_of_them: dict[str, Remembered]) -> None:
        """Keep what is now known of the register at *root*."""
        import msgspec

        key = self._key(root, "")
        with contextlib.suppress(UnicodeEncodeError):
            index = _sealed(key, msgspec.msgpack.encode(all_of_them))
            self._write("registers", [(key, index)])

    def _write(self, table: str, rows: list[tuple[bytes, bytes]]) -> None:
        connection = self._open()
        if connection is None or not rows:
            return
        try:
            with connection:
                connection.executemany(
                    f"INSERT OR REPLACE INTO {table} VALUES (?, ?)",  # noqa: S608 - a name of this module
                    rows,
                )
                # The oldest go where there are very many.
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

    def __enter__(self) -> "KeptJudgments":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the file go."""
        self.close()

    def _key(self, name: str, digest: str) -> bytes:
        whole = f"{_FORMAT}\0{self._rules}\0{name}\0{digest}"
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()

    def _read(self, table: str, key: bytes, decoder: Callable[[], Any]) -> object:
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
            found: object = decoder().decode(content)
        except (ValueError, RecursionError):
            return None
        return found

    def _open(self) -> sqlite3.Connection | None:
        if self._connection is None and self._file is not None:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._connection = sqlite3.connect(self._file, timeout=_SECONDS)
                # What a loss of power leaves half written is found out and judged anew.
                self._connection.execute("PRAGMA synchronous = OFF")
                for table in _TABLES:
                    self._connection.execute(table)
            except _FAULTS as error:
                self._give_up(error)
        return self._connection

    def _give_up(self, error: Exception) -> None:
        """Keep nothing any more; a file that is no database makes room for one."""
        self.close()
        file, self._file = self._file, None
        # What cannot be opened, is locked or cannot be written may be whole all the same.
        is_damaged = isinstance(error, sqlite3.DatabaseError | ValueError) and not isinstance(
            error, sqlite3.OperationalError
        )
        if is_damaged and file is not None:
            with contextlib.suppress(OSError):
                file.unlink()


def _unpickled(content: bytes) -> Packed:
    judgment: Packed = _judgments().decode(content)
    return judgment


def _sealed(key: bytes, content: bytes) -> bytes:
    """Return *content* behind a digest of it and of what it is kept under."""
    return hashlib.sha256(key + content).digest() + content


@functools.cache
def _judgments() -> Any:
    import msgspec

    return msgspec.msgpack.Decoder(Packed)


@functools.cache
def _registers() -> Any:
    import msgspec

    return msgspec.msgpack.Decoder(dict[str, Remembered])

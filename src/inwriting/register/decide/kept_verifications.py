"""Passages that were found at their place, kept by digest, so that each is looked up once.

A key stands for exactly one text and one citation, so an entry never grows stale. Only what was
found is kept: whatever is missing, moved or altered is looked at again every time. A file that
cannot be read, or that holds something else, keeps nothing.
"""

import contextlib
import hashlib
import sqlite3
from pathlib import Path
from types import TracebackType

VERSION = "1"
"""Rises when the way in which words are compared changes: older entries are then never asked."""
_SECONDS = 1.0
_MOST_ENTRIES = 1_000_000
_FAULTS = (OSError, sqlite3.Error, ValueError, MemoryError)
"""What a file raises that is damaged: a name in it may be no text, and SQLite says it."""


class KeptVerifications:
    """How often words occur that were found at their place, in a file of SQLite."""

    def __init__(self, file: Path) -> None:
        """Use *file*, which need not be there."""
        self._new: dict[bytes, int] = {}
        self._connection: sqlite3.Connection | None = None
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(file, timeout=_SECONDS)
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS found"
                " (key BLOB PRIMARY KEY, occurrences INTEGER NOT NULL) WITHOUT ROWID"
            )
        except _FAULTS:
            self._forget()

    def occurrences(self, text: str, cited: str) -> int:
        """Return how often the words occur that *cited* describes, 0 when nothing is known.

        *text* is the digest of the document's text.
        """
        if self._connection is None:
            return 0
        try:
            row = self._connection.execute(
                "SELECT occurrences FROM found WHERE key = ?", (_key(text, cited),)
            ).fetchone()
        except _FAULTS:
            self._forget()
            return 0
        return row[0] if row and isinstance(row[0], int) and row[0] > 0 else 0

    def keep(self, text: str, cited: str, occurrences: int) -> None:
        """Keep that the words were found at their place."""
        self._new[_key(text, cited)] = occurrences

    def __enter__(self) -> "KeptVerifications":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what is new, all of it or nothing, and close the file."""
        connection = self._connection
        if connection is None:
            return
        with contextlib.suppress(*_FAULTS):
            if self._new and kind is None:
                with connection:
                    (held,) = connection.execute("SELECT COUNT(*) FROM found").fetchone()
                    if held > _MOST_ENTRIES:
                        connection.execute("DELETE FROM found")
                    connection.executemany(
                        "INSERT OR REPLACE INTO found VALUES (?, ?)", self._new.items()
                    )
        self._forget()

    def _forget(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None


def _key(text: str, cited: str) -> bytes:
    whole = f"{VERSION}\0{text}\0{cited}"
    return hashlib.sha256(whole.encode("utf-8", "replace")).digest()

"""A locker in a folder, on this machine or on a shared disk.

A document is written beside its place, forced to the disk, read back, and then moved into place in
one step: at any moment the old or the new state is there, and a killed writer leaves at most an
unfinished file that nobody reads.
"""

import contextlib
import datetime
import errno
import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

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

_UNFINISHED: Final = "unfinished"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_UNFINISHED_AFTER: Final = datetime.timedelta(days=1)
_JUST_NOW: Final = 2_000_000_000
"""Nanoseconds in which an object may change again without showing it."""


class FolderStore:
    """A locker in a folder."""

    def __init__(self, root: Path) -> None:
        """Use the locker at *root*, which is looked at only when something is wanted of it."""
        self.root = root

    @property
    def location(self) -> str:
        """The folder."""
        return str(self.root)

    def begin(self) -> bool:
        """Make the locker where there is none; tell whether it is new.

        Raises LockerError when something else lies there.
        """
        with self._explained():
            if (self.root / MARKER).is_file():
                return False
            with contextlib.suppress(FileExistsError):
                # Whoever may see a contract is decided by the folder's own mode.
                self.root.mkdir(mode=0o700, parents=True)
            if any(item.name not in {_UNFINISHED, MARKER} for item in self.root.iterdir()):
                raise LockerError(
                    self.location,
                    "The folder contains other files, so it is not a locker.",
                    "Name an empty folder, or one that does not exist yet.",
                )
            self._write(self.root / MARKER, MARKER_CONTENT)
        return True

    def check(self) -> None:
        """Raise NoLockerError unless the folder is a locker."""
        with self._explained():
            try:
                content = (self.root / MARKER).read_bytes()
            except (FileNotFoundError, NotADirectoryError) as error:
                raise NoLockerError(self.location) from error
        if content != MARKER_CONTENT:
            raise LockerError(
                self.location,
                f"The file {MARKER} is not one that this version knows.",
                "Use a newer inwriting, or restore the file.",
            )

    def put(self, content: bytes) -> str:
        """Keep *content*, whole or not at all, and return its digest."""
        self.check()
        digest = digest_of_bytes(content)
        place = self.root / path_of(digest)
        with self._explained():
            if not self._seen_again(place, digest):
                self._write(place, content)
        return digest

    def find(self, digest: str) -> bytes | None:
        """Return the bytes with *digest*, or None when they are not here."""
        with self._explained():
            try:
                content = (self.root / path_of(digest)).read_bytes()
            except FileNotFoundError:
                # An unplugged disk has no documents either.
                self.check()
                return None
        return checked(self.location, digest, content)

    def glimpse(self, digest: str, before: int) -> str | None:
        """Return what the file system tells of the object with *digest*; empty where none is."""
        try:
            found = (self.root / path_of(digest)).lstat()
        except FileNotFoundError:
            return ""
        except (OSError, ValueError):
            return None
        if found.st_ctime_ns > before - _JUST_NOW or os.name == "nt":
            return None
        return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"

    def entries(self) -> tuple[StoredDocument, ...]:
        """Return every object, sorted."""
        self.check()
        found = []
        with self._explained():
            for base, _, names in os.walk(self.root / "sha256", onerror=_raise):
                for name in names:
                    place = Path(base, name)
                    digest = digest_at(place.relative_to(self.root).as_posix())
                    if digest:
                        with contextlib.suppress(FileNotFoundError):
                            state = place.stat()
                            found.append(
                                StoredDocument(digest, state.st_size, _moment(state.st_mtime))
                            )
        return tuple(sorted(found))

    def remove(self, digests: Collection[str], put_before: datetime.datetime) -> tuple[str, ...]:
        """Remove those of *digests* that nobody put in since *put_before*; return them.

        Each is first moved aside and then looked at: whoever puts it in meanwhile either has made
        it young before, so that it is moved back, or finds it gone and writes it anew.
        """
        self.check()
        removed = []
        with self._explained():
            aside = self._unfinished()
            for digest in sorted(digests):
                place = self.root / path_of(digest)
                handle, name = tempfile.mkstemp(prefix="removed.", dir=aside)
                os.close(handle)
                try:
                    os.replace(place, name)  # noqa: PTH105 - tests kill at each call of os
                except FileNotFoundError:
                    os.unlink(name)  # noqa: PTH108 - as above
                    continue
                if _moment(os.stat(name).st_mtime) >= put_before:  # noqa: PTH116 - as above
                    os.replace(name, place)  # noqa: PTH105 - as above
                    continue
                os.unlink(name)  # noqa: PTH108 - as above
                removed.append(digest)
            self._sweep(aside)
        return tuple(removed)

    def _seen_again(self, place: Path, digest: str) -> bool:
        """Tell whether the object is there as it should be, and count it as put in now."""
        try:
            os.utime(place)
            return digest_of_bytes(place.read_bytes()) == digest
        except FileNotFoundError:
            return False

    def _write(self, place: Path, content: bytes) -> None:
        mode = self.root.stat().st_mode
        self._folder(place.parent, mode & 0o777)
        handle, name = tempfile.mkstemp(prefix="new.", dir=self._unfinished())
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(mode & 0o666)
            if Path(name).read_bytes() != content:
                raise LockerError(
                    self.location,
                    "The written data reads back differently; nothing was stored.",
                    "The disk may be failing. Use another one.",
                )
            os.replace(name, place)  # noqa: PTH105 - tests kill at each call of os
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)  # noqa: PTH108 - as above
            raise
        _settle(place.parent)

    def _folder(self, path: Path, mode: int) -> None:
        if path.is_dir():
            return
        self._folder(path.parent, mode)
        with contextlib.suppress(FileExistsError):
            os.mkdir(path, mode)  # noqa: PTH102 - as above
        _settle(path.parent)

    def _unfinished(self) -> Path:
        aside = self.root / _UNFINISHED
        self._folder(aside, self.root.stat().st_mode & 0o777)
        return aside

    def _sweep(self, aside: Path) -> None:
        """Remove what killed writers left: nobody writes on one document for a day."""
        before = datetime.datetime.now(tz=datetime.UTC) - _UNFINISHED_AFTER
        for place in aside.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if _moment(place.stat().st_mtime) < before:
                    place.unlink()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._error(error) from error

    def _error(self, error: OSError) -> LockerError:
        reason = error.strerror or str(error)
        if error.errno in _FULL:
            return LockerError(
                self.location,
                f"The locker is full ({reason}); nothing was stored.",
                "Make room, or use another locker.",
            )
        if error.errno in _READ_ONLY:
            return LockerError(
                self.location,
                f"You may not read or write the locker ({reason}).",
                "Ask its owner for permission, or use another locker.",
            )
        return LockerError(
            self.location,
            f"The locker cannot be reached ({reason}).",
            "Connect the disk or share, and try again.",
        )


def _moment(seconds: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC)


def _settle(folder: Path) -> None:
    """Force what *folder* lists to the disk; Windows has no way to do so, and no need."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _raise(error: OSError) -> None:
    # Without folders there is no document yet; anything else must not look like that.
    if not isinstance(error, FileNotFoundError):
        raise error

"""From where a locker is, as people write it, to the locker."""

from pathlib import Path
from typing import Final

from inwriting.texts.locker.folder import FolderStore
from inwriting.texts.locker.store import LockerError, Store

LOCATIONS: Final = "a folder, git:REPOSITORY, or an address such as s3://bucket/prefix"
"""The forms of a location, in words."""


def locker_at(location: str, mirrors: Path) -> Store:
    """Return the locker that *location* names, without asking whether it is there.

    *mirrors* is a folder for copies of repositories that lie elsewhere. Raises LockerError when
    the location has no form that is known.
    """
    if not location.strip() or "\0" in location:
        raise LockerError(location, "The location is empty.", f"Name {LOCATIONS}.")
    if location.startswith("git:"):
        from inwriting.texts.locker.repository import RepositoryStore

        where = location.removeprefix("git:")
        if not where or where.startswith("-"):
            raise LockerError(location, "No repository is named.", f"Name {LOCATIONS}.")
        return RepositoryStore(where, mirrors)
    if "::" in location:
        raise LockerError(
            location, "Chained addresses (with ::) are not used.", f"Name {LOCATIONS}."
        )
    if location.startswith("file://"):
        return FolderStore(Path(location.removeprefix("file://")))
    if "://" in location:
        from inwriting.texts.locker.objects import ObjectStore

        return ObjectStore(location)
    return FolderStore(Path(location))

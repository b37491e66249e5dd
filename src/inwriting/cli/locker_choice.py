"""Choose the locker to write to; it must never end up in the register's Git."""

from pathlib import Path

from inwriting.register.load.document_texts import LockerPlace, unusable_locker
from inwriting.texts.locker.folder import FolderStore
from inwriting.texts.locker.location import locker_at
from inwriting.texts.locker.repository import RepositoryStore
from inwriting.texts.locker.store import LockerError, Store


def locker_to_write(place: LockerPlace, root: Path) -> Store:
    """Return the locker at *place*, which need not be there yet.

    Raises UnusableInputError when it would lie in a Git work tree or be the register's own
    repository: one `git add` later, a confidential contract would be in Git.
    """
    try:
        store = locker_at(place.location, place.mirrors)
        problem = ""
        if isinstance(store, FolderStore) and _in_git(store.root, root):
            problem = "The locker would be inside a Git repository or inside the register."
        elif isinstance(store, RepositoryStore) and _own(place.location, root):
            problem = "The locker would be in the register's own repository."
        if problem:
            raise LockerError(
                place.location,
                problem,
                "Choose a place outside. Confidential documents must never enter the "
                "register's Git.",
            )
    except LockerError as error:
        raise unusable_locker(error) from error
    return store


def _in_git(folder: Path, root: Path) -> bool:
    place = folder.resolve()
    return place.is_relative_to(root.resolve()) or any(
        (above / ".git").exists() for above in (place, *place.parents)
    )


def _own(location: str, root: Path) -> bool:
    where = location.removeprefix("git:").removeprefix("file://")
    place = Path(where).resolve()
    tops = [
        above for above in (root.resolve(), *root.resolve().parents) if (above / ".git").exists()
    ]
    return any(place in {top, top / ".git"} for top in tops[:1])

"""Where something stands: a file and a path in it. Lines and columns come at the very end."""

import msgspec


class Place(msgspec.Struct, frozen=True, order=True, gc=False):
    """A symbolic place in the register."""

    file: str
    """The file, relative to the register's folder."""
    path: tuple[str | int, ...] = ()
    """Keys and indexes from the top of the file's data."""

    def at(self, *path: str | int) -> "Place":
        """Return the place of *path* below this one."""
        return Place(self.file, (*self.path, *path))

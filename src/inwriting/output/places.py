"""From a symbolic place to line and column: the only module that does it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inwriting.register.load.problem import Path
from inwriting.register.model.place import Place

# The gate reports lines of its own, and never walks a file of the register.
if TYPE_CHECKING:
    from inwriting.register.load.yaml import Places


@dataclass(frozen=True, order=True, slots=True)
class Line:
    """A place as editors know it."""

    file: str
    line: int
    """Counted from 1; 0 for the file as a whole."""
    column: int
    """Counted from 1; 0 for the file as a whole."""

    def __str__(self) -> str:
        """Return file:line:column."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Locator:
    """Looks places up, walking each file once and only when it is asked for."""

    text_of: Callable[[str], str | None]
    """Returns the text of a YAML file by its path; None when there is none."""
    _walked: "dict[str, dict[Path, Places] | None]" = field(default_factory=dict)

    def line(self, place: Place) -> Line:
        """Return where *place* stands; the nearest enclosing entry where it is not written."""
        if place.file not in self._walked:
            text = self.text_of(place.file)
            self._walked[place.file] = None if text is None else _located(place.file, text)
        places = self._walked[place.file]
        if places is None:
            return Line(place.file, 0, 0)
        path = place.path
        while path and path not in places:
            path = path[:-1]
        if path not in places:
            return Line(place.file, 1, 1)
        return Line(place.file, places[path].key.line, places[path].key.column)


def _located(file: str, text: str) -> "dict[Path, Places]":
    from inwriting.register.load.yaml import locate

    return locate(file, text)

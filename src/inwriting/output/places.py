"""From a symbolic place to line and column: the only module that does it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inwriting.output.result import FilePlace
from inwriting.register.load.problem import Path
from inwriting.register.model.place import Place

# Where nothing is to be located, the parser that does it is not loaded.
if TYPE_CHECKING:
    from inwriting.register.load.yaml import Places


@dataclass(frozen=True, slots=True)
class Locator:
    """Looks places up, walking each file once and only when it is asked for."""

    text_of: Callable[[str], str | None]
    """Returns the text of a YAML file by its path; None when there is none."""
    _walked: "dict[str, dict[Path, Places] | None]" = field(default_factory=dict)

    def line(self, place: Place) -> FilePlace:
        """Return where *place* stands; the nearest enclosing entry where it is not written."""
        if place.file not in self._walked:
            text = self.text_of(place.file)
            self._walked[place.file] = None if text is None else _located(place.file, text)
        places = self._walked[place.file]
        if places is None:
            return FilePlace(place.file)
        path = place.path
        while path and path not in places:
            path = path[:-1]
        if path not in places:
            return FilePlace(place.file, 1, 1)
        return FilePlace(place.file, places[path].key.line, places[path].key.column)


def _located(file: str, text: str) -> "dict[Path, Places]":
    from inwriting.register.load.yaml import locate

    return locate(file, text)

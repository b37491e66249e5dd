"""What a caller decides about a report."""

import dataclasses
from dataclasses import dataclass, field

from inwriting.output.result import FilePlace
from inwriting.output.screen import Layout
from inwriting.register.load.changed_lines import ChangedLines


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is written. The same report and options give the same bytes."""

    layout: Layout = field(default_factory=Layout)
    verbose: bool = False
    as_of: bool = False
    """Whether the day was asked for."""
    prefix: str = ""
    """What to put before the register's paths, so that they are found from where the reader is."""

    changed: ChangedLines | None = None
    """What the change under review touches; None where there is none, or Git cannot tell."""
    run: str = ""
    """The address of the CI run that writes the report, where the whole of it can be read."""
    room: int | None = None
    """How many bytes a page may have; None for what the command usually has."""

    def shown(self, file: str) -> str:
        """Return the path of *file* as the reader finds it; an option's name stays as it is."""
        if not self.prefix or not file or file.startswith("--"):
            return file
        return f"{self.prefix}/{file}"

    def placed(self, place: FilePlace) -> FilePlace:
        """Return *place* with its path as the reader finds it."""
        return dataclasses.replace(place, file=self.shown(place.file))

    def unseen(self, place: FilePlace) -> bool:
        """Return whether GitHub hides what is said at *place* among the changed files."""
        return self.changed is not None and not self.changed.touch(place.file, place.line)

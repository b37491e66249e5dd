"""What a caller decides about a report."""

import dataclasses
from dataclasses import dataclass, field

from inwriting.output.places import Line
from inwriting.output.screen import Layout
from inwriting.register.load.changed_lines import ChangedLines


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is written. The same evaluation and options give the same bytes."""

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

    def shown(self, file: str) -> str:
        """Return the path of *file* as the reader finds it; an option's name stays as it is."""
        if not self.prefix or file.startswith("--"):
            return file
        return f"{self.prefix}/{file}"

    def lined(self, line: Line) -> Line:
        """Return *line* with its path as the reader finds it."""
        return dataclasses.replace(line, file=self.shown(line.file))

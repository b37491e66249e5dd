"""GitHub's workflow commands that annotate files.

GitHub shows at most ten annotations of a kind a step.
"""

from dataclasses import dataclass

from inwriting.report.places import Line
from inwriting.report.safe import one_line

MOST_OF_A_KIND = 10
"""How many annotations of each kind GitHub shows for a step."""
KINDS = ("error", "warning", "notice")
NOWHERE = Line("", 0, 0)
"""The place of what is said of the whole."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One workflow command."""

    kind: str
    at: Line
    title: str
    message: str

    def __str__(self) -> str:
        """Return the command as one line that the runner reads as exactly this command."""
        properties = {"title": self.title}
        if self.at.file and not self.at.file.startswith("--"):
            properties = {"file": self.at.file, **properties}
            if self.at.line:
                places = {"line": str(self.at.line), "col": str(self.at.column)}
                properties = {"file": self.at.file, **places, "title": self.title}
        listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        return f"::{self.kind} {listed}::{_data(self.message)}"


def _data(text: str) -> str:
    # What else than a line feed ends a line for some reader has no business in a command.
    lines = [one_line(line).replace("%", "%25") for line in text.split("\n")]
    return "%0A".join(lines)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

"""GitHub's workflow commands that annotate files.

GitHub shows at most ten annotations of a kind a step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inwriting.output.numbers import counted
from inwriting.output.places import Line
from inwriting.output.safe import one_line

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


def within_room(kinds: Mapping[str, Sequence[Annotation]], run: str) -> tuple[list[str], str]:
    """Return the commands of *kinds* that GitHub shows, and what was left out, in words.

    Where there are more, one of the notices tells of the rest; *run* is the address of the run
    whose summary has all of it, or empty. Nothing was left out when the words are empty.
    """
    room = dict.fromkeys(KINDS, MOST_OF_A_KIND)
    if any(len(items) > MOST_OF_A_KIND for items in kinds.values()):
        room["notice"] -= 1
    more = {kind: len(items) - room[kind] for kind, items in kinds.items()}
    left_out = ", ".join(
        counted(number, f"more {kind}") for kind, number in more.items() if number > 0
    )
    shown = {kind: list(kinds[kind][: room[kind]]) for kind in KINDS}
    if left_out:
        where = "The summary has all of it" + (f": {run}" if run else ".")
        message = f"GitHub shows ten of a kind. Found besides: {left_out}. {where}"
        shown["notice"].insert(0, Annotation("notice", NOWHERE, "Not shown here", message))
    return [str(item) for kind in KINDS for item in shown[kind]], left_out


def _data(text: str) -> str:
    # What else than a line feed ends a line for some reader has no business in a command.
    lines = [one_line(line).replace("%", "%25") for line in text.split("\n")]
    return "%0A".join(lines)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

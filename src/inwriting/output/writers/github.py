"""GitHub: workflow commands that annotate the files.

GitHub shows at most ten annotations of a kind a step, and beside the changed files only those that
stand where something changed. So those come first, then the worst, and the rest is counted.
"""

from dataclasses import dataclass

from inwriting.output.options import Options
from inwriting.output.report import Report
from inwriting.output.result import NOWHERE, FilePlace, Result, Severity
from inwriting.output.safe import no_command, one_line
from inwriting.wording import counted

MOST_OF_A_KIND = 10
"""How many annotations of each kind GitHub shows for a step."""
_KINDS = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One workflow command."""

    kind: str
    title: str
    message: str
    at: FilePlace = NOWHERE

    def __str__(self) -> str:
        """Return the command as one line that the runner reads as exactly this command."""
        properties = {}
        if self.at.in_file:
            properties = {"file": self.at.file}
            if self.at.line:
                # The runner takes a column of 0 for none at all.
                column = max(1, self.at.column)
                properties |= {"line": str(self.at.line), "col": str(column)}
        properties["title"] = self.title
        listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        return f"::{self.kind} {listed}::{_data(self.message)}"


def render(report: Report, options: Options) -> str:
    """Return the annotations, at most ten of a kind, what was left out, and the answer."""
    kinds: dict[str, list[Annotation]] = {kind: [] for kind in _KINDS}
    notes = report.notes()
    for note in notes:
        if note.level is not Severity.NOTE:
            kinds[note.level.annotation].append(
                Annotation(note.level.annotation, note.title, note.text)
            )
    results = report.results()
    unseen = [options.unseen(item.place) for item in results]
    # What could not be read is said first, wherever it stands.
    annotated = [_annotation(item, options, unseen=False) for item in report.problems()]
    for hidden in (False, True):
        annotated += [
            _annotation(item, options, unseen=hidden)
            for item, is_hidden in zip(results, unseen, strict=True)
            if is_hidden is hidden
        ]
    for annotation in annotated:
        kinds[annotation.kind].append(annotation)
    lines, left_out = _within_room(kinds, options.run)
    lines += report.header()
    lines += [f"Not annotated: {left_out}."] if left_out else []
    lines += [note.text for note in notes]
    lines.append(f"{report.answer} (exit code {int(report.exit_code)})")
    return "\n".join(line if line.startswith("::") else no_command(line) for line in lines) + "\n"


def _annotation(item: Result, options: Options, *, unseen: bool) -> Annotation:
    place = options.placed(item.place)
    parts = [item.message, *(f"{label}: {text}" for label, text in item.labelled)]
    if unseen:
        parts.append(f"At: {place}, which this change does not touch")
    if item.page:
        parts.append(f"Page: {item.page}")
    kind = item.annotation or item.level.annotation
    return Annotation(kind, item.heading, "\n".join(one_line(part) for part in parts), place)


def _within_room(kinds: dict[str, list[Annotation]], run: str) -> tuple[list[str], str]:
    """Return the commands of *kinds* that GitHub shows, and what was left out, in words.

    Where there are more, one of the notices tells of the rest; *run* is the address of the run
    whose summary has all of it, or empty. Nothing was left out when the words are empty.
    """
    room = dict.fromkeys(_KINDS, MOST_OF_A_KIND)
    if any(len(items) > MOST_OF_A_KIND for items in kinds.values()):
        room["notice"] -= 1
    more = {kind: len(items) - room[kind] for kind, items in kinds.items()}
    left_out = ", ".join(
        counted(number, f"more {kind}") for kind, number in more.items() if number > 0
    )
    shown = {kind: list(kinds[kind][: room[kind]]) for kind in _KINDS}
    if left_out:
        where = "The summary has all of it" + (f": {run}" if run else ".")
        message = f"GitHub shows ten of a kind. Found besides: {left_out}. {where}"
        shown["notice"].insert(0, Annotation("notice", "Not shown here", message))
    return [str(item) for kind in _KINDS for item in shown[kind]], left_out


def _data(text: str) -> str:
    # What else than a line feed ends a line for some reader has no business in a command.
    lines = [one_line(line).replace("%", "%25") for line in text.split("\n")]
    return "%0A".join(lines)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

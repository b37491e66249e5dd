"""GitHub: workflow commands that annotate the files, and a summary of the step.

GitHub shows at most ten annotations of a kind a step and takes at most one mebibyte of summary, so
the worst come first and the rest is counted.
"""

from dataclasses import dataclass

from inwriting.check.finding import Effect
from inwriting.decide.evaluate import Evaluation
from inwriting.load.problem import Problem
from inwriting.report.listing import UNUSABLE, Entry, Listing, listing
from inwriting.report.options import Options
from inwriting.report.places import Line
from inwriting.report.safe import no_command, one_line
from inwriting.report.words import effect_of, effects, firm, problems, result, sizes

MOST_OF_A_KIND = 10
"""How many annotations of each kind GitHub shows for a step."""
KINDS = ("error", "warning", "notice")


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
        if not self.at.file.startswith("--"):
            properties = {"file": self.at.file, **properties}
            if self.at.line:
                places = {"line": str(self.at.line), "col": str(self.at.column)}
                properties = {"file": self.at.file, **places, "title": self.title}
        listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        return f"::{self.kind} {listed}::{_data(self.message)}"


def render(evaluation: Evaluation, options: Options) -> str:
    """Return the annotations, at most ten of a kind, and what was left out."""
    found = listing(evaluation)
    said = [_of_problem(problem, options) for problem in problems(evaluation)]
    kinds: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
    for entry in found.entries:
        kinds[kind_of(entry, evaluation)].append(entry)
    lines = [str(item) for item in said[:MOST_OF_A_KIND]]
    left_out = []
    for kind, entries in kinds.items():
        before = len(said) if kind == "error" else 0
        room = max(0, MOST_OF_A_KIND - before)
        lines += [str(_annotation(kind, found, entry, options)) for entry in entries[:room]]
        more = before + len(entries) - MOST_OF_A_KIND
        if more > 0:
            left_out.append(f"{more} more {kind if more == 1 else kind + 's'}")
    if left_out:
        lines.append(f"Not shown, for GitHub shows ten of a kind: {', '.join(left_out)}.")
    register = evaluation.register
    if register:
        lines.append(f"{firm(register)}: {sizes(register, len(evaluation.checks))}")
    lines.append(f"{effects(e.finding for e in found.entries)}".capitalize() + ".")
    lines.append(f"{result(evaluation)} (exit code {int(evaluation.exit_code)})")
    return "\n".join(line if line.startswith("::") else no_command(line) for line in lines) + "\n"


def kind_of(entry: Entry, evaluation: Evaluation) -> str:
    """Return the kind of annotation: blocking is an error, and what stops a tool in use warns."""
    finding = entry.finding
    effect = effect_of(finding)
    if effect is Effect.MERGE:
        return "error"
    if effect < Effect.PAUSE or entry.suppressed:
        return "notice"
    if finding.at.path[:1] == ("exceptions",):
        return "warning"
    register = evaluation.register
    vendor = register.vendor(finding.vendor) if register else None
    if vendor is None:
        return "warning"
    in_use = {item.reference for item in vendor.offerings if item.use}
    touched = {finding.offering} if finding.offering else {o.reference for o in vendor.offerings}
    return "warning" if in_use & touched else "notice"


def _annotation(kind: str, found: Listing, entry: Entry, options: Options) -> Annotation:
    finding = entry.finding
    about = finding.offering or finding.vendor
    parts = [finding.message, f"Why: {entry.rule.why}", f"Fix: {finding.fix}"]
    if entry.rule.page:
        parts.append(f"Page: {entry.rule.page}")
    return Annotation(
        kind,
        options.lined(found.line(entry)),
        f"{about}: {finding.check}" if about else finding.check,
        "\n".join(one_line(part) for part in parts),
    )


def _of_problem(problem: Problem, options: Options) -> Annotation:
    return Annotation(
        "error",
        Line(options.shown(problem.file), problem.line, problem.column),
        UNUSABLE,
        f"{one_line(problem.message)}\nFix: {one_line(problem.fix)}",
    )


def _data(text: str) -> str:
    # What else than a line feed ends a line for some reader has no business in a command.
    lines = [one_line(line).replace("%", "%25") for line in text.split("\n")]
    return "%0A".join(lines)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

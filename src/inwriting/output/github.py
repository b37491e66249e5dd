"""GitHub: workflow commands that annotate the files.

GitHub shows at most ten annotations of a kind a step, and beside the changed files only those that
stand where something changed. So those come first, then the worst, and the rest is counted.
"""

from collections.abc import Mapping

from inwriting.output.annotation import KINDS, Annotation, within_room
from inwriting.output.listing import UNUSABLE, Entry, Listing, listing
from inwriting.output.options import Options
from inwriting.output.places import Line
from inwriting.output.safe import no_command, one_line
from inwriting.output.words import effect_of, effects, firm, problems, result, sizes
from inwriting.register.check.finding import Effect
from inwriting.register.decide.outcome import Outcome, VendorOutcome
from inwriting.register.load.problem import Problem


def render(outcome: Outcome, options: Options) -> str:
    """Return the annotations, at most ten of a kind, and what was left out."""
    found = listing(outcome)
    kinds: dict[str, list[Annotation]] = {kind: [] for kind in KINDS}
    kinds["error"] += [_of_problem(problem, options) for problem in problems(outcome)]
    vendors = {vendor.id: vendor for vendor in outcome.vendors}
    for unseen in (False, True):
        for entry in found.entries:
            if _unseen(found.line(entry), options) == unseen:
                kind = kind_of(entry, vendors)
                kinds[kind].append(_annotation(kind, found, entry, options))
    lines, left_out = within_room(kinds, options.run)
    if outcome.by:
        lines.append(f"{firm(outcome.by.policy)}: {sizes(outcome)}")
    lines.append(f"{effects(e.finding for e in found.entries)}".capitalize() + ".")
    if left_out:
        lines.append(f"Not annotated: {left_out}.")
    lines.append(f"{result(outcome)} (exit code {int(outcome.exit_code)})")
    return "\n".join(line if line.startswith("::") else no_command(line) for line in lines) + "\n"


def _unseen(line: Line, options: Options) -> bool:
    """Return whether GitHub hides an annotation at *line* among the changed files."""
    return options.changed is not None and not options.changed.touch(line.file, line.line)


def kind_of(entry: Entry, vendors: Mapping[str, VendorOutcome]) -> str:
    """Return the kind of annotation: blocking is an error, and what stops a tool in use warns."""
    finding = entry.finding
    effect = effect_of(finding)
    if effect is Effect.MERGE:
        return "error"
    if effect < Effect.PAUSE or entry.suppressed:
        return "notice"
    if finding.at.path[:1] == ("exceptions",):
        return "warning"
    vendor = vendors.get(finding.vendor)
    if vendor is None:
        return "warning"
    in_use = {item.reference for item in vendor.offerings if item.used_for}
    touched = {finding.offering} if finding.offering else {o.reference for o in vendor.offerings}
    return "warning" if in_use & touched else "notice"


def _annotation(kind: str, found: Listing, entry: Entry, options: Options) -> Annotation:
    finding = entry.finding
    about = finding.offering or finding.vendor
    parts = [finding.message, f"Why: {entry.rule.why}", f"Fix: {finding.fix}"]
    line = found.line(entry)
    if _unseen(line, options):
        parts.append(f"At: {options.lined(line)}, which this change does not touch")
    if entry.rule.page:
        parts.append(f"Page: {entry.rule.page}")
    return Annotation(
        kind,
        options.lined(line),
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

"""GitHub: workflow commands that annotate the files, at most ten of a kind, what blocks first."""

from inwriting.gate.result import Effect, GateResult, JudgedUse
from inwriting.output.annotation import KINDS, NOWHERE, Annotation, within_room
from inwriting.output.gate.matters import Matter, matters
from inwriting.output.gate.words import (
    alternative,
    answer,
    clause,
    counts,
    declared,
    looked_at,
    notes,
    register_used,
    seen,
    suppressed,
    title,
    unsigned,
)
from inwriting.output.options import Options
from inwriting.output.places import Line
from inwriting.output.safe import no_command, one_line

_KINDS = {Effect.BLOCKS: "error", Effect.WARNS: "warning", Effect.LISTED: "notice"}
_MOST_INSTEAD = 3
_NOTED = frozenset({"conditional", "unevaluated"})
"""Verdicts that a reader of the code should know of, though they stop nothing."""


def render(result: GateResult, options: Options) -> str:
    """Return the annotations, at most ten of a kind, what was left out, and the answer.

    GitHub shows beside the changed files only annotations at changed lines, so those come first.
    """
    kinds: dict[str, list[Annotation]] = {kind: [] for kind in KINDS}
    for matter in matters(result):
        kinds["error" if matter.blocks else "warning"].append(_of_matter(matter, options))
    for unseen in (False, True):
        for item in result.judged:
            if _unseen(item, options) == unseen and worth_a_note(item):
                kinds[_KINDS[item.effect]].append(_of_use(item, options))
    if warning := unsigned(result):
        kinds["warning"].insert(0, Annotation("warning", NOWHERE, "Unsigned register", warning))
    lines, left_out = within_room(kinds, options.run)
    lines += [
        register_used(result),
        f"What may be sent: {declared(result)}",
        f"{counts(result)}.",
        f"{looked_at(result)}.",
    ]
    lines += [f"Not annotated: {left_out}."] if left_out else []
    lines += notes(result)
    lines.append(f"{answer(result)} (exit code {int(result.exit_code)})")
    return "\n".join(line if line.startswith("::") else no_command(line) for line in lines) + "\n"


def worth_a_note(item: JudgedUse) -> bool:
    """Return whether *item* belongs beside the code; what is plainly allowed does not."""
    wished = item.suppression is not None or item.in_baseline
    return item.effect is not Effect.LISTED or wished or item.verdict in _NOTED


def _unseen(item: JudgedUse, options: Options) -> bool:
    """Return whether GitHub hides an annotation at *item* among the changed files."""
    return options.changed is not None and not options.changed.touch(item.file, item.line)


def _of_use(item: JudgedUse, options: Options) -> Annotation:
    parts = [item.message, f"Seen: {seen(item)}", f"Fix: {item.fix}"]
    parts += [f"Instead: {alternative(other)}" for other in item.instead[:_MOST_INSTEAD]]
    parts += [f"Only if: {condition}" for condition in item.conditions]
    parts += [f"Clause: {clause(cited)}" for cited in item.clauses]
    parts += [f"Suppression: {wish}" for wish in (suppressed(item),) if wish]
    line = Line(options.shown(item.file), item.line, item.column)
    if _unseen(item, options):
        parts.append(f"At: {line}, which this change does not touch")
    if item.page:
        parts.append(f"Page: {item.page}")
    return Annotation(
        _KINDS[item.effect],
        line,
        f"{title(item)}: {item.verdict}",
        "\n".join(one_line(part) for part in parts),
    )


def _of_matter(item: Matter, options: Options) -> Annotation:
    # The runner takes a column of 0 for none at all.
    place = Line(options.shown(item.file) if item.file else "", item.line, max(1, item.column))
    message = f"{one_line(item.message)}\nFix: {one_line(item.fix)}"
    return Annotation("error" if item.blocks else "warning", place, item.rule, message)

"""What the gate found, for people at a terminal: the answer first, then what blocks."""

from collections.abc import Iterable

from inwriting.gate.result import Effect, GateResult, JudgedUse
from inwriting.output.gate.matters import Matter, matters
from inwriting.output.gate.words import (
    alike,
    alternative,
    answer,
    clause,
    counts,
    declared,
    listed_heading,
    looked_at,
    notes,
    register_used,
    role,
    seen,
    suppressed,
    title,
    unsigned,
)
from inwriting.output.numbers import counted
from inwriting.output.options import Options
from inwriting.output.places import Line
from inwriting.output.screen import Screen

_MOST_MATTERS = 200
_MOST_LISTED = 100
_MOST_PLACES = 20
_HEADINGS = {Effect.BLOCKS: "Blocks", Effect.WARNS: "Warns"}
_STYLES = {Effect.BLOCKS: "refuse", Effect.WARNS: "warning", Effect.LISTED: "allowed"}
_VERDICTS = {
    "allowed": "allowed",
    "conditional": "conditional",
    "paused": "paused",
    "refused": "refused",
    "unregistered": "refused",
    "undetermined": "paused",
    "unevaluated": "paused",
}


def render(result: GateResult, options: Options) -> str:
    """Return the answer, what it rests on, what blocks, what warns, and what was looked at.

    With ``options.verbose`` what passes is told in full too.
    """
    screen = Screen(options.layout)
    last = f"{answer(result)} (exit code {int(result.exit_code)})"
    style = "ok" if result.exit_code == 0 else "merge"
    screen.line(last, style)
    for note in notes(result):
        screen.line(note, "merge", hanging=2)
    screen.line()
    for told in (
        f"{register_used(result)}.",
        f"What may be sent: {declared(result)}.",
        f"{counts(result)}.",
        f"{looked_at(result)}.",
    ):
        screen.line(told, indent=2, hanging=2)
    found = matters(result)
    _matters(screen, [item for item in found if item.blocks], "Stands in the way", options)
    by_effect = {
        effect: [item for item in result.judged if item.effect is effect] for effect in Effect
    }
    for effect in (Effect.BLOCKS, Effect.WARNS):
        _uses(screen, by_effect[effect], _HEADINGS[effect], options)
    _matters(screen, [item for item in found if not item.blocks], "Also", options)
    passing = by_effect[Effect.LISTED]
    heading = listed_heading(result)
    if options.verbose:
        _uses(screen, passing, heading, options)
    elif passing:
        _table(screen, passing, heading, options)
    if result.hints and options.verbose:
        _table(screen, list(result.hints), "Hints, which show no use", options)
    _looked(screen, result)
    if result.hints and not options.verbose:
        tools = len({item.use.tool for item in result.hints})
        told = f"{len(result.hints):,} at {counted(tools, 'tool')}, which show no use (--verbose)"
        screen.spans(("hints: ", "quiet"), (told, ""), indent=2, hanging=2)
    screen.line()
    if result.judged:
        screen.line(f"{counts(result)}.")
    if warning := unsigned(result):
        screen.line(warning, "merge")
    screen.line(last, style)
    return screen.text


def _matters(screen: Screen, found: list[Matter], heading: str, options: Options) -> None:
    if not found:
        return
    screen.heading(heading, "merge" if found[0].blocks else "heading")
    for item in found[:_MOST_MATTERS]:
        place = Line(options.shown(item.file), item.line, item.column)
        where = str(place) if item.column else f"{place.file}:{place.line}"
        if item.file:
            screen.line(where if item.line else place.file, "heading", indent=2)
        screen.line(item.message, indent=4)
        screen.fields([("fix", item.fix)], indent=4)
    if len(found) > _MOST_MATTERS:
        screen.line(f"and {len(found) - _MOST_MATTERS:,} more", indent=2)


def _uses(screen: Screen, items: list[JudgedUse], heading: str, options: Options) -> None:
    if not items:
        return
    screen.heading(heading, _STYLES[items[0].effect])
    for group in alike(items):
        item = group[0]
        screen.spans(
            (title(item), "heading"),
            (f": {item.verdict}", _VERDICTS.get(item.verdict, "")),
            (f"  [{item.rule}]", "quiet"),
            indent=2,
            hanging=2,
        )
        for number, other in enumerate(group):
            if number == _MOST_PLACES and not options.verbose:
                screen.line(f"and {len(group) - number:,} more files (--verbose)", indent=4)
                break
            place = Line(options.shown(other.file), other.line, other.column)
            screen.spans((str(place), "heading"), (f"  {seen(other)}", ""), indent=4, hanging=4)
        screen.fields(
            [
                ("why", item.message),
                ("fix", item.fix),
                *(("instead", alternative(chosen)) for chosen in item.instead),
                *(("only if", condition) for condition in item.conditions),
                *(("clause", clause(cited)) for cited in item.clauses),
                ("may be", ", ".join(item.offerings)),
                ("wish", suppressed(item)),
                ("known", "listed in the baseline" if item.in_baseline else ""),
                ("unsure", " ".join(item.cannot_know)),
                ("page", item.page),
            ],
            indent=4,
        )


def _table(screen: Screen, items: list[JudgedUse], heading: str, options: Options) -> None:
    screen.heading(f"{heading} (all of it in full: --verbose)", "heading")
    rows: list[list[tuple[str, str]]] = []
    for item in items[:_MOST_LISTED]:
        place = f"{options.shown(item.file)}:{item.line}"
        through = f" through {item.use.through}" if item.use.through else ""
        rows.append(
            [
                (f"  {item.use.name}{through}", ""),
                (role(item), ""),
                (_short(item), _VERDICTS.get(item.verdict, "")),
                (place, "quiet"),
            ]
        )
    screen.table(["  tool", "used", "verdict", "where"], rows)
    if len(items) > _MOST_LISTED:
        screen.line(f"and {len(items) - _MOST_LISTED:,} more", indent=2)


def _short(item: JudgedUse) -> str:
    """Return the verdict, with what makes it pass where it would not by itself."""
    if item.suppression is not None and item.suppression.holds:
        return f"{item.verdict}, excepted until {item.suppression.until}"
    return f"{item.verdict}, in the baseline" if item.in_baseline else item.verdict


def _looked(screen: Screen, result: GateResult) -> None:
    screen.heading("What was looked at")
    screen.line(f"{looked_at(result)}.", indent=2)
    _numbers(screen, "read", result.looked.read)
    _numbers(screen, "passed over", result.looked.skipped)
    if result.looked.unread:
        number = len({item.file for item in result.looked.unread})
        screen.spans(("not read, see above: ", "quiet"), (f"{number:,}", ""), indent=2)


def _numbers(screen: Screen, heading: str, numbers: Iterable[tuple[str, int]]) -> None:
    listed = ", ".join(f"{name} {number:,}" for name, number in numbers)
    if listed:
        screen.spans((f"{heading}: ", "quiet"), (listed, ""), indent=2, hanging=2)

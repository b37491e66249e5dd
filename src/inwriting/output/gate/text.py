"""What the gate found, for people: the answer first, then what blocks."""

from collections.abc import Iterable

from inwriting.gate.result import Effect, GateResult, JudgedUse
from inwriting.gate.words import answer, counts, notes, register_used, unsigned
from inwriting.output.gate.matters import matters
from inwriting.output.gate.words import (
    alike,
    alternative,
    clause,
    declared,
    listed_heading,
    looked_at,
    role,
    seen,
    suppressed,
    title,
)
from inwriting.output.options import Options
from inwriting.output.page import LinkedWords, Page
from inwriting.output.result import FilePlace, Result, Severity
from inwriting.output.screen import Screen
from inwriting.wording import counted

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


def begin(screen: Screen, result: GateResult) -> None:
    """Say the answer, and what it rests on."""
    _answer(screen, result)
    for note in notes(result):
        screen.line(note, "merge", hanging=2)
    screen.line()
    for words in header(result):
        screen.line(words, indent=2, hanging=2)


def header(result: GateResult) -> tuple[str, ...]:
    """Return the register, what may be sent, how many uses do what, and what was looked at."""
    return (
        f"{register_used(result)}.",
        f"What may be sent: {declared(result)}.",
        f"{counts(result)}.",
        f"{looked_at(result)}.",
    )


def body(page: Page, result: GateResult, options: Options) -> None:
    """Say what blocks, what warns, what passes, and what was looked at.

    With ``options.verbose`` what passes is told in full too.
    """
    found = matters(result)
    in_the_way = [item for item in found if item.level is Severity.ERROR]
    _matters(page, in_the_way, "Stands in the way", options)
    by_effect = {
        effect: [item for item in result.judged if item.effect is effect] for effect in Effect
    }
    for effect in (Effect.BLOCKS, Effect.WARNS):
        _uses(page, by_effect[effect], _HEADINGS[effect], options)
    _matters(page, [item for item in found if item.level is not Severity.ERROR], "Also", options)
    passing = by_effect[Effect.LISTED]
    heading = listed_heading(result)
    if options.verbose:
        _uses(page, passing, heading, options)
    elif passing:
        _table(page, passing, heading, options)
    if result.hints and options.verbose:
        _table(page, list(result.hints), "Hints, which show no use", options)
    _looked(page, result)
    if result.hints and not options.verbose:
        tools = len({item.use.tool for item in result.hints})
        told = f"{len(result.hints):,} at {counted(tools, 'tool')}, which show no use (--verbose)"
        page.spans(("hints: ", "quiet"), (told, ""), indent=2, hanging=2)


def end(screen: Screen, result: GateResult) -> None:
    """Say the answer again, below all that was said."""
    screen.line()
    if result.judged:
        screen.line(f"{counts(result)}.")
    if warning := unsigned(result):
        screen.line(warning, "merge")
    _answer(screen, result)


def _answer(screen: Screen, result: GateResult) -> None:
    style = "ok" if result.exit_code == 0 else "merge"
    screen.line(f"{answer(result)} (exit code {int(result.exit_code)})", style)


def _matters(page: Page, found: list[Result], heading: str, options: Options) -> None:
    if not found:
        return
    page.heading(heading, "merge" if found[0].level is Severity.ERROR else "heading")
    for item in found if page.published else found[:_MOST_MATTERS]:
        if item.place.file:
            page.line(str(options.placed(item.place)), "heading", indent=2)
        # Where no place stands above it, a page has it begin an item of its own.
        page.line(item.message, indent=4 if item.place.file or not page.published else 2)
        page.fields([("fix", item.fix)], indent=4)
    if len(found) > _MOST_MATTERS and not page.published:
        page.line(f"and {len(found) - _MOST_MATTERS:,} more", indent=2)


def _uses(page: Page, items: list[JudgedUse], heading: str, options: Options) -> None:
    if not items:
        return
    page.heading(heading, _STYLES[items[0].effect])
    for group in alike(items):
        item = group[0]
        page.spans(
            (title(item), "heading"),
            (f": {item.verdict}", _VERDICTS.get(item.verdict, "")),
            (f"  [{item.rule}]", "quiet"),
            indent=2,
            hanging=2,
        )
        for number, other in enumerate(group):
            if number == _MOST_PLACES and not (options.verbose or page.published):
                page.line(f"and {len(group) - number:,} more files (--verbose)", indent=4)
                break
            place = FilePlace(options.shown(other.file), other.line, other.column)
            page.spans((str(place), "heading"), (f"  {seen(other)}", ""), indent=4, hanging=4)
        page.fields(
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
                ("page", LinkedWords("", item.page)),
            ],
            indent=4,
        )


def _table(page: Page, items: list[JudgedUse], heading: str, options: Options) -> None:
    page.heading(heading if page.published else f"{heading} (all of it in full: --verbose)")
    rows: list[list[tuple[str, str]]] = []
    for item in items if page.published else items[:_MOST_LISTED]:
        place = f"{options.shown(item.file)}:{item.line}"
        through = f" through {item.use.through}" if item.use.through else ""
        rows.append(
            [
                (f"  {item.use.name}{through}", ""),
                (role(item), ""),
                (_short(item, whole=page.published), _VERDICTS.get(item.verdict, "")),
                (place, "quiet"),
            ]
        )
    page.table(["  tool", "used", "verdict", "where"], rows)
    if len(items) > _MOST_LISTED and not page.published:
        page.line(f"and {len(items) - _MOST_LISTED:,} more", indent=2)


def _short(item: JudgedUse, *, whole: bool) -> str:
    """Return the verdict, with what makes it pass where it would not by itself.

    The *whole* of it has the reason too, and a wish that does not hold.
    """
    if whole and (wish := suppressed(item)):
        return f"{item.verdict}, {wish}"
    if item.suppression is not None and item.suppression.holds:
        return f"{item.verdict}, excepted until {item.suppression.until}"
    return f"{item.verdict}, in the baseline" if item.in_baseline else item.verdict


def _looked(page: Page, result: GateResult) -> None:
    page.heading("What was looked at")
    page.line(f"{looked_at(result)}.", indent=2)
    _numbers(page, "read", result.looked.read)
    _numbers(page, "passed over", result.looked.skipped)
    if result.looked.unread:
        number = len({item.file for item in result.looked.unread})
        page.spans(("not read, see above: ", "quiet"), (f"{number:,}", ""), indent=2)


def _numbers(page: Page, heading: str, numbers: Iterable[tuple[str, int]]) -> None:
    listed = ", ".join(f"{name} {number:,}" for name, number in numbers)
    if listed:
        page.spans((f"{heading}: ", "quiet"), (listed, ""), indent=2, hanging=2)

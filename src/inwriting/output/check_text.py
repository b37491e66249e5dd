"""Findings and verdicts of a register for people."""

from collections.abc import Iterable
from itertools import groupby

from inwriting.exit_codes import ExitCode
from inwriting.output.listing import ListedFinding, SortedFindings, listing
from inwriting.output.options import Options
from inwriting.output.page import Page
from inwriting.output.safe import one_line
from inwriting.output.screen import Screen
from inwriting.output.verdict_table import verdict_counts, verdict_table
from inwriting.output.words import (
    counts_in_words,
    day,
    effect_of,
    firm,
    problems,
    result,
    sizes,
)
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.decide.outcome import Evaluation, Found, Tally, tallied
from inwriting.register.load.problem import Problem

_MOST_REQUIREMENTS = 4
_MOST_PROBLEMS = 200
_MOST_OFFERINGS = 200
"""A table of more offerings than that nobody reads at a terminal."""
_MOST_SUBJECTS = 100
"""Whoever wants to see more findings than those of so many subjects wants to see all of them."""
_TITLES = {
    Effect.MERGE: "BLOCKS THE MERGE",
    Effect.REFUSE: "REFUSES",
    Effect.PAUSE: "PAUSES",
    Effect.CONDITION: "CONDITION",
    Effect.WARNING: "WARNING",
}
_MILD = tuple(sorted(set(Effect) - {Effect.MERGE}, reverse=True))
"""What blocks no merge, the worst first."""


def begin(screen: Screen, outcome: Evaluation, options: Options) -> None:
    """Say whose register was judged on which day, and how much of it."""
    by = outcome.by
    if by is None:
        screen.line("No register could be read.", "heading")
        return
    screen.line(f"{firm(by.policy)}, {_judged_on(outcome, options)}", "heading")
    compared = f", compared with {outcome.compared_with}" if outcome.compared_with else ""
    screen.line(f"{sizes(outcome)}{compared}")


def body(page: Page, outcome: Evaluation, options: Options) -> None:
    """Say what was found: what cannot be used, what blocks, the verdicts, and counts.

    With ``options.verbose``, and on a page, every finding is told in full.
    """
    if page.published and outcome.by:
        page.line(f"{_judged_on(outcome, options).capitalize()}.")
    if outcome.exit_code is ExitCode.NOTHING:
        page.heading("Nothing to check")
        page.line("Begin a dossier with `inwriting new VENDOR`.", indent=2)
    elif said := problems(outcome):
        show_problems(page, said, options)
    _show(page, "Blocks the merge", outcome, outcome.blocking, options)
    if outcome.by and any(vendor.offerings for vendor in outcome.vendors):
        _verdicts(page, outcome, options)
    if options.verbose or page.published:
        rest = (item for item in outcome.found if not item.finding.blocks_merge)
        _show(page, "Findings, worst first", outcome, rest, options)
    else:
        # Nothing else explains what is about the register as a whole, so that is said at once.
        whole = (
            item
            for item in outcome.general
            if not item.finding.blocks_merge and not subject_of(item.finding)
        )
        _show(page, "The register as a whole", outcome, whole, options)
        _short(page, [tally for tally in outcome.tallies.values() if tally.subject])


def end(screen: Screen, outcome: Evaluation) -> None:
    """Say how many findings do what, and what the exit code means."""
    screen.line()
    if outcome.by is not None:
        screen.line(counts(outcome))
    style = "ok" if outcome.exit_code == 0 else "merge"
    screen.line(f"{result(outcome)} (exit code {int(outcome.exit_code)})", style)


def counts(outcome: Evaluation) -> str:
    """Return how many findings do what, in a sentence."""
    tallies = [tally for vendor in outcome.vendors for tally in vendor.tallies]
    tallies += tallied(item.finding for item in outcome.general)
    numbers = [*(tally.everybody for tally in tallies), *(tally.some for tally in tallies)]
    words = counts_in_words(tuple(map(sum, zip(*numbers, strict=True))) or (0,) * len(Effect))
    if any(map(any, numbers)):
        words = f"findings: {words}"
    if outcome.suppressed:
        words += f"; {outcome.suppressed} accepted by an exception"
    if outcome.exit_code in {ExitCode.UNUSABLE, ExitCode.FAILED}:
        words = f"of what could be judged: {words}"
    return f"{words[0].upper()}{words[1:]}."


def _judged_on(outcome: Evaluation, options: Options) -> str:
    why = day(as_of=options.as_of, fixed_clock=outcome.fixed_clock)
    return f"judged on {outcome.by.today} ({why})" if outcome.by else ""


def _show(
    page: Page, title: str, outcome: Evaluation, items: Iterable[Found], options: Options
) -> None:
    found = listing(outcome, items)
    if found.entries:
        page.heading(title)
        show_groups(page, found, found.entries, options)


def _verdicts(page: Page, outcome: Evaluation, options: Options) -> None:
    classes = [item.id for item in outcome.by.policy.classes] if outcome.by else []
    number = sum(len(vendor.offerings) for vendor in outcome.vendors)
    page.heading("Verdicts, by data class")
    if options.verbose or number <= _MOST_OFFERINGS:
        verdict_table(page, classes, outcome.vendors)
        return
    verdict_counts(page, classes, outcome.vendors)
    used = [vendor for vendor in outcome.vendors if any(o.used_for for o in vendor.offerings)]
    if used:
        page.line()
        verdict_table(page, classes, used[:_MOST_OFFERINGS])
    page.line()
    page.line(
        f"Of {number:,} offerings, those of the first {min(len(used), _MOST_OFFERINGS):,} vendors"
        " in use are shown. All: --verbose; one: inwriting explain VENDOR/OFFERING",
        "quiet",
    )


def show_problems(page: Page, said: tuple[Problem, ...], options: Options) -> None:
    """Add the input that cannot be used."""
    page.heading("Cannot be used", "merge")
    for problem in said[:_MOST_PROBLEMS]:
        place = one_line(options.shown(problem.file))
        if problem.line:
            place += f":{problem.line}:{problem.column}"
        page.line(place, "heading", indent=2)
        page.line(problem.message, indent=4)
        page.fields([("fix", problem.fix)], indent=4)
    if len(said) > _MOST_PROBLEMS:
        page.line(f"and {len(said) - _MOST_PROBLEMS} more", indent=2)


def show_groups(
    page: Page, found: SortedFindings, entries: Iterable[ListedFinding], options: Options
) -> None:
    """Add *entries* in full, by offering, the worst group first."""
    groups = [
        (subject, list(group))
        for subject, group in groupby(
            sorted(entries, key=lambda e: subject_of(e.finding)), lambda e: subject_of(e.finding)
        )
    ]
    groups.sort(key=lambda item: (-max(effect_of(e.finding) for e in item[1]), item[0]))
    for subject, group in groups:
        page.line(subject or "the register as a whole", "heading")
        for entry in group:
            show_entry(page, found, entry, options)
        page.line()


def show_entry(page: Page, found: SortedFindings, entry: ListedFinding, options: Options) -> None:
    """Add one finding in full."""
    finding = entry.finding
    effect = effect_of(finding)
    page.spans(
        (_TITLES[effect], effect.name.lower()),
        (f"  {finding.message}", ""),
        (f"  [{finding.check}]", "quiet"),
        indent=2,
        hanging=2,
    )
    line = found.line(entry)
    also = [str(options.placed(found.locator.line(place))) for place in finding.also]
    page.fields(
        [
            ("at", str(options.placed(line))),
            ("also", ", ".join(also)),
            ("why", entry.rule.why),
            ("fix", finding.fix),
            ("data", data_of(finding)),
            ("only", scope_of(finding)),
            ("clause", "; ".join(finding.clauses)),
            ("risks", ", ".join(finding.risks)),
            ("rules", _requirements(found, entry)),
            ("taken", accepted_of(entry)),
            ("page", entry.rule.page),
        ],
        indent=4,
    )


def subject_of(finding: Finding) -> str:
    """Return what *finding* is about: an offering, a vendor, or nothing for the register."""
    return finding.offering or finding.vendor


def data_of(finding: Finding) -> str:
    """Return the data classes that *finding* touches, in words."""
    return f"{finding.data_class} and above" if finding.data_class else ""


def scope_of(finding: Finding) -> str:
    """Return for whom alone *finding* holds, in words."""
    named = (("team", finding.teams), ("client", finding.clients), ("region", finding.regions))
    return "; ".join(f"{name} {', '.join(items)}" for name, items in named if items)


def accepted_of(entry: ListedFinding) -> str:
    """Return the exceptions that accept the finding, in words."""
    return "; ".join(
        f"accepted until {item.expires} by exception {item.id} (up to {item.data_class})"
        for item in entry.accepted
    )


def _requirements(found: SortedFindings, entry: ListedFinding) -> str:
    touched = found.requirements(entry)
    named: dict[str, list[str]] = {}
    for name, _, requirement in touched[:_MOST_REQUIREMENTS]:
        named.setdefault(name, []).append(requirement.number)
    text = "; ".join(f"{name} {', '.join(numbers)}" for name, numbers in named.items())
    more = len(touched) - _MOST_REQUIREMENTS
    return f"{text}; and {more} more" if more > 0 else text


def _short(page: Page, tallies: list[Tally]) -> None:
    """Say how many findings each subject has, but for those that are told in full already."""
    worst = ((_worst(tally), tally) for tally in tallies)
    ordered = sorted(
        ((effect, tally) for effect, tally in worst if effect is not None),
        key=lambda item: (-item[0], item[1].subject),
    )
    if not ordered:
        return
    page.heading("Findings, by offering (all of them in full: --verbose)")
    for effect, tally in ordered[:_MOST_SUBJECTS]:
        page.spans(
            (tally.subject, "heading"),
            (f": {_counts(tally)}", effect.name.lower()),
            (f"   inwriting explain {tally.subject}", "quiet"),
            indent=2,
            hanging=2,
        )
    if len(ordered) > _MOST_SUBJECTS:
        page.line(f"and {len(ordered) - _MOST_SUBJECTS:,} more: --verbose shows them", indent=2)


def _worst(tally: Tally) -> Effect | None:
    """Return the worst effect that blocks no merge; None where there is none."""
    for effect in _MILD:
        if tally.everybody[effect] or tally.some[effect]:
            return effect
    return None


def _counts(tally: Tally) -> str:
    """Return how many findings do what; those for some people alone apart."""
    everybody, some = ((*counts[:-1], 0) for counts in (tally.everybody, tally.some))
    parts = [counts_in_words(everybody)] if any(everybody) else []
    if any(some):
        parts.append(f"for some teams, clients or regions {counts_in_words(some)}")
    return "; ".join(parts)

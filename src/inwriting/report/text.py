"""Findings and verdicts for people at a terminal."""

from collections.abc import Iterable
from itertools import groupby

from inwriting.check.finding import Effect, Finding
from inwriting.decide.evaluate import Evaluation
from inwriting.exit_codes import ExitCode
from inwriting.load.problem import Problem
from inwriting.report.listing import Entry, Listing, listing
from inwriting.report.options import Options
from inwriting.report.safe import one_line
from inwriting.report.screen import Screen
from inwriting.report.verdict_table import verdict_table
from inwriting.report.words import day, effect_of, effects, firm, problems, result, sizes

_MOST_REQUIREMENTS = 4
_MOST_PROBLEMS = 200
_TITLES = {
    Effect.MERGE: "BLOCKS THE MERGE",
    Effect.REFUSE: "REFUSES",
    Effect.PAUSE: "PAUSES",
    Effect.CONDITION: "CONDITION",
    Effect.WARNING: "WARNING",
}


def render(evaluation: Evaluation, options: Options) -> str:
    """Return what was found: what cannot be used, what blocks, the verdicts, and counts.

    With ``options.verbose`` every finding is told in full.
    """
    screen = Screen(options.layout)
    found = listing(evaluation)
    _head(screen, evaluation, options)
    if evaluation.exit_code is ExitCode.NOTHING:
        screen.heading("Nothing to check")
        screen.line("Begin a dossier with `inwriting new VENDOR`.", indent=2)
    elif said := problems(evaluation):
        show_problems(screen, said, options)
    blocking = [entry for entry in found.entries if entry.finding.blocks_merge]
    if blocking:
        screen.heading("Blocks the merge")
        show_groups(screen, found, blocking, options)
    if evaluation.register and evaluation.verdicts and evaluation.register.offerings:
        screen.heading("Verdicts, by data class")
        verdict_table(screen, evaluation.register, evaluation.verdicts)
    rest = [entry for entry in found.entries if not entry.finding.blocks_merge]
    if rest and options.verbose:
        screen.heading("Findings, worst first")
        show_groups(screen, found, rest, options)
    elif rest:
        # Nothing else explains what is about the register as a whole, so that is said at once.
        whole = [entry for entry in rest if not subject_of(entry.finding)]
        if whole:
            screen.heading("The register as a whole")
            show_groups(screen, found, whole, options)
        parts = [entry for entry in rest if subject_of(entry.finding)]
        if parts:
            screen.heading("Findings, by offering (all of them in full: --verbose)")
            _short(screen, parts)
    screen.line()
    _last(screen, evaluation, found)
    return screen.text


def show_problems(screen: Screen, said: tuple[Problem, ...], options: Options) -> None:
    """Add the input that cannot be used."""
    screen.heading("Cannot be used", "merge")
    for problem in said[:_MOST_PROBLEMS]:
        place = one_line(options.shown(problem.file))
        if problem.line:
            place += f":{problem.line}:{problem.column}"
        screen.line(place, "heading", indent=2)
        screen.line(problem.message, indent=4)
        screen.fields([("fix", problem.fix)], indent=4)
    if len(said) > _MOST_PROBLEMS:
        screen.line(f"and {len(said) - _MOST_PROBLEMS} more", indent=2)


def show_groups(screen: Screen, found: Listing, entries: Iterable[Entry], options: Options) -> None:
    """Add *entries* in full, by offering, the worst group first."""
    groups = [
        (subject, list(group))
        for subject, group in groupby(
            sorted(entries, key=lambda e: subject_of(e.finding)), lambda e: subject_of(e.finding)
        )
    ]
    groups.sort(key=lambda item: (-max(effect_of(e.finding) for e in item[1]), item[0]))
    for subject, group in groups:
        screen.line(subject or "the register as a whole", "heading")
        for entry in group:
            show_entry(screen, found, entry, options)
        screen.line()


def show_entry(screen: Screen, found: Listing, entry: Entry, options: Options) -> None:
    """Add one finding in full."""
    finding = entry.finding
    effect = effect_of(finding)
    screen.spans(
        (_TITLES[effect], effect.name.lower()),
        (f"  {finding.message}", ""),
        (f"  [{finding.check}]", "quiet"),
        indent=2,
        hanging=2,
    )
    line = found.line(entry)
    also = [str(options.lined(found.locator.line(place))) for place in finding.also]
    screen.fields(
        [
            ("at", str(options.lined(line))),
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


def accepted_of(entry: Entry) -> str:
    """Return the exceptions that accept the finding, in words."""
    return "; ".join(
        f"accepted until {item.exemption.expires} by exception {item.exemption.id}"
        f" (up to {item.exemption.data_class})"
        for item in entry.accepted
    )


def _requirements(found: Listing, entry: Entry) -> str:
    touched = found.requirements(entry)
    named: dict[str, list[str]] = {}
    for name, _, requirement in touched[:_MOST_REQUIREMENTS]:
        named.setdefault(name, []).append(requirement.number)
    text = "; ".join(f"{name} {', '.join(numbers)}" for name, numbers in named.items())
    more = len(touched) - _MOST_REQUIREMENTS
    return f"{text}; and {more} more" if more > 0 else text


def _head(screen: Screen, evaluation: Evaluation, options: Options) -> None:
    register = evaluation.register
    if register is None:
        screen.line("No register could be read.", "heading")
        return
    judged = f"judged on {register.today} ({day(evaluation, as_of=options.as_of)})"
    screen.line(f"{firm(register)}, {judged}", "heading")
    compared = f", compared with {evaluation.compared_with}" if evaluation.compared_with else ""
    screen.line(f"{sizes(register, len(evaluation.checks))}{compared}")


def _short(screen: Screen, rest: list[Entry]) -> None:
    by_subject: dict[str, list[Finding]] = {}
    for entry in rest:
        by_subject.setdefault(subject_of(entry.finding), []).append(entry.finding)
    ordered = sorted(
        by_subject.items(), key=lambda item: (-max(effect_of(f) for f in item[1]), item[0])
    )
    for subject, findings in ordered:
        worst = max(effect_of(f) for f in findings).name.lower()
        screen.spans(
            (subject, "heading"),
            (f": {_counts(findings)}", worst),
            (f"   inwriting explain {subject}", "quiet"),
            indent=2,
            hanging=2,
        )


def _counts(findings: list[Finding]) -> str:
    """Return how many of *findings* do what; those for some people alone apart."""
    everybody = [finding for finding in findings if not finding.scoped]
    some = [finding for finding in findings if finding.scoped]
    parts = [effects(everybody)] if everybody else []
    parts += [f"for some teams, clients or regions {effects(some)}"] if some else []
    return "; ".join(parts)


def _last(screen: Screen, evaluation: Evaluation, found: Listing) -> None:
    taken = sum(entry.suppressed for entry in found.entries)
    counts = effects(entry.finding for entry in found.entries)
    if taken:
        counts += f"; {taken} accepted by an exception"
    if evaluation.exit_code in {ExitCode.UNUSABLE, ExitCode.FAILED}:
        counts = f"of what was judged: {counts}"
    if evaluation.register is not None:
        screen.line(f"{counts[0].upper()}{counts[1:]}.")
    style = "ok" if evaluation.exit_code == 0 else "merge"
    screen.line(f"{result(evaluation)} (exit code {int(evaluation.exit_code)})", style)

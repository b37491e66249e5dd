"""GitLab code quality: a list of issues for the widget of a merge request."""

from collections import Counter
from typing import Any

from inwriting.output.json_text import as_json
from inwriting.output.listing import UNUSABLE, Entry, Listing, listing, problem_fingerprint, told
from inwriting.output.options import Options
from inwriting.output.places import Line
from inwriting.output.safe import one_line
from inwriting.output.words import effect_of, problems
from inwriting.register.check.finding import Effect
from inwriting.register.decide.outcome import Outcome

_SEVERITIES = {
    Effect.MERGE: "blocker",
    Effect.REFUSE: "major",
    Effect.PAUSE: "minor",
    Effect.CONDITION: "info",
    Effect.WARNING: "info",
}


def render(outcome: Outcome, options: Options) -> str:
    """Return an issue for each input that cannot be used, then for each finding, worst first."""
    found = listing(outcome)
    seen: Counter[str] = Counter()
    issues = []
    for problem in problems(outcome):
        fingerprint = problem_fingerprint(problem.file, problem.message)
        seen[fingerprint] += 1
        # GitLab shows issues of one fingerprint once.
        number = seen[fingerprint]
        place = Line(options.shown(problem.file), problem.line, problem.column)
        name = fingerprint if number == 1 else f"{fingerprint}-{number}"
        issues.append(_issue(told(problem.message, problem.fix), UNUSABLE, name, "blocker", place))
    issues += [_of_finding(entry, found, options) for entry in found.entries]
    return as_json(issues)


def _of_finding(entry: Entry, found: Listing, options: Options) -> dict[str, Any]:
    finding = entry.finding
    about = finding.offering or finding.vendor
    return _issue(
        told(f"{about}: {finding.message}" if about else finding.message, finding.fix),
        finding.check,
        entry.fingerprint,
        "info" if entry.suppressed else _SEVERITIES[effect_of(finding)],
        options.lined(found.line(entry)),
    )


def _issue(
    description: str, check: str, fingerprint: str, severity: str, place: Line
) -> dict[str, Any]:
    return {
        "description": one_line(description),
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": one_line(place.file), "lines": {"begin": max(1, place.line)}},
    }

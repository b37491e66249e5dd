"""GitLab code quality: a list of issues for the widget of a merge request."""

from collections import Counter
from typing import Any

from inwriting.output.json_text import as_json
from inwriting.output.options import Options
from inwriting.output.report import Report
from inwriting.output.result import NOWHERE, FilePlace, Result, Severity, digest
from inwriting.output.safe import one_line
from inwriting.wording import told

_WHOLE = ".inwriting.yaml"
"""GitLab wants a file for each issue; this is where a repository speaks to the gate."""


def render(report: Report, options: Options) -> str:
    """Return an issue for each note, each thing that stands in the way and each result."""
    issues = [
        _issue(
            note.text,
            note.id,
            digest(note.text) if note.level is Severity.NOTE else note.id,
            note.level,
            NOWHERE,
        )
        for note in report.notes()
    ]
    seen: Counter[str] = Counter()
    for item in (*report.problems(), *report.results()):
        seen[item.fingerprint] += 1
        # GitLab shows issues of one fingerprint once.
        number = seen[item.fingerprint]
        name = item.fingerprint if number == 1 else f"{item.fingerprint}-{number}"
        issues.append(_of_result(item, name, options))
    return as_json(issues)


def _of_result(item: Result, fingerprint: str, options: Options) -> dict[str, Any]:
    level = Severity.NOTE if item.accepted else item.level
    text = told(item.sentence, item.fix)
    return _issue(text, item.rule, fingerprint, level, options.placed(item.place))


def _issue(
    description: str, rule: str, fingerprint: str, level: Severity, place: FilePlace
) -> dict[str, Any]:
    path = place.file if place.in_file else _WHOLE
    return {
        "description": one_line(description),
        "check_name": rule,
        "fingerprint": fingerprint,
        "severity": level.gitlab,
        "location": {"path": one_line(path), "lines": {"begin": max(1, place.line)}},
    }

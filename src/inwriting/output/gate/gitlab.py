"""GitLab code quality: a list of issues for the widget of a merge request."""

import hashlib
from typing import Any

from inwriting.gate.result import Effect, GateResult, JudgedUse
from inwriting.output.gate.github import worth_a_note
from inwriting.output.gate.matters import Matter, matters
from inwriting.output.gate.words import title, told, unsigned
from inwriting.output.json_text import as_json
from inwriting.output.options import Options
from inwriting.output.safe import one_line

_SEVERITIES = {Effect.BLOCKS: "blocker", Effect.WARNS: "minor", Effect.LISTED: "info"}
_WHOLE = ".inwriting.yaml"
"""GitLab wants a file for each issue; this is where a repository speaks to the gate."""


def render(result: GateResult, options: Options) -> str:
    """Return an issue for each thing that stands in the way, then for each use, worst first."""
    warning = unsigned(result)
    issues = []
    if warning:
        issues.append(_issue(warning, "unsigned-register", "unsigned-register", "major", "", 0))
    issues += [_issue(note, "note", _digest(note), "info", "", 0) for note in result.notes]
    issues += [_of_matter(item, options) for item in matters(result)]
    issues += [_of_use(item, options) for item in result.judged if worth_a_note(item)]
    return as_json(issues)


def _of_use(item: JudgedUse, options: Options) -> dict[str, Any]:
    text = told(f"{title(item)}: {item.message}", item.fix)
    severity = _SEVERITIES[item.effect]
    shown = options.shown(item.file)
    return _issue(text, item.rule, item.fingerprint, severity, shown, item.line)


def _of_matter(item: Matter, options: Options) -> dict[str, Any]:
    text = told(item.message, item.fix)
    file = "" if not item.file or item.file.startswith("--") else options.shown(item.file)
    severity = "blocker" if item.blocks else "minor"
    return _issue(text, item.rule, item.fingerprint, severity, file, item.line)


def _issue(
    description: str, check: str, fingerprint: str, severity: str, file: str, line: int
) -> dict[str, Any]:
    return {
        "description": one_line(description),
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": one_line(file or _WHOLE), "lines": {"begin": max(1, line)}},
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

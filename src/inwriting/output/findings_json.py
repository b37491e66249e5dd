"""JSON, versioned: everything that a report can say. Its schema is schemas/findings.schema.json."""

from typing import Any

from inwriting import __version__
from inwriting.output.json_text import as_json
from inwriting.output.listing import ListedFinding, SortedFindings, listing
from inwriting.output.options import Options
from inwriting.output.words import day, effect_of, problems, result
from inwriting.register.decide.outcome import Outcome
from inwriting.register.load.files import shown
from inwriting.register.model.place import Place

FORMAT = 1
"""The version of the format. It rises when a reader of an older one would go wrong."""


def render(outcome: Outcome, options: Options) -> str:
    """Return *outcome* as JSON in ASCII, so that no text in it can change how it is read."""
    found = listing(outcome)
    by = outcome.by
    data = {
        "format": FORMAT,
        "tool": {"name": "inwriting", "version": __version__},
        "result": {
            "exit-code": int(outcome.exit_code),
            "name": outcome.exit_code.name.lower(),
            "words": result(outcome),
        },
        "register": None
        if by is None
        else {
            "firm": by.policy.firm,
            "fictional": by.policy.fictional,
            "judged-on": str(by.today),
            "because": day(as_of=options.as_of, fixed_clock=outcome.fixed_clock),
            "compared-with": outcome.compared_with,
            "vendors": [vendor.id for vendor in outcome.vendors],
            "unusable-vendors": list(outcome.unusable),
            "checks": [check.id for check in outcome.checks],
        },
        "problems": [
            {
                "file": options.shown(problem.file),
                "line": problem.line,
                "column": problem.column,
                "message": problem.message,
                "fix": problem.fix,
            }
            for problem in problems(outcome)
        ],
        "verdicts": _verdicts(outcome),
        "findings": [finding_data(entry, found, options) for entry in found.entries],
    }
    return as_json(data)


def finding_data(entry: ListedFinding, found: SortedFindings, options: Options) -> dict[str, Any]:
    """Return everything that is known of a finding."""
    finding = entry.finding
    return {
        "id": entry.fingerprint,
        "check": finding.check,
        "group": entry.rule.group,
        "title": entry.rule.title,
        "effect": effect_of(finding).name.lower(),
        "message": finding.message,
        "why": entry.rule.why,
        "fix": finding.fix,
        "page": entry.rule.page,
        "at": _place(finding.at, found, options),
        "also": [_place(place, found, options) for place in finding.also],
        "vendor": finding.vendor,
        "offering": finding.offering,
        "question": finding.question,
        "data-class": finding.data_class,
        "teams": list(finding.teams),
        "clients": list(finding.clients),
        "regions": list(finding.regions),
        "clauses": list(finding.clauses),
        "risks": [str(risk) for risk in finding.risks],
        "requirements": [
            {"framework": name, "version": version, "number": item.number}
            for name, version, item in found.requirements(entry)
        ],
        "exceptions": [
            {
                "id": item.id,
                "data-class": item.data_class,
                "expires": str(item.expires),
            }
            for item in entry.accepted
        ],
        "accepted": entry.suppressed,
        "crashed": finding.crashed,
        "failed-check": finding.failed_check,
    }


def _place(place: Place, found: SortedFindings, options: Options) -> dict[str, Any]:
    line = options.placed(found.locator.line(place))
    path = shown(place.path)
    return {"file": line.file, "line": line.line, "column": line.column, "path": path}


def _verdicts(outcome: Outcome) -> list[dict[str, Any]]:
    classes = [item.id for item in outcome.by.policy.classes] if outcome.by else []
    return [
        {
            "offering": offering.reference,
            "fictional": vendor.fictional,
            "used-for": offering.used_for,
            "by-data-class": dict(zip(classes, offering.verdicts, strict=True)),
        }
        for vendor in outcome.vendors
        for offering in vendor.offerings
    ]

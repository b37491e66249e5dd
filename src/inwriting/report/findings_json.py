"""JSON, versioned: everything that a report can say. Its schema is schemas/findings.schema.json."""

from typing import Any

from inwriting import __version__
from inwriting.decide.evaluate import Evaluation
from inwriting.load.files import shown
from inwriting.model.place import Place
from inwriting.report.json_text import as_json
from inwriting.report.listing import Entry, Listing, listing
from inwriting.report.options import Options
from inwriting.report.words import day, effect_of, problems, result

FORMAT = 1
"""The version of the format. It rises when a reader of an older one would go wrong."""


def render(evaluation: Evaluation, options: Options) -> str:
    """Return *evaluation* as JSON in ASCII, so that no text in it can change how it is read."""
    found = listing(evaluation)
    register = evaluation.register
    data = {
        "format": FORMAT,
        "tool": {"name": "inwriting", "version": __version__},
        "result": {
            "exit-code": int(evaluation.exit_code),
            "name": evaluation.exit_code.name.lower(),
            "words": result(evaluation),
        },
        "register": None
        if register is None
        else {
            "firm": register.policy.firm,
            "fictional": register.policy.fictional,
            "judged-on": str(register.today),
            "because": day(evaluation, as_of=options.as_of),
            "compared-with": evaluation.compared_with,
            "vendors": [vendor.id for vendor in register.vendors],
            "unusable-vendors": list(register.unusable),
            "checks": [check.id for check in evaluation.checks],
        },
        "problems": [
            {
                "file": options.shown(problem.file),
                "line": problem.line,
                "column": problem.column,
                "message": problem.message,
                "fix": problem.fix,
            }
            for problem in problems(evaluation)
        ],
        "verdicts": _verdicts(evaluation),
        "findings": [finding_data(entry, found, options) for entry in found.entries],
    }
    return as_json(data)


def finding_data(entry: Entry, found: Listing, options: Options) -> dict[str, Any]:
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
                "id": item.exemption.id,
                "data-class": item.exemption.data_class,
                "expires": str(item.exemption.expires),
            }
            for item in entry.accepted
        ],
        "accepted": entry.suppressed,
        "crashed": finding.crashed,
        "failed-check": finding.failed_check,
    }


def _place(place: Place, found: Listing, options: Options) -> dict[str, Any]:
    line = options.lined(found.locator.line(place))
    path = shown(place.path)
    return {"file": line.file, "line": line.line, "column": line.column, "path": path}


def _verdicts(evaluation: Evaluation) -> list[dict[str, Any]]:
    register, verdicts = evaluation.register, evaluation.verdicts
    if register is None or verdicts is None:
        return []
    return [
        {
            "offering": offering.reference,
            "fictional": offering.dossier.fictional,
            "used-for": offering.use.data_allowed if offering.use else "",
            "by-data-class": {
                item.id: verdicts.of(offering.reference, item.id).verdict.word
                for item in register.policy.classes
            },
        }
        for offering in register.offerings
    ]

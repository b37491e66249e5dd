"""SARIF 2.1.0, for code scanning and the viewers of editors."""

from typing import Any
from urllib.parse import quote

from inwriting import __version__
from inwriting.output.json_text import as_json
from inwriting.output.listing import (
    OWN_RULES,
    UNUSABLE,
    Entry,
    Listing,
    Rule,
    listing,
    problem_fingerprint,
    rule_of,
    told,
)
from inwriting.output.options import Options
from inwriting.output.places import Line
from inwriting.output.words import effect_of, problems, result
from inwriting.register.check.finding import Effect
from inwriting.register.decide.outcome import Outcome
from inwriting.register.load.problem import Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {
    Effect.MERGE: "error",
    Effect.REFUSE: "warning",
    Effect.PAUSE: "warning",
    Effect.CONDITION: "note",
    Effect.WARNING: "note",
}
_BASE = "%SRCROOT%"


def render(outcome: Outcome, options: Options) -> str:
    """Return one run with a result for each finding and each input that cannot be used."""
    found = listing(outcome)
    rules = [rule_of(check) for check in outcome.checks]
    rules += [OWN_RULES[name] for name in sorted(OWN_RULES)]
    indexes = {rule.id: index for index, rule in enumerate(rules)}
    said = problems(outcome)
    levels = {check.id: _LEVELS[check.effect] for check in outcome.checks}
    run = {
        "tool": {
            "driver": {
                "name": "inwriting",
                "version": __version__,
                "rules": [_rule(rule, levels.get(rule.id, "error")) for rule in rules],
            }
        },
        "invocations": [_invocation(outcome, said, found)],
        "originalUriBaseIds": {
            _BASE: {"description": {"text": "The folder that the paths are relative to."}}
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_of_problem(problem, indexes[UNUSABLE], options) for problem in said),
            *(_result(e, found, indexes[e.finding.check], options) for e in found.entries),
        ],
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule, level: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"Why: {rule.why}\nFix: {rule.fix}"},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": [rule.group] if rule.group else ["inwriting"]},
    }
    if rule.page:
        described["properties"]["page"] = rule.page
    return described


def _invocation(outcome: Outcome, said: tuple[Problem, ...], found: Listing) -> dict[str, Any]:
    crashed = [entry.finding.message for entry in found.entries if entry.finding.crashed]
    return {
        # A result that is not a judgement must not look like a clean run.
        "executionSuccessful": not said and not crashed,
        "exitCode": int(outcome.exit_code),
        "exitCodeDescription": result(outcome),
        "toolConfigurationNotifications": [
            {"level": "error", "message": {"text": str(problem)}} for problem in said
        ],
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": message}} for message in crashed
        ],
    }


def _result(entry: Entry, found: Listing, index: int, options: Options) -> dict[str, Any]:
    finding = entry.finding
    about = finding.offering or finding.vendor
    data: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": index,
        "level": _LEVELS[effect_of(finding)],
        "message": {
            "text": told(f"{about}: {finding.message}" if about else finding.message, finding.fix)
        },
        "locations": [_location(options.lined(found.line(entry)))],
        "partialFingerprints": {"finding/v1": entry.fingerprint},
        "properties": {
            "effect": effect_of(finding).name.lower(),
            "vendor": finding.vendor,
            "offering": finding.offering,
            "question": finding.question,
            "dataClass": finding.data_class,
            "teams": list(finding.teams),
            "clients": list(finding.clients),
            "regions": list(finding.regions),
            "risks": [str(risk) for risk in finding.risks],
        },
    }
    if finding.also:
        data["relatedLocations"] = [
            {"id": number, **_location(options.lined(found.locator.line(place)))}
            for number, place in enumerate(finding.also, 1)
        ]
    if entry.suppressed:
        data["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"Exception {item.id} until {item.expires}: {item.reason}",
            }
            for item in entry.accepted
        ]
    return data


def _of_problem(problem: Problem, index: int, options: Options) -> dict[str, Any]:
    data: dict[str, Any] = {
        "ruleId": UNUSABLE,
        "ruleIndex": index,
        "level": "error",
        "message": {"text": told(problem.message, problem.fix)},
        "partialFingerprints": {"finding/v1": problem_fingerprint(problem.file, problem.message)},
    }
    if not problem.file.startswith("--"):
        place = Line(options.shown(problem.file), problem.line, problem.column)
        data["locations"] = [_location(place)]
    return data


def _location(place: Line) -> dict[str, Any]:
    path = quote(place.file.encode("utf-8", "surrogatepass"))
    physical: dict[str, Any] = {"artifactLocation": {"uri": path, "uriBaseId": _BASE}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
    return {"physicalLocation": physical}

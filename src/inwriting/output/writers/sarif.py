"""SARIF 2.1.0, for code scanning and the viewers of editors."""

from typing import Any
from urllib.parse import quote

from inwriting import __version__
from inwriting.output.json_text import as_json
from inwriting.output.options import Options
from inwriting.output.report import Notification, Report
from inwriting.output.result import Acceptance, FilePlace, RelatedPlace, Result, ResultRule
from inwriting.wording import told

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_BASE = "%SRCROOT%"


def render(report: Report, options: Options) -> str:
    """Return one run with a result for each thing in the way and each thing found."""
    rules = report.rules()
    indexes = {rule.id: index for index, rule in enumerate(rules)}
    results = (*report.problems(), *report.results())
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": report.tool,
                "version": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "invocations": [_invocation(report, options)],
        "originalUriBaseIds": {
            _BASE: {"description": {"text": "The folder that the paths are relative to."}}
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(item, indexes[item.rule], report.fingerprints, options) for item in results
        ],
    }
    if properties := report.properties():
        run["properties"] = properties
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: ResultRule) -> dict[str, Any]:
    page = {"page": rule.page} if rule.page else {}
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"Why: {rule.why}\nFix: {rule.fix}"},
        "defaultConfiguration": {"level": rule.level.sarif},
        "properties": {"tags": [rule.group or "inwriting"], **page},
    }


def _invocation(report: Report, options: Options) -> dict[str, Any]:
    configuration, execution = report.notifications()
    return {
        # A result that is not a judgement must not look like a clean run.
        "executionSuccessful": report.judged,
        "exitCode": int(report.exit_code),
        "exitCodeDescription": report.answer,
        "toolConfigurationNotifications": [_notification(item, options) for item in configuration],
        "toolExecutionNotifications": [_notification(item, options) for item in execution],
    }


def _notification(item: Notification, options: Options) -> dict[str, Any]:
    return {
        "level": item.level.sarif,
        "message": {"text": item.text},
        **_locations(options.placed(item.place)),
    }


def _result(item: Result, index: int, fingerprints: str, options: Options) -> dict[str, Any]:
    data: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": index,
        "level": item.level.sarif,
        "message": {"text": _message(item)},
        **_locations(options.placed(item.place)),
        "partialFingerprints": {fingerprints: item.fingerprint},
    }
    if item.properties:
        data["properties"] = dict(item.properties)
    if item.related:
        data["relatedLocations"] = [
            {"id": number, **_related(other, options)}
            for number, other in enumerate(item.related, 1)
        ]
    if item.acceptances:
        data["suppressions"] = [_suppression(other, options) for other in item.acceptances]
    if item.baseline:
        data["baselineState"] = item.baseline
    return data


def _message(item: Result) -> str:
    if not item.seen:
        return told(item.sentence, item.fix)
    return "\n".join([item.sentence, *(f"{label}: {text}" for label, text in item.labelled)])


def _related(other: RelatedPlace, options: Options) -> dict[str, Any]:
    message = {"message": {"text": other.message}} if other.message else {}
    return {**message, **_location(options.placed(other.place))}


def _suppression(other: Acceptance, options: Options) -> dict[str, Any]:
    place = options.placed(other.place)
    return {
        "kind": "inSource" if other.in_source else "external",
        "status": "accepted" if other.holds else "rejected",
        "justification": other.justification,
        **({"location": _location(place)} if place.in_file else {}),
    }


def _locations(place: FilePlace) -> dict[str, Any]:
    return {"locations": [_location(place)]} if place.in_file else {}


def _location(place: FilePlace) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file), "uriBaseId": _BASE}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
    return {"physicalLocation": physical}


def _uri(file: str) -> str:
    try:
        # The bytes of a name that is no UTF-8, as they lie on the disk.
        return quote(file.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return quote(file.encode("utf-8", "surrogatepass"))

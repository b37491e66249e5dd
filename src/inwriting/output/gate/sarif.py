"""SARIF 2.1.0, for code scanning and the viewers of editors."""

from typing import Any
from urllib.parse import quote

from inwriting import __version__
from inwriting.exit_codes import ExitCode
from inwriting.gate.result import Effect, GateResult, JudgedUse, Rule
from inwriting.gate.rules import FILE_NOT_UNDERSTOOD
from inwriting.output.gate.github import worth_a_note
from inwriting.output.gate.matters import Matter, matters, rules
from inwriting.output.gate.words import (
    alternative,
    answer,
    clause,
    counts,
    declared,
    looked_at,
    notes,
    register_used,
    seen,
    signs_here,
    suppressed,
    title,
    told,
    unsigned,
)
from inwriting.output.json_text import as_json
from inwriting.output.options import Options

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Effect.BLOCKS: "error", Effect.WARNS: "warning", Effect.LISTED: "note"}
_BASE = "%SRCROOT%"
_JUDGED = (ExitCode.CLEAR, ExitCode.BLOCKED)
"""The exit codes of a run that judged everything."""


def render(result: GateResult, options: Options) -> str:
    """Return one run with a result for each thing in the way and each use that deserves a word."""
    known = rules(result)
    indexes = {rule.id: index for index, rule in enumerate(known)}
    found = matters(result)
    baseline = any(item.in_baseline for item in result.judged)
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "inwriting gate",
                "version": __version__,
                "rules": [_rule(rule) for rule in known],
            }
        },
        "invocations": [_invocation(result, found, options)],
        "originalUriBaseIds": {
            _BASE: {"description": {"text": "The top of the repository that was looked at."}}
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_of_matter(item, indexes[item.rule], options) for item in found),
            *(
                _of_use(item, indexes[item.rule], options, baseline=baseline)
                for item in result.judged
                if worth_a_note(item)
            ),
        ],
        "properties": {
            "answer": answer(result),
            "register": register_used(result),
            "unsigned": bool(unsigned(result)),
            "declared": declared(result),
            "counts": counts(result),
            "lookedAt": looked_at(result),
            "read": dict(result.looked.read),
            "passedOver": dict(result.looked.skipped),
        },
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"Why: {rule.why}\nFix: {rule.fix}"},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["inwriting"]},
    }


def _invocation(result: GateResult, found: tuple[Matter, ...], options: Options) -> dict[str, Any]:
    said = [{"level": "warning", "message": {"text": note}} for note in notes(result)]
    return {
        # A result that is not a judgement must not look like a clean run.
        "executionSuccessful": result.exit_code in _JUDGED
        and not any(item.blocks for item in result.looked.unread),
        "exitCode": int(result.exit_code),
        "exitCodeDescription": answer(result),
        "toolConfigurationNotifications": [
            *said,
            *({"level": "error", "message": {"text": str(problem)}} for problem in result.problems),
        ],
        "toolExecutionNotifications": [
            {
                "level": "error" if item.blocks else "warning",
                "message": {"text": told(item.message, item.fix)},
                **_locations(options.shown(item.file) if item.file else "", item.line, 0),
            }
            for item in found
            if item.rule == FILE_NOT_UNDERSTOOD
        ],
    }


def _of_use(item: JudgedUse, index: int, options: Options, *, baseline: bool) -> dict[str, Any]:
    shown = options.shown(item.file)
    parts = [f"{title(item)}: {item.message}", f"Seen: {seen(item)}.", f"Fix: {item.fix}"]
    parts += [f"Instead: {alternative(other)}." for other in item.instead]
    parts += [f"Only if: {condition}" for condition in item.conditions]
    parts += [f"Clause: {clause(cited)}" for cited in item.clauses]
    parts += [f"Suppression: {wish}" for wish in (suppressed(item),) if wish]
    data: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": index,
        "level": _LEVELS[item.effect],
        "message": {"text": "\n".join(parts)},
        **_locations(shown, item.line, item.column),
        "partialFingerprints": {"use/v1": item.fingerprint},
        "properties": {
            "tool": item.use.tool,
            "name": item.use.name,
            "through": item.use.through,
            "role": str(item.use.role),
            "verdict": item.verdict,
            "effect": str(item.effect),
            "offerings": list(item.offerings),
            "page": item.page,
        },
    }
    others = [
        sign
        for sign in signs_here(item)
        if (sign.spot.line, sign.spot.column) != (item.line, item.column)
    ]
    if others:
        data["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": sign.said},
                **_location(options.shown(sign.spot.file), sign.spot.line, sign.spot.column),
            }
            for number, sign in enumerate(others, 1)
        ]
    if item.suppression is not None:
        in_file = not item.suppression.file.endswith(".inwriting.yaml")
        data["suppressions"] = [
            {
                "kind": "inSource" if in_file else "external",
                "status": "accepted" if item.suppression.holds else "rejected",
                "justification": suppressed(item),
                **_first(options.shown(item.suppression.file), item.suppression.line),
            }
        ]
    if baseline:
        data["baselineState"] = "unchanged" if item.in_baseline else "new"
    return data


def _of_matter(item: Matter, index: int, options: Options) -> dict[str, Any]:
    file = "" if not item.file or item.file.startswith("--") else options.shown(item.file)
    return {
        "ruleId": item.rule,
        "ruleIndex": index,
        "level": "error" if item.blocks else "warning",
        "message": {"text": told(item.message, item.fix)},
        **_locations(file, item.line, item.column),
        "partialFingerprints": {"use/v1": item.fingerprint},
    }


def _locations(file: str, line: int, column: int) -> dict[str, Any]:
    return {"locations": [_location(file, line, column)]} if file else {}


def _first(file: str, line: int) -> dict[str, Any]:
    return {"location": _location(file, line, 0)} if file else {}


def _location(file: str, line: int, column: int) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file), "uriBaseId": _BASE}}
    if line:
        physical["region"] = {"startLine": line, "startColumn": max(1, column)}
    return {"physicalLocation": physical}


def _uri(file: str) -> str:
    try:
        # The bytes of a name that is no UTF-8, as they lie on the disk.
        return quote(file.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return quote(file.encode("utf-8", "surrogatepass"))

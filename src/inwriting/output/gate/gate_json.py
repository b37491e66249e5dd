"""JSON, versioned: everything that the gate can say. Its schema is schemas/gate.schema.json."""

from typing import Any

from inwriting import __version__
from inwriting.gate.result import GateResult, JudgedUse, Suppression
from inwriting.gate.words import answer, notes, unsigned
from inwriting.output.gate.matters import matters, rules
from inwriting.output.gate.words import signs_here
from inwriting.output.json_text import as_json
from inwriting.output.options import Options
from inwriting.output.result import Result, Severity

FORMAT = 1
"""The version of the format. It rises when a reader of an older one would go wrong."""


def render(result: GateResult, options: Options) -> str:
    """Return *result* as JSON in ASCII, so that no text in it can change how it is read."""
    return as_json(data(result, options))


def data(result: GateResult, options: Options) -> dict[str, Any]:
    """Return *result* as plain data."""
    register, said, looked = result.register, result.declared, result.looked
    return {
        "format": FORMAT,
        "tool": {"name": "inwriting", "version": __version__},
        "result": {
            "exit-code": int(result.exit_code),
            "name": result.exit_code.name.lower(),
            "words": answer(result),
        },
        "today": result.today,
        "notes": list(notes(result)),
        "register": None
        if register is None
        else {
            "source": register.source,
            "firm": register.firm,
            "commit": register.commit,
            "judged-on": register.judged_on,
            "age": register.age,
            "signed-by": register.signed_by,
            "unsigned": bool(unsigned(result)),
            "unsigned-allowed": register.unsigned_allowed,
            "sha256": register.digest,
            "signers": register.signers,
            "signers-in-repository": register.signers_in_repository,
            "fixed-clock": register.fixed_clock,
        },
        "declared": None
        if said is None
        else {
            "data-class": said.data_class,
            "team": said.team,
            "region": said.region,
            "clients": list(said.clients),
            "from-file": said.from_file,
            "offerings": {tool: list(names) for tool, names in said.offerings},
        },
        "looked": {
            "files": looked.files,
            "bytes": looked.size,
            "listed-by": looked.listed_by,
            "read": dict(looked.read),
            "skipped": dict(looked.skipped),
        },
        "matters": [_matter(item, options) for item in matters(result)],
        "uses": [_use(item, options) for item in result.judged],
        "hints": [_use(item, options) for item in result.hints],
        "suppressions": [_suppression(item, options) for item in result.suppressions],
        "baseline": result.baseline,
        "gone-from-baseline": list(result.gone_from_baseline),
        "rules": [
            {"id": rule.id, "title": rule.title, "why": rule.why, "fix": rule.fix}
            for rule in rules(result)
        ],
    }


def _matter(item: Result, options: Options) -> dict[str, Any]:
    return {
        "id": item.fingerprint,
        "rule": item.rule,
        "blocks": item.level is Severity.ERROR,
        "file": options.shown(item.place.file),
        "line": item.place.line,
        "column": item.place.column,
        "message": item.message,
        "fix": item.fix,
    }


def _use(item: JudgedUse, options: Options) -> dict[str, Any]:
    return {
        "id": item.fingerprint,
        "tool": item.use.tool,
        "name": item.use.name,
        "through": item.use.through,
        "role": str(item.use.role),
        "strength": item.use.strength.name.lower(),
        "data-path": str(item.use.data_path),
        "undetermined": item.use.undetermined,
        "file": options.shown(item.file),
        "line": item.line,
        "column": item.column,
        "rule": item.rule,
        "verdict": item.verdict,
        "effect": str(item.effect),
        "message": item.message,
        "fix": item.fix,
        "offerings": list(item.offerings),
        "conditions": list(item.conditions),
        "clauses": [
            {"document": cited.document, "clause": cited.clause, "link": cited.link}
            for cited in item.clauses
        ],
        "page": item.page,
        "instead": [
            {
                "name": other.name,
                "offering": other.offering,
                "page": other.page,
                "conditional": other.conditional,
            }
            for other in item.instead
        ],
        "suppression": None
        if item.suppression is None
        else _suppression(item.suppression, options),
        "in-baseline": item.in_baseline,
        "cannot-know": list(item.cannot_know),
        "signs": [
            {
                "kind": str(sign.kind),
                "value": sign.value,
                "strength": sign.strength.name.lower(),
                "said": sign.said,
                "file": options.shown(sign.spot.file),
                "line": sign.spot.line,
                "column": sign.spot.column,
            }
            for sign in signs_here(item)
        ],
    }


def _suppression(item: Suppression, options: Options) -> dict[str, Any]:
    return {
        "tool": item.tool,
        "path": item.path,
        "until": item.until,
        "exception": item.exception,
        "reason": item.reason,
        "file": options.shown(item.file),
        "line": item.line,
        "holds": item.holds,
        "why-not": item.why_not,
        "rule": item.rule,
        "fix": item.fix,
        "effect": str(item.effect),
    }

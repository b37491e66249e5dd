"""CycloneDX 1.6: the AI services that data go to, and the packages and images that send them.

A bill of materials has no verdict of its own, so properties that begin with ``inwriting:`` carry
it, and ``compositions`` says that the bill is incomplete where not everything was read or judged.
"""

import datetime
import json
import uuid
from typing import Any

from cyclonedx.model import DataClassification, DataFlow, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.service import Service
from cyclonedx.output.json import JsonV1Dot6
from rfc3986_validator import validate_rfc3986

from inwriting import __version__
from inwriting.exit_codes import ExitCode
from inwriting.gate.footprints import DataPath, Kind
from inwriting.gate.result import Effect, GateResult, JudgedUse
from inwriting.gate.uses import UseRole
from inwriting.gate.words import answer, notes, register_used
from inwriting.output.gate.bill_components import components
from inwriting.output.gate.bill_references import reference
from inwriting.output.gate.matters import matters
from inwriting.output.gate.report import GateReport
from inwriting.output.gate.words import declared, looked_at
from inwriting.output.json_text import as_json
from inwriting.output.options import Options
from inwriting.output.result import Severity
from inwriting.output.safe import one_line

_ROOT = "this-repository"
_WORST_FIRST = ("refused", "unregistered", "undetermined", "paused", "conditional", "allowed")
_EFFECTS = (Effect.BLOCKS, Effect.WARNS, Effect.LISTED)
_NOWHERE = frozenset({UseRole.LOCAL, UseRole.TRANSITIVE})
"""Roles in which the repository itself sends nothing away."""


def render(report: GateReport, options: Options) -> str:
    """Return the bill of materials; its serial number follows from its content."""
    result = report.result
    root = Component(name="repository", type=ComponentType.APPLICATION, bom_ref=_ROOT)
    services = _services(result, options)
    parts = components(result.judged, options)
    bom = Bom(components=parts, services=services.values())
    bom.metadata.component = root
    bom.metadata.timestamp = _timestamp(result)
    bom.metadata.tools.components.add(
        Component(name="inwriting", version=__version__, type=ComponentType.APPLICATION)
    )
    for name, value in _about(result):
        bom.metadata.properties.add(_property(name, value))
    first = [service for (_, through), service in services.items() if not through]
    bom.register_dependency(root, [*first, *parts])
    for (_, through), service in services.items():
        if through:
            # A hop that was not seen by itself hangs below the repository.
            before = services.get((through, ""), root)
            bom.register_dependency(before, [service])
    data: dict[str, Any] = json.loads(JsonV1Dot6(bom).output_as_string())
    for part in data.get("components", ()):
        # The library orders them by an id that is new in each run.
        part["evidence"]["occurrences"].sort(key=lambda place: (place["location"], place["line"]))
    data["compositions"] = [{"aggregate": _aggregate(result), "assemblies": [_ROOT]}]
    del data["serialNumber"]
    named = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(data, sort_keys=True))
    return as_json({"serialNumber": f"urn:uuid:{named}", **data})


def _services(result: GateResult, options: Options) -> dict[tuple[str, str], Service]:
    """Return a service for each tool, and for each hop before it, that data go to."""
    groups: dict[tuple[str, str], list[JudgedUse]] = {}
    for item in result.judged:
        if item.use.role not in _NOWHERE and item.use.data_path is not DataPath.LOCAL:
            groups.setdefault((item.use.tool, item.use.through), []).append(item)
    sent = result.declared.data_class if result.declared else "unknown"
    return {key: _service(key, groups[key], sent, options) for key in sorted(groups)}


def _service(key: tuple[str, str], items: list[JudgedUse], sent: str, options: Options) -> Service:
    tool, through = key
    facts = {
        ("tool", tool),
        ("through", through),
        ("verdict", min((item.verdict for item in items), key=_rank)),
        ("effect", min((item.effect for item in items), key=_EFFECTS.index)),
        ("undetermined", "yes" if any(item.use.undetermined for item in items) else ""),
        *(("role", str(item.use.role)) for item in items),
        *(("rule", item.rule) for item in items),
        *(("offering", name) for item in items for name in item.offerings),
        *(("condition", condition) for item in items for condition in item.conditions),
        *(("found-at", f"{options.shown(item.file)}:{item.line}") for item in items),
        *(("page", item.page) for item in items),
    }
    hosts = {
        sign.value
        for item in items
        for sign in item.use.signs
        if sign.kind in {Kind.HOST, Kind.MCP_ADDRESS}
        and validate_rfc3986(sign.value, rule="URI_reference")
    }
    return Service(
        bom_ref=reference("service:", tool, *([through] if through else [])),
        name=one_line(items[0].use.name),
        # Prompts go out, answers come in.
        data=[DataClassification(flow=DataFlow.BI_DIRECTIONAL, classification=one_line(sent))],
        x_trust_boundary=True,
        endpoints=[XsUri(host) for host in sorted(hosts)],
        properties=[_property(name, value) for name, value in sorted(facts) if value],
    )


def _about(result: GateResult) -> list[tuple[str, str]]:
    register = result.register
    facts = [
        ("answer", answer(result)),
        ("exit-code", str(int(result.exit_code))),
        ("register", register_used(result)),
        ("register-sha256", register.digest if register else ""),
        *(("note", note) for note in notes(result)),
        ("declared", declared(result)),
        ("looked-at", looked_at(result)),
        *(
            ("stands-in-the-way", item.message)
            for item in matters(result)
            if item.level is Severity.ERROR
        ),
        *(
            ("not-read", f"{item.file}:{item.line}" if item.line else item.file)
            for item in result.looked.unread
        ),
    ]
    return [(name, value) for name, value in facts if value]


def _aggregate(result: GateResult) -> str:
    whole = result.exit_code in {ExitCode.CLEAR, ExitCode.BLOCKED} and not result.looked.unread
    # Files tell of what a repository sends itself, and not of what its packages send.
    return "incomplete_first_party_only" if whole else "incomplete"


def _timestamp(result: GateResult) -> datetime.datetime:
    """Return midnight of the register's day, so that the same input gives the same bytes."""
    day = (result.register.judged_on if result.register else "") or result.today
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        date = datetime.date(1970, 1, 1)
    return datetime.datetime.combine(date, datetime.time(), datetime.UTC)


def _rank(verdict: str) -> int:
    # A verdict that is not known here is none to rely on.
    return _WORST_FIRST.index(verdict) if verdict in _WORST_FIRST else 0


def _property(name: str, value: str) -> Property:
    return Property(name=f"inwriting:{name}", value=one_line(value))

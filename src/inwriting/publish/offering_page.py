"""What the pages of a vendor and of an offering show, picked out of register.json's data.

Nothing is decided here: what was decided is sorted and put beside what it is about.
"""

from typing import Any

from inwriting.publish.alternatives import Alternatives
from inwriting.publish.chain_picture import chain_picture
from inwriting.publish.changes_page import MISSING, rows
from inwriting.publish.contradictions import contradiction, found_by_checks
from inwriting.publish.escape import Markdown, ident
from inwriting.publish.flow_picture import STAGES, flow, flow_picture
from inwriting.publish.matrix_picture import matrix, matrix_picture
from inwriting.publish.offering_answers import (
    anchors,
    answers,
    documents,
    statement,
)
from inwriting.publish.offering_findings import accepted, cited, findings_of, grouped, narrowed
from inwriting.publish.runbook import runbook
from inwriting.publish.sentence import answer

MOST_GROUPS = 3
"""How many questions' findings stand open; those on the others unfold."""


def vendor_context(vendor: dict[str, Any]) -> dict[str, Any]:
    """Return what the vendor's page shows."""
    return {
        "vendor": vendor,
        "approvals": vendor["approvals"],
        "silences": vendor["silences"],
        "subprocessors": vendor["subprocessors"],
        "contradictions": [contradiction(vendor, item) for item in vendor["contradictions"]],
        "found": [],
        "chain_picture": Markdown(""),
        **documents(vendor),
    }


class OfferingContexts:
    """What the page of any offering of one register shows."""

    def __init__(self, register: dict[str, Any], history: dict[str, Any]) -> None:
        """Sort the changes by offering; *history* is what history.json holds."""
        self._register = register
        self._missing = MISSING.get(history["missing"], "")
        self._alternatives = Alternatives(register)
        self._changes: dict[str, list[dict[str, Any]]] = {}
        for item in history["changes"]:
            self._changes.setdefault(item["offering"], []).append(item)

    def of(self, vendor: dict[str, Any], offering: dict[str, Any]) -> dict[str, Any]:
        """Return what the page of *offering* shows."""
        return {
            **_offering_context(self._register, vendor, offering),
            "instead": self._alternatives.to(offering),
            "moves": _moves(self._changes.get(offering["reference"], [])),
            "missing": self._missing,
        }


def _offering_context(
    register: dict[str, Any], vendor: dict[str, Any], offering: dict[str, Any]
) -> dict[str, Any]:
    statements = {item["id"]: item for item in vendor["statements"]}
    reasons = grouped(register, findings_of(register, offering, "reasons"))
    clauses = anchors(_only(vendor, offering))
    other = narrowed(register, offering)
    return {
        "vendor": vendor,
        "offering": offering,
        "sentence": answer(register, offering, clauses).markdown,
        "ask": Markdown(f"../../ask.html#offering={_address(offering['reference'])}"),
        "reasons": reasons[:MOST_GROUPS],
        "more_reasons": reasons[MOST_GROUPS:],
        "anchors": clauses,
        "cited": cited,
        "conditions": findings_of(register, offering, "conditions"),
        "warnings": findings_of(register, offering, "warnings"),
        "accepted": accepted(register, offering),
        "narrowed": [
            {"folded": folded, "rows": [row for row in other if folded is not bool(row["kind"])]}
            for folded in (False, True)
        ],
        "others": _others(other),
        **_pictures(register, vendor, offering),
        "answers": list(answers(vendor, offering, statements)),
        "statements": _statements(register, vendor, offering),
        "approvals": _approvals(vendor, offering) if offering["use"] else [],
        **{part: _of(vendor, offering, part) for part in ("silences", "subprocessors")},
        "contradictions": [
            contradiction(vendor, item, offering)
            for item in _of(vendor, offering, "contradictions")
        ],
        "found": list(found_by_checks(register, vendor, offering)),
        "runbook": runbook(register, vendor, offering),
        **documents(vendor),
    }


def _others(found: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """Return for which teams, clients and regions another answer holds, by kind."""
    kinds: dict[str, list[str]] = {}
    for row in found:
        if row["kind"]:
            kinds.setdefault(row["kind"], []).extend(row["names"])
    return list(kinds.items())


def _pictures(
    register: dict[str, Any], vendor: dict[str, Any], offering: dict[str, Any]
) -> dict[str, Any]:
    cells, way = matrix(register, offering), flow(register, vendor, offering)
    return {
        "matrix": cells,
        "matrix_picture": matrix_picture(cells, offering["name"]),
        "flow": way,
        "stages": [title for _, title in STAGES],
        "flow_picture": flow_picture(way, offering["name"]),
        "chain_picture": chain_picture(register, offering),
    }


def _only(vendor: dict[str, Any], offering: dict[str, Any]) -> dict[str, Any]:
    """Return *vendor* with the statements that the page of *offering* shows."""
    return vendor | {"statements": _of(vendor, offering, "statements")}


def _of(vendor: dict[str, Any], offering: dict[str, Any], part: str) -> list[dict[str, Any]]:
    return [item for item in vendor[part] if offering["id"] in item["offerings"]]


def _statements(
    register: dict[str, Any], vendor: dict[str, Any], offering: dict[str, Any]
) -> list[dict[str, Any]]:
    order = [item["id"] for item in register["questions"]]
    found = sorted(
        _of(vendor, offering, "statements"), key=lambda item: order.index(item["question"])
    )
    return [statement(vendor, item) for item in found]


def _approvals(vendor: dict[str, Any], offering: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        item
        for item in vendor["approvals"]
        if not item["offerings"] or offering["id"] in item["offerings"]
    ]


def _moves(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the *changes* of one offering, the newest first, those of a commit together."""
    commits: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for item in changes:
        commits.setdefault((item["commit"], item["at"]), []).append(item)
    return [row for items in commits.values() for row in rows(items)]


def _address(reference: str) -> str:
    vendor, _, offering = reference.partition("/")
    return f"{ident(vendor)}/{ident(offering)}"

"""What the pages of a vendor and of an offering show, picked out of register.json's data.

Nothing is decided here: what was decided is sorted and put beside what it is about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inwriting.publish.alternatives import AlternativesLookup
from inwriting.publish.chain_picture import chain_picture
from inwriting.publish.changes_page import MISSING, ChangeRow, rows
from inwriting.publish.contradictions import contradiction, found_by_checks
from inwriting.publish.escape import Markdown, ident
from inwriting.publish.flow_picture import STAGES, flow, flow_picture
from inwriting.publish.matrix_picture import matrix, matrix_picture
from inwriting.publish.offering_answers import (
    StatementRow,
    anchors,
    answer_rows,
    archives,
    document_titles,
    statement_row,
)
from inwriting.publish.offering_findings import (
    NarrowedRow,
    accepted,
    cited,
    conditions_of,
    grouped,
    narrowed,
    reasons_of,
    warnings_of,
)
from inwriting.publish.published.history import PublishedChange, PublishedHistory
from inwriting.publish.published.offering import PublishedOffering
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.published.vendor import (
    PublishedApproval,
    PublishedStatement,
    PublishedVendor,
)
from inwriting.publish.runbook import runbook
from inwriting.publish.sentence import answer

MOST_GROUPS = 3
"""How many questions' findings stand open; those on the others unfold."""


@dataclass(frozen=True, slots=True)
class NarrowedRows:
    """The rows of those for whom another answer holds, in one table."""

    folded: bool
    """Whether they stand folded: they hold where several things come together."""
    rows: Sequence[NarrowedRow]


def vendor_context(vendor: PublishedVendor) -> dict[str, object]:
    """Return what the vendor's page shows."""
    return {
        "vendor": vendor,
        "approvals": vendor.approvals,
        "silences": vendor.silences,
        "subprocessors": vendor.subprocessors,
        "contradictions": [contradiction(vendor, item) for item in vendor.contradictions],
        "found": [],
        "chain_picture": Markdown(""),
        "titles": document_titles(vendor),
        "archived": archives(vendor),
    }


class OfferingContexts:
    """What the page of any offering of one register shows."""

    def __init__(self, register: PublishedRegister, history: PublishedHistory) -> None:
        """Sort the changes by offering; *history* is what history.json holds."""
        self._register = register
        self._missing = MISSING.get(history.missing, "")
        self._alternatives = AlternativesLookup(register)
        self._changes: dict[str, list[PublishedChange]] = {}
        for item in history.changes:
            self._changes.setdefault(item.offering, []).append(item)

    def of(self, vendor: PublishedVendor, offering: PublishedOffering) -> dict[str, object]:
        """Return what the page of *offering* shows."""
        return {
            **_offering_context(self._register, vendor, offering),
            "instead": self._alternatives.to(offering),
            "moves": _moves(self._changes.get(offering.reference, [])),
            "missing": self._missing,
        }


def _offering_context(
    register: PublishedRegister, vendor: PublishedVendor, offering: PublishedOffering
) -> dict[str, object]:
    statements = {item.id: item for item in vendor.statements}
    own = [item for item in vendor.statements if offering.id in item.offerings]
    reasons = grouped(register, reasons_of(register, offering))
    clauses = anchors(vendor, own)
    other = narrowed(register, offering)
    return {
        "vendor": vendor,
        "offering": offering,
        "sentence": answer(register, offering, clauses).markdown,
        "ask": Markdown(f"../../ask.html#offering={_address(offering.reference)}"),
        "reasons": reasons[:MOST_GROUPS],
        "more_reasons": reasons[MOST_GROUPS:],
        "anchors": clauses,
        "cited": cited,
        "conditions": conditions_of(register, offering),
        "warnings": warnings_of(register, offering),
        "accepted": accepted(register, offering),
        "narrowed": [
            NarrowedRows(folded, [row for row in other if folded is not bool(row.kind)])
            for folded in (False, True)
        ],
        "others": _others(other),
        **_pictures(register, vendor, offering),
        "answers": list(answer_rows(vendor, offering, statements)),
        "statements": _in_order(register, vendor, own),
        "approvals": _approvals(vendor, offering) if offering.use else [],
        "silences": [item for item in vendor.silences if offering.id in item.offerings],
        "subprocessors": [item for item in vendor.subprocessors if offering.id in item.offerings],
        "contradictions": [
            contradiction(vendor, item, offering)
            for item in vendor.contradictions
            if offering.id in item.offerings
        ],
        "found": list(found_by_checks(register, vendor, offering)),
        "runbook": runbook(register, vendor, offering),
        "titles": document_titles(vendor),
        "archived": archives(vendor),
    }


def _others(found: Iterable[NarrowedRow]) -> list[tuple[str, list[str]]]:
    """Return for which teams, clients and regions another answer holds, by kind."""
    kinds: dict[str, list[str]] = {}
    for row in found:
        if row.kind:
            kinds.setdefault(row.kind, []).extend(row.names)
    return list(kinds.items())


def _pictures(
    register: PublishedRegister, vendor: PublishedVendor, offering: PublishedOffering
) -> dict[str, object]:
    cells, way = matrix(register, offering), flow(register, vendor, offering)
    return {
        "matrix": cells,
        "matrix_picture": matrix_picture(cells, offering.name),
        "flow": way,
        "stages": [title for _, title in STAGES],
        "flow_picture": flow_picture(way, offering.name),
        "chain_picture": chain_picture(register, offering),
    }


def _in_order(
    register: PublishedRegister, vendor: PublishedVendor, statements: Iterable[PublishedStatement]
) -> list[StatementRow]:
    """Return *statements* in the order of their questions."""
    order = [item.id for item in register.questions]
    found = sorted(statements, key=lambda item: order.index(item.question))
    return [statement_row(vendor, item) for item in found]


def _approvals(vendor: PublishedVendor, offering: PublishedOffering) -> list[PublishedApproval]:
    return [
        item for item in vendor.approvals if not item.offerings or offering.id in item.offerings
    ]


def _moves(changes: Iterable[PublishedChange]) -> list[ChangeRow]:
    """Return the *changes* of one offering, the newest first, those of a commit together."""
    commits: dict[tuple[str, str], list[PublishedChange]] = {}
    for item in changes:
        commits.setdefault((item.commit, item.at), []).append(item)
    return [row for items in commits.values() for row in rows(items)]


def _address(reference: str) -> str:
    vendor, _, offering = reference.partition("/")
    return f"{ident(vendor)}/{ident(offering)}"

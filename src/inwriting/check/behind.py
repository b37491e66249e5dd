"""The companies behind a vendor: what they do with the data, and where that is written."""

from inwriting.model.answers import Cell
from inwriting.model.dossier import Subprocessor
from inwriting.model.questions import Standing
from inwriting.model.register import Offering, Register

Kept = tuple[int, str]
"""How long data is kept, in hours and in words."""


def entry_clause(offering: Offering, entry: Subprocessor) -> str:
    """Return document and clause that name a subprocessor, as people cite them."""
    document = offering.dossier.documents.get(entry.document_id)
    return f"{document.title if document else entry.document_id}, {entry.clause}"


def kept(cell: Cell) -> Kept | None:
    """Return for how long the vendor keeps the data of *cell*; None where no number is promised."""
    statement = cell.statement
    if statement is None or statement.says.standing is not Standing.PROTECTS:
        return None
    if statement.period:
        return statement.period.hours, str(statement.period)
    return (0, "no time") if statement.says.id == "none" else None


def kept_behind(register: Register, entry: Subprocessor, data: str) -> Kept | None:
    """Return for how long the subprocessor keeps *data*: by its entry or its own terms."""
    if entry.data and data not in entry.data:
        return None
    found = [(entry.retention.hours, str(entry.retention))] if entry.retention else []
    offering = register.offering(entry.offering)
    for cell in offering.answers["retention"].cells if offering else ():
        period = cell.statement.period if cell.statement else None
        if cell.data == data and period:
            found.append((period.hours, str(period)))
    return max(found, default=None)

"""The days on which something of the register runs out."""

import datetime
from dataclasses import dataclass, field

from inwriting.register.model.basics import Person
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Register, Vendor


@dataclass(frozen=True, order=True, slots=True)
class RegisterDeadline:
    """One day, and what happens on it."""

    on: datetime.date
    kind: str
    """review, document-ends, document-begins or exception-expires."""
    vendor: str
    """The vendor's id."""
    offering: str
    """The offering's reference; empty when it concerns the whole vendor."""
    what: str
    """The id of the document or the exception."""
    name: str
    """The document's title or the exception's reason."""
    owner: Person = field(compare=False)
    """Who sees to it: the owner of the dossier, or of the exception."""


def deadlines(register: Register) -> tuple[RegisterDeadline, ...]:
    """Return every deadline of *register*, the earliest first."""
    found = [item for vendor in register.vendors for item in _of(vendor, register.policy)]
    return tuple(sorted(found))


def next_review(vendor: Vendor, policy: Policy) -> datetime.date | None:
    """Return the first day on which a document of *vendor* is too old to count, or None."""
    days = [item.on for item in _of(vendor, policy) if item.kind == "review"]
    return min(days, default=None)


def _of(vendor: Vendor, policy: Policy) -> list[RegisterDeadline]:
    found = []
    owner = vendor.dossier.owner
    for document in vendor.dossier.documents.values():
        named = (vendor.id, "", document.id, document.title)
        age = policy.maximum_age.get(document.kind)
        if age is not None:
            day = document.checked + datetime.timedelta(days=age)
            found.append(RegisterDeadline(day, "review", *named, owner))
        if document.ends:
            found.append(RegisterDeadline(document.ends, "document-ends", *named, owner))
        if document.effective and document.effective > document.checked:
            found.append(RegisterDeadline(document.effective, "document-begins", *named, owner))
    for item in vendor.use.exemptions if vendor.use else ():
        reference = f"{vendor.id}/{item.offering}"
        found.append(
            RegisterDeadline(
                item.expires,
                "exception-expires",
                vendor.id,
                reference,
                item.id,
                item.reason,
                item.owner,
            )
        )
    return found

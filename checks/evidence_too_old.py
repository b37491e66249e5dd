"""A document that nobody has looked at for too long."""

from collections.abc import Iterator

from inwriting.check import (
    Document,
    Effect,
    Finding,
    Offering,
    Register,
    Risk,
    Vendor,
    check,
    cited_in_force,
    days_left,
    distinct,
    documents_where,
)


@check(group="evidence", effect=Effect.PAUSE, risks=(Risk.GOVERNANCE, Risk.CONTRACT))
def evidence_too_old(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """Nobody has checked for too long that the document is still the same.

    Why: vendors change their terms without telling; what nobody has looked at may have changed.
    Fix: compare the document with its source today; if it is unchanged write the day under checked,
    else capture the new text and go through the statements that cite it.
    """
    old = documents_where(vendor, lambda document: _is_old(document, register))
    if old:
        yield from distinct(vendor, lambda offering: _found(offering, register, old))


def _is_old(document: Document, register: Register) -> bool:
    record = document.kind == "configuration-record"
    return not record and days_left(document, register.policy, register.today) < 0


def _found(offering: Offering, register: Register, old: frozenset[str]) -> Iterator[Finding]:
    policy, today = register.policy, register.today
    for document, data_class, effect in cited_in_force(offering, policy, old):
        yield Finding(
            f"{document.title} was last checked on {document.checked}, "
            f"{(today - document.checked).days} days ago; the policy accepts "
            f"{policy.maximum_age[document.kind]} days for its kind "
            f"({document.kind.replace('-', ' ')}).",
            at=document.at("dates", "checked"),
            data_class=data_class,
            effect=effect,
        )

"""A document that no longer holds."""

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
    cited,
    distinct,
    documents_where,
)


@check(group="evidence", effect=Effect.PAUSE, risks=(Risk.CONTRACT, Risk.GOVERNANCE))
def contract_ended(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """The contract or document has ended.

    Why: after its end a document promises nothing, so what it says no longer counts.
    Fix: cite the document that took its place, or renew it; then remove the statements of the
    old one.
    """
    ended = documents_where(vendor, lambda document: _is_over(document, register))
    if ended:
        yield from distinct(vendor, lambda offering: _found(offering, register, ended))


def _is_over(document: Document, register: Register) -> bool:
    return document.ends is not None and document.ends < register.today


def _found(offering: Offering, register: Register, ended: frozenset[str]) -> Iterator[Finding]:
    for document, data_class, effect in cited(offering, register.policy, ended):
        yield Finding(
            f"{document.title} ended on {document.ends}; today is {register.today}, and "
            "statements still cite it.",
            at=document.at("dates", "ends"),
            data_class=data_class,
            effect=effect,
        )

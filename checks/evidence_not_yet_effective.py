"""A document that does not hold yet."""

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
def evidence_not_yet_effective(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """The document is not yet effective.

    Why: until the day on which it takes effect, what it says is a promise for later and no answer.
    Fix: wait for the day, or cite the document that holds until then.
    """
    later = documents_where(vendor, lambda document: _is_later(document, register))
    if later:
        yield from distinct(vendor, lambda offering: _found(offering, register, later))


def _is_later(document: Document, register: Register) -> bool:
    return document.effective is not None and document.effective > register.today


def _found(offering: Offering, register: Register, later: frozenset[str]) -> Iterator[Finding]:
    for document, data_class, effect in cited(offering, register.policy, later):
        yield Finding(
            f"{document.title} takes effect on {document.effective}; today is {register.today}, "
            "and statements already cite it.",
            at=document.at("dates", "effective"),
            data_class=data_class,
            effect=effect,
        )

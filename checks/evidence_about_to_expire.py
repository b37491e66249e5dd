"""A document whose time is nearly up."""

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
    counted,
    days_left,
    distinct,
    documents_where,
)


@check(group="evidence", effect=Effect.WARNING, risks=(Risk.GOVERNANCE,))
def evidence_about_to_expire(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """The document will soon be too old, or at its end.

    Why: on that day the offering is paused, and people who rely on it have to stop.
    Fix: check the document again, make a new record of the settings, or renew the contract.
    """
    soon = documents_where(
        vendor, lambda item: 0 <= min(_days(item, register)) <= register.policy.evidence_warn
    )
    if soon:
        yield from distinct(vendor, lambda offering: _found(offering, register, soon))


def _days(document: Document, register: Register) -> tuple[int, int]:
    """Return the days until the document is too old, and until it ends."""
    age = days_left(document, register.policy, register.today)
    return age, (document.ends - register.today).days if document.ends else age


def _found(offering: Offering, register: Register, soon: frozenset[str]) -> Iterator[Finding]:
    for document, data_class, _ in cited_in_force(offering, register.policy, soon):
        age, end = _days(document, register)
        record = document.kind == "configuration-record"
        why = "a new record is needed" if record else "it must have been checked again"
        why = "it ends" if end < age else why
        yield Finding(
            f"{document.title} counts for {counted(min(age, end), 'more day')}; then {why}.",
            at=document.at("dates"),
            data_class=data_class,
        )

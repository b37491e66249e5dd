"""A record of our settings that was made too long ago."""

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


@check(group="evidence", effect=Effect.PAUSE, risks=(Risk.CONFIDENTIALITY, Risk.GOVERNANCE))
def configuration_record_out_of_date(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """The record of our settings is too old.

    Why: a setting can be changed in a second, by us or by the vendor; an old record proves only how
    it was.
    Fix: export the configuration again, replace the record with its new date, and cite it.
    """
    old = documents_where(vendor, lambda document: _is_old(document, register))
    if old:
        yield from distinct(vendor, lambda offering: _found(offering, register, old))


def _is_old(document: Document, register: Register) -> bool:
    record = document.kind == "configuration-record"
    return record and days_left(document, register.policy, register.today) < 0


def _found(offering: Offering, register: Register, old: frozenset[str]) -> Iterator[Finding]:
    policy, today = register.policy, register.today
    for document, data_class, effect in cited_in_force(offering, policy, old):
        yield Finding(
            f"{document.title} shows our settings of {document.observed}, "
            f"{(today - document.observed).days} days ago; the policy accepts "
            f"{policy.maximum_age[document.kind]} days.",
            at=document.at("dates", "observed"),
            data_class=data_class,
            effect=effect,
        )

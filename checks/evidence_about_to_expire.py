"""A document whose time is nearly up."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Register,
    Risk,
    Vendor,
    check,
    counted,
    days_left,
    once,
    resting,
)


@check(group="evidence", effect=Effect.WARNING, risks=(Risk.GOVERNANCE,))
def evidence_about_to_expire(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """The document will soon be too old, or at its end.

    Why: on that day the offering is paused, and people who rely on it have to stop.
    Fix: check the document again, make a new record of the settings, or renew the contract.
    """
    yield from once(vendor, lambda offering: _found(offering, register))


def _found(offering: Offering, register: Register) -> Iterator[Finding]:
    policy, today = register.policy, register.today
    for document, data_class, _ in resting(offering, policy):
        age = days_left(document, policy, today)
        end = (document.ends - today).days if document.ends else age
        left = min(age, end)
        if 0 <= left <= policy.evidence_warn:
            record = document.kind == "configuration-record"
            why = "a new record is needed" if record else "it must have been checked again"
            why = "it ends" if end < age else why
            yield Finding(
                f"{document.title} counts for {counted(left, 'more day')}; then {why}.",
                at=document.at("dates"),
                data_class=data_class,
            )

"""A document that nobody has looked at for too long."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Register,
    Risk,
    Vendor,
    check,
    days_left,
    once,
    resting,
)


@check(group="evidence", effect=Effect.PAUSE, risks=(Risk.GOVERNANCE, Risk.CONTRACT))
def evidence_too_old(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """Nobody has checked for too long that the document is still the same.

    Why: vendors change their terms without telling; what nobody has looked at may have changed.
    Fix: compare the document with its source today; if it is unchanged write the day under checked,
    else capture the new text and go through the statements that cite it.
    """
    yield from once(vendor, lambda offering: _found(offering, register))


def _found(offering: Offering, register: Register) -> Iterator[Finding]:
    policy, today = register.policy, register.today
    for document, data_class, effect in resting(offering, policy):
        left = days_left(document, policy, today)
        if document.kind != "configuration-record" and left < 0:
            yield Finding(
                f"{document.title} was last checked on {document.checked}, "
                f"{(today - document.checked).days} days ago; the policy accepts "
                f"{policy.maximum_age[document.kind]} days for its kind "
                f"({document.kind.replace('-', ' ')}).",
                at=document.at("dates", "checked"),
                data_class=data_class,
                effect=effect,
            )

"""A document that no longer holds."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Register, Risk, Vendor, check, cited, once


@check(group="evidence", effect=Effect.PAUSE, risks=(Risk.CONTRACT, Risk.GOVERNANCE))
def contract_ended(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """The contract or document has ended.

    Why: after its end a document promises nothing, so what it says is no answer any more.
    Fix: cite the document that took its place, or renew it; then remove the statements of the
    old one.
    """
    yield from once(vendor, lambda offering: _found(offering, register))


def _found(offering: Offering, register: Register) -> Iterator[Finding]:
    policy, today = register.policy, register.today
    for document, data_class, effect in cited(offering, policy):
        if document.ends is not None and document.ends < today:
            yield Finding(
                f"{document.title} ended on {document.ends}; today is {today}, and statements "
                "still cite it.",
                at=document.at("dates", "ends"),
                data_class=data_class,
                effect=effect,
            )

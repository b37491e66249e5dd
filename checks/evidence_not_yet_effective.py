"""A document that does not hold yet."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Register, Risk, Vendor, check, cited, once


@check(group="evidence", effect=Effect.PAUSE, risks=(Risk.CONTRACT, Risk.GOVERNANCE))
def evidence_not_yet_effective(vendor: Vendor, register: Register) -> Iterator[Finding]:
    """The document is not yet effective.

    Why: until the day on which it takes effect, what it says is a promise for later and no answer.
    Fix: wait for the day, or cite the document that holds until then.
    """
    yield from once(vendor, lambda offering: _found(offering, register))


def _found(offering: Offering, register: Register) -> Iterator[Finding]:
    policy, today = register.policy, register.today
    for document, data_class, effect in cited(offering, policy):
        if document.effective is not None and document.effective > today:
            yield Finding(
                f"{document.title} takes effect on {document.effective}; today is {today}, and "
                "statements already cite it.",
                at=document.at("dates", "effective"),
                data_class=data_class,
                effect=effect,
            )

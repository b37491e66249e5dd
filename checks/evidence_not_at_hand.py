"""A document whose text cannot be read here."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    Risk,
    TextState,
    Vendor,
    check,
    cited_in_force,
    distinct,
    documents_where,
)


@check(group="evidence", effect=Effect.PAUSE, risks=(Risk.GOVERNANCE, Risk.CONTRACT))
def evidence_not_at_hand(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """The document's text is not at hand.

    Why: for this class of data the cited words must be looked up today; what cannot be read
    cannot be checked.
    Fix: put the text into the evidence folder that --evidence or INWRITING_EVIDENCE names; it is
    found by its digest.
    """
    elsewhere = documents_where(
        vendor, lambda document: document.text.state is TextState.NOT_AT_HAND
    )
    if elsewhere:
        yield from distinct(vendor, lambda offering: _found(offering, policy, elsewhere))


def _found(offering: Offering, policy: Policy, elsewhere: frozenset[str]) -> Iterator[Finding]:
    needing = next((item for item in policy.classes if item.needs_evidence_at_hand), None)
    for document, touched, _ in cited_in_force(offering, policy, elsewhere):
        # What decides nothing that any class demands need not be at hand.
        if needing and touched:
            yield Finding(
                f"The text of {document.title} is not at hand, so what it is cited for cannot be "
                f"looked up; {needing.name} needs that.",
                at=document.at("source"),
                data_class=needing.id,
            )

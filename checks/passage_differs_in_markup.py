"""Cited words that agree only without their markup."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Risk, Vendor, Verification, check, looked_up


@check(group="evidence", effect=Effect.WARNING, risks=(Risk.GOVERNANCE,))
def passage_differs_in_markup(vendor: Vendor) -> Iterator[Finding]:
    """The cited words agree only when markup is dropped.

    Why: the words are the same and a link or an emphasis is not; what is linked may be part of the
    promise.
    Fix: look at the passage, and record it or its quote again.
    """
    for citation, document, _, others in looked_up(vendor, Verification.MARKUP_DIFFERS):
        yield Finding(
            f"The words cited from {document.title}, clause {citation.clause}, are in its text "
            "with other marks or link targets.",
            at=citation.at("clause"),
            clauses=(f"{document.title}, {citation.clause}",),
            also=others,
        )

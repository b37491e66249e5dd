"""A quote that is not in its document."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Risk, Vendor, Verification, check, looked_up


@check(group="evidence", effect=Effect.MERGE, risks=(Risk.CONTRACT, Risk.GOVERNANCE))
def quote_not_in_document(vendor: Vendor) -> Iterator[Finding]:
    """The quoted words are not in their document.

    Why: a quote that is not in its document is not evidence, no matter who wrote it.
    Fix: copy the sentence out of the document word for word, or take the statement back.
    """
    for citation, document, _, others in looked_up(vendor, Verification.MISSING):
        if citation.quote:
            yield Finding(
                f"The words quoted from {document.title}, clause {citation.clause}, are not in "
                "its text.",
                at=citation.at("quote"),
                clauses=(f"{document.title}, {citation.clause}",),
                also=others,
            )

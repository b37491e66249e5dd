"""A passage that is not in its document."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Risk, Vendor, Verification, check, looked_up


@check(group="evidence", effect=Effect.MERGE, risks=(Risk.CONTRACT, Risk.GOVERNANCE))
def passage_not_in_document(vendor: Vendor) -> Iterator[Finding]:
    """The cited passage is not in its document.

    Why: the words that were read are not there, so nobody can find the promise again.
    Fix: find the words in the document and record the passage again, or remove the statement.
    """
    for citation, document, _, others in looked_up(vendor, Verification.MISSING):
        if citation.passage is not None:
            yield Finding(
                f"The passage at {citation.passage.start} to {citation.passage.end} of "
                f"{document.title}, clause {citation.clause}, is not there and nowhere else in it.",
                at=citation.at("passage"),
                clauses=(f"{document.title}, {citation.clause}",),
                also=others,
            )

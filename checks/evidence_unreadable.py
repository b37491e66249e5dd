"""A document whose text is there and cannot be read."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Risk, TextState, Vendor, check


@check(group="evidence", effect=Effect.MERGE, risks=(Risk.CONTRACT, Risk.GOVERNANCE))
def evidence_unreadable(vendor: Vendor) -> Iterator[Finding]:
    """The document cannot be read.

    Why: evidence that nobody can read proves nothing, and a promise must not rest on it.
    Fix: restore the file, or capture the document again as UTF-8 text.
    """
    for document in vendor.dossier.documents.values():
        if document.text.state is TextState.UNREADABLE:
            yield Finding(
                f"The text of {document.title} cannot be read: {document.text.reason}.",
                at=document.at("source"),
            )

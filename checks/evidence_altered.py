"""A document whose text is another one than was recorded."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Risk, TextState, Vendor, check


@check(group="evidence", effect=Effect.MERGE, risks=(Risk.CONTRACT, Risk.GOVERNANCE))
def evidence_altered(vendor: Vendor) -> Iterator[Finding]:
    """The document is not the one that was recorded.

    Why: its text has another digest, so the statements may cite words that are no longer there.
    Fix: restore the captured text; if the new text is right, add it as it is, go through every
    statement that cites it, and have the change signed.
    """
    for document in vendor.dossier.documents.values():
        if document.text.state is TextState.ALTERED:
            yield Finding(
                f"The text of {document.title} was altered: {document.text.reason}.",
                at=document.at("digest"),
            )

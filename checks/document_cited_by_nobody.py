"""A document in the dossier on which nothing rests."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Risk, Vendor, check, cited_anywhere


@check(group="evidence", effect=Effect.WARNING, risks=(Risk.GOVERNANCE,))
def document_cited_by_nobody(vendor: Vendor) -> Iterator[Finding]:
    """Nothing in the dossier cites the document.

    Why: either nobody has read it for what it says against us, or it is there only to look like
    evidence.
    Fix: read it and record its statements, name it under looked-in where it is silent, or remove
    it.
    """
    used = cited_anywhere(vendor.dossier)
    for name, document in vendor.dossier.documents.items():
        if name not in used:
            yield Finding(f"No entry of the dossier cites {document.title}.", at=document.place)

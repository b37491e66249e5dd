"""A document that the dossier does not have."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Risk, Vendor, check, documents_named, unknown


@check(group="consistency", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def unknown_document(vendor: Vendor) -> Iterator[Finding]:
    """A document is cited that the dossier does not have.

    Why: a promise that rests on nothing looks like one that rests on something.
    Fix: correct the name, or add the document under documents.
    """
    for item in unknown(documents_named(vendor), vendor.dossier.documents):
        yield Finding(
            f"The dossier of {vendor.name} has no document {item.name}, which it cites"
            f"{item.times}.{item.near}",
            at=item.places[0],
            also=item.places[1:],
        )

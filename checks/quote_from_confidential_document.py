"""Words of a confidential document, stored in the register."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Place, Risk, Vendor, check, counted


@check(group="evidence", effect=Effect.MERGE, risks=(Risk.CONFIDENTIALITY, Risk.CONTRACT))
def quote_from_confidential_document(vendor: Vendor) -> Iterator[Finding]:
    """A confidential document is quoted word for word.

    Why: the register is published to the firm and stored in Git for ever; a confidential contract
    may be cited there and not copied.
    Fix: cite the place as a passage (range and digests), and take the quote out of the history.
    """
    groups: dict[str, list[Place]] = {}
    for citation in vendor.dossier.citations:
        if citation.document and citation.document.confidential and citation.quote:
            groups.setdefault(citation.document.id, []).append(citation.at("quote"))
    for name, (first, *others) in groups.items():
        yield Finding(
            f"{vendor.dossier.documents[name].title} is confidential, and the dossier quotes it "
            f"word for word at {counted(len(others) + 1, 'place')}.",
            at=first,
            also=tuple(others),
        )

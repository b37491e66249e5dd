"""A clause that its document does not have."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Place, Risk, Vendor, check, has_clause


@check(group="evidence", effect=Effect.MERGE, risks=(Risk.CONTRACT, Risk.GOVERNANCE))
def clause_not_in_document(vendor: Vendor) -> Iterator[Finding]:
    """The document has no such clause.

    Why: a promise is worth the place where it is written; nobody can invoke a clause that the
    document does not have.
    Fix: look the words up in the document and correct the clause's number.
    """
    groups: dict[tuple[str, str], list[Place]] = {}
    for citation in vendor.dossier.citations:
        if citation.document is not None and not has_clause(citation):
            key = (citation.document.title, citation.clause)
            groups.setdefault(key, []).append(citation.at("clause"))
    for (title, clause), (first, *others) in groups.items():
        yield Finding(
            f"The text of {title} has no clause {clause}.",
            at=first,
            clauses=(f"{title}, {clause}",),
            also=tuple(others),
        )

"""A passage that occurs more or less often than was recorded."""

from collections.abc import Iterator

from inwriting.check import (
    Citation,
    Effect,
    Finding,
    Risk,
    Vendor,
    Verification,
    Verified,
    check,
    counted,
    looked_up,
)


@check(group="evidence", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def passage_occurrences_differ(vendor: Vendor) -> Iterator[Finding]:
    """The cited words occur more or less often than was recorded.

    Why: words that stand twice can stand in two clauses that mean different things; whoever
    recorded them has looked at fewer places than there are.
    Fix: look at every place where the words occur, and record how many there are.
    """
    placed = (Verification.FOUND, Verification.MOVED)
    for citation, document, found, others in looked_up(vendor, *placed, of=_differs):
        passage = citation.passage
        if passage:
            yield Finding(
                f"The passage of {document.title}, clause {citation.clause}, occurs "
                f"{counted(found.occurrences, 'time')}; the dossier says {passage.occurrences}.",
                at=citation.at("passage", "occurrences"),
                clauses=(f"{document.title}, {citation.clause}",),
                also=others,
            )


def _differs(citation: Citation, found: Verified) -> bool:
    return citation.passage is not None and found.occurrences != citation.passage.occurrences

"""A quote that does not tell its place."""

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
    plain,
)

SHORTEST = 12
"""Characters from which on a quote is likely to be found at its own place alone."""


@check(group="evidence", effect=Effect.WARNING, risks=(Risk.GOVERNANCE,))
def quote_occurs_more_than_once(vendor: Vendor) -> Iterator[Finding]:
    """The quote does not say which place of the document it is from.

    Why: the same words can stand in two clauses that mean different things, and a few letters
    are found almost anywhere.
    Fix: quote more of the sentence, so that its words occur in only one place.
    """
    for citation, document, found, others in looked_up(vendor, Verification.FOUND, of=_is_loose):
        length = len(plain(citation.quote))
        yield Finding(
            f"The words quoted from {document.title}, clause {citation.clause} "
            f"({counted(length, 'character')}) occur in it {counted(found.occurrences, 'time')}.",
            at=citation.at("quote"),
            effect=Effect.PAUSE if length < SHORTEST else Effect.WARNING,
            clauses=(f"{document.title}, {citation.clause}",),
            also=others,
        )


def _is_loose(citation: Citation, found: Verified) -> bool:
    quote = citation.quote
    return bool(quote) and (found.occurrences > 1 or len(plain(quote)) < SHORTEST)

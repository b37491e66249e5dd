"""A passage that is now at another place of its document."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Risk, Vendor, Verification, check, looked_up


@check(group="evidence", effect=Effect.MERGE, risks=(Risk.CONTRACT, Risk.GOVERNANCE))
def passage_moved(vendor: Vendor) -> Iterator[Finding]:
    """The cited passage is at another place of its document.

    Why: a position that now holds other words misleads readers, and the next capture loses it.
    Fix: record the passage at its present place.
    """
    for citation, document, found, others in looked_up(vendor, Verification.MOVED):
        if citation.passage:
            end = found.start + citation.passage.end - citation.passage.start
            yield Finding(
                f"The passage of {document.title}, clause {citation.clause}, recorded at "
                f"{citation.passage.start} to {citation.passage.end} stands at {found.start} to "
                f"{end}.",
                at=citation.at("passage"),
                fix=f"Write start: {found.start} and end: {end}, or run `inwriting check --fix`.",
                clauses=(f"{document.title}, {citation.clause}",),
                also=others,
            )

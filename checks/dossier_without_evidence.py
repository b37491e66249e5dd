"""An offering on which no document says anything."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Risk, check


@check(group="evidence", effect=Effect.PAUSE, risks=(Risk.GOVERNANCE, Risk.CONFIDENTIALITY))
def dossier_without_evidence(offering: Offering) -> Iterator[Finding]:
    """No document that is in force says anything about the offering.

    Why: nothing at all is known in writing about what happens to data in it.
    Fix: find the contract or the terms that govern the offering, and record what they say.
    """
    if not any(answer.statements for answer in offering.answers.values()):
        yield Finding(
            f"Of {len(offering.answers)} questions, no document in force answers any for "
            f"{offering.name}.",
            at=offering.place,
        )

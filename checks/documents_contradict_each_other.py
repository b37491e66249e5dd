"""Places that do not fit together."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, check, reach


@check(group="consistency", effect=Effect.PAUSE)
def documents_contradict_each_other(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The vendor's documents contradict each other.

    Why: where two texts do not fit together, nobody knows which of them the vendor follows.
    Fix: ask the vendor which one holds, in writing, and take the entry out when they agree.
    """
    for item in offering.dossier.contradictions:
        if offering.id not in item.offerings:
            continue
        clauses = tuple(
            f"{c.document.title if c.document else c.document_id}, {c.clause}"
            for c in item.citations
        )
        found = reach(offering, policy, item.question)
        yield Finding(
            f"{item.id}: {item.summary}",
            at=item.place,
            question=item.question,
            data_class=found.data_class,
            effect=found.effect,
            also=tuple(citation.place for citation in item.citations),
            clauses=clauses,
        )

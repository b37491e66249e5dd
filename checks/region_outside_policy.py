"""Data in places where it may not be."""

from collections.abc import Iterator

from inwriting.check import (
    Demanded,
    Effect,
    Finding,
    Offering,
    Place,
    Policy,
    check,
    deciding_statements,
    demanded,
    entry_clause,
)


@check(group="consistency", effect=Effect.REFUSE)
def region_outside_policy(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """Data is processed outside the places that the policy allows.

    Why: another country means another law, other courts, and often a breach of a client's terms.
    Fix: choose a region in the product, agree on one, or keep such data out.
    """
    seen: set[tuple[Place, str]] = set()
    placing = [item for item in policy.demands if item[1].places]
    for item in demanded(offering, placing):
        for who, places, place, clause in _placed(offering, item):
            outside = [
                name
                for name in places
                if name not in item.demand.places and (place, name) not in seen
            ]
            seen |= {(place, name) for name in outside}
            if outside:
                yield Finding(
                    f"{item.question.title}: {who} names {', '.join(outside)}; "
                    f"{item.data_class.name} may be in {', '.join(item.demand.places)} only.",
                    at=place.at("places"),
                    question=item.question.id,
                    data_class=item.data_class.id,
                    clauses=(clause,),
                )


def _placed(
    offering: Offering, item: Demanded
) -> Iterator[tuple[str, tuple[str, ...], Place, str]]:
    """Yield who names which places and where: what decides, then the companies behind.

    Who names only places that are allowed is left out.
    """
    allowed = frozenset(item.demand.places)
    statements = {id(s): s for cell in item.cells for s in deciding_statements(cell)}
    for statement in statements.values():
        if not allowed.issuperset(statement.places):
            yield statement.clause, statement.places, statement.place, statement.clause
    for entry in offering.subprocessors:
        if not allowed.issuperset(entry.places):
            clause = entry_clause(offering, entry)
            yield f"{clause}, for {entry.name},", entry.places, entry.place, clause

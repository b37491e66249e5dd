"""Two clauses of equal rank that say different things."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Pair,
    Policy,
    Standing,
    check,
    differ,
    known,
    narrower,
    pairs,
    reach,
)


@check(group="consistency", effect=Effect.PAUSE)
def equal_documents_disagree(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """Documents of equal rank disagree.

    Why: we count the worse of the two, but which one the vendor follows nobody can say.
    Fix: ask which one prevails, and have the order of precedence written into the contract.
    """
    for pair in pairs(offering, equal=True):
        if _disagree(pair):
            found = reach(offering, policy, pair.question.id, pair.cells)
            yield Finding(
                f"{pair.subject}: {pair.deciding.clause} says {pair.deciding.words}; "
                f"{pair.other.clause}, which ranks the same, says {pair.other.words}.",
                at=pair.deciding.at("says"),
                question=pair.question.id,
                data_class=found.data_class,
                effect=found.effect,
                also=(pair.other.place,),
                clauses=(pair.deciding.clause, pair.other.clause),
            )


def _disagree(pair: Pair) -> bool:
    one, other = pair.deciding, pair.other
    same_clause = (one.citation.document_id, one.citation.clause) == (
        other.citation.document_id,
        other.citation.clause,
    )
    same_document = one.citation.document_id == other.citation.document_id
    promises = [s for s in (one, other) if s.says.standing is Standing.PROTECTS]
    # Clauses of one document add up, unless one of them protects and the other does not.
    add_up = same_document and len(promises) != 1 and one.says is not other.says
    # A rule and its exception do not disagree.
    apart = narrower(one, other) or narrower(other, one)
    both = known(one) and known(other) and differ(one, other)
    return both and not same_clause and not add_up and not apart

"""An answer with the value unclear."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    about,
    asking,
    by_statement,
    check,
    circumstances_in_words,
    open_cells,
)


@check(group="completeness", effect=Effect.PAUSE)
def answer_unclear(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The text leaves the answer open.

    Why: an answer that can be read both ways protects nobody, however good it sounds.
    Fix: ask the vendor for a yes or a no, with a clause.
    """
    for item in open_cells(offering, policy, "unclear"):
        statements = [statement for statement, _ in by_statement(item.cells)]
        first, more = statements[0], len(statements) - 1
        also = f" So do {more} more clauses." if more > 1 else " So does one more." if more else ""
        where = circumstances_in_words(cell.circumstance for cell in item.cells)
        yield Finding(
            f"{about(item.question, item.cells)}{where}: {first.clause} "
            f"speaks of it and leaves it open.{also}",
            at=first.at("says"),
            question=item.question.id,
            data_class=item.data_class,
            fix=asking(offering, item.question),
            also=tuple(statement.place for statement in statements[1:]),
            clauses=tuple(statement.clause for statement in statements),
        )

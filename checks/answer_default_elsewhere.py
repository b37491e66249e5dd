"""An answer with the value default-elsewhere."""

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
def answer_default_elsewhere(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The text points to a setting or list that is written elsewhere.

    Why: a default set elsewhere may be different tomorrow, and nobody here has read it.
    Fix: find that list or setting, record it as a document, and cite it.
    """
    for item in open_cells(offering, policy, "default-elsewhere"):
        statements = [statement for statement, _ in by_statement(item.cells)]
        first, more = statements[0], len(statements) - 1
        also = f" So do {more} more clauses." if more > 1 else " So does one more." if more else ""
        where = circumstances_in_words(cell.circumstance for cell in item.cells)
        yield Finding(
            f"{about(item.question, item.cells)}{where}: {first.clause} "
            f"leaves it to a setting or a list that is written elsewhere.{also}",
            at=first.at("says"),
            question=item.question.id,
            data_class=item.data_class,
            fix=asking(offering, item.question),
            also=tuple(statement.place for statement in statements[1:]),
            clauses=tuple(statement.clause for statement in statements),
        )

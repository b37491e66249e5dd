"""A promise that leaves something out."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    Standing,
    about,
    by_statement,
    check,
    reach,
)


@check(group="consistency", effect=Effect.CONDITION)
def promise_has_exceptions(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A promise has exceptions.

    Why: what the passage leaves out is not promised, and no machine can judge how much that is.
    Fix: have the exception struck out, or keep out of the tool what falls under it.
    """
    for name, answer in offering.answers.items():
        if not any(statement.exceptions for statement in answer.statements):
            continue
        for statement, cells in by_statement(answer.cells):
            if statement.exceptions and statement.says.standing is Standing.PROTECTS:
                left_out = "; ".join(item.rstrip(".") for item in statement.exceptions)
                found = reach(offering, policy, name, cells)
                yield Finding(
                    f"{about(answer.question, cells)}: {statement.clause} says "
                    f"{statement.words}, and leaves out: {left_out}.",
                    at=statement.at("exceptions"),
                    question=name,
                    data_class=found.data_class,
                    effect=found.effect,
                    clauses=(statement.clause,),
                )

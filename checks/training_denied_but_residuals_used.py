"""What is used in spite of the promise."""

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
    refused_from,
)

_USED = {"feedback": "feedback", "metadata": "usage-data"}
"""Kinds of data that training on everything else often leaves out, with the residual each is."""


@check(group="consistency", effect=Effect.REFUSE)
def training_denied_but_residuals_used(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """Training is denied, but some of the data is still used.

    Why: feedback, flagged content, preview models and de-identified data carry the same secrets.
    Fix: have the exceptions struck out, switch those features off, or keep such data out.
    """
    answer = offering.answers.get("training-use")
    if answer is None:
        return
    for statement in answer.statements:
        if statement.says.standing is Standing.PROTECTS and statement.residuals:
            refused = refused_from(policy, statement.residuals)
            yield Finding(
                f"{statement.clause} denies training ({statement.says.id}), and leaves out: "
                f"{', '.join(statement.residuals)}.",
                at=statement.at("residuals"),
                question="training-use",
                data_class=refused,
                effect=None if refused else Effect.WARNING,
                clauses=(statement.clause,),
            )
    protected = [cell for cell in answer.cells if cell.value.standing is Standing.PROTECTS]
    exposed = [cell for cell in answer.cells if cell.value.standing is Standing.EXPOSES]
    denied = {cell.purpose for cell in protected if cell.data == "prompts"}
    used = [cell for cell in exposed if cell.data in _USED and cell.purpose in denied]
    for statement, cells in by_statement(used):
        refused = refused_from(policy, {_USED[cell.data] for cell in cells})
        yield Finding(
            f"{about(answer.question, cells)}: {statement.clause} says {statement.says.id}, though "
            f"prompts are not used.",
            at=statement.at("says"),
            question="training-use",
            data_class=refused,
            effect=None if refused else Effect.WARNING,
            clauses=(statement.clause,),
        )

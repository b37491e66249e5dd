"""A question that a dossier forgot."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Register, Risk, check


@check(group="completeness", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def question_left_out(offering: Offering, register: Register) -> Iterator[Finding]:
    """The dossier leaves questions out.

    Why: a question without a statement and without an entry under silent was forgotten, and nobody
    can tell whether anyone looked.
    Fix: add what the documents say, or an entry under silent that tells where you looked.
    """
    unanswered = [name for name, answer in offering.answers.items() if not answer.statements]
    left_out = [name for name in unanswered if not _has_entry(offering, name)]
    if left_out:
        titles = ", ".join(register.questions[name].title for name in left_out)
        number = "1 question" if len(left_out) == 1 else f"{len(left_out)} questions"
        yield Finding(
            f"{offering.name}: the dossier has neither a statement nor a silence on {number}: "
            f"{titles}.",
            at=offering.place,
            fix=f"Add them under statements or silent: {', '.join(left_out)}.",
        )


def _has_entry(offering: Offering, question: str) -> bool:
    """Tell whether the dossier has a statement on *question*, in force or not, or a silence."""
    return bool(offering.silences(question)) or any(
        statement.question.id == question and offering.id in statement.scope.offerings
        for statement in offering.dossier.statements
    )

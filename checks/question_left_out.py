"""A question that a dossier forgot."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Register, Risk, check, left_out


@check(group="completeness", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def question_left_out(offering: Offering, register: Register) -> Iterator[Finding]:
    """The dossier leaves questions out.

    Why: a question without a statement and without an entry under silent was forgotten, and nobody
    can tell whether anyone looked. A question that the policy does not require yet may be missing:
    it is silent, and it pauses the data classes that demand it.
    Fix: add what the documents say, or an entry under silent that tells where you looked.
    """
    missing = left_out(offering)
    required = [name for name in missing if register.questions[name].required]
    others = [name for name in missing if name not in required]
    for names, effect in ((required, None), (others, Effect.WARNING)):
        if names:
            titles = ", ".join(register.questions[name].title for name in names)
            number = "1 question" if len(names) == 1 else f"{len(names)} questions"
            fix = f"Add them under statements or silent: {', '.join(names)}."
            if effect:
                fix += " `inwriting questions --add-missing` adds them as not looked for yet."
            yield Finding(
                f"{offering.name}: the dossier has neither a statement nor a silence on {number}: "
                f"{titles}.",
                at=offering.place,
                fix=fix,
                effect=effect,
            )

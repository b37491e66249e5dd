"""Questions of which a dossier does not speak."""

from inwriting.register.model.register import Offering


def left_out(offering: Offering) -> tuple[str, ...]:
    """Return the questions on which the dossier has neither statement nor silence for *offering*.

    A statement counts whether its document is in force or not.
    """
    spoken = {
        *(
            statement.question.id
            for statement in offering.dossier.statements
            if offering.id in statement.scope.offerings
        ),
        *(item.question for item in offering.dossier.silences if offering.id in item.offerings),
    }
    return tuple(name for name in offering.answers if name not in spoken)

"""A period that the cited words do not give."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    Statement,
    Vendor,
    about,
    check,
    deciding,
    distinct,
    lengths,
    open_promise,
)


@check(group="vagueness", effect=Effect.PAUSE)
def period_without_number(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """A period is recorded, and the cited words name none.

    Why: a number that the vendor did not write is the reviewer's guess; nobody can hold the
    vendor to it.
    Fix: cite the place that gives the number, or record the answer as the text gives it.
    """
    if any(_lacks_number(statement) for statement in vendor.dossier.statements):
        yield from distinct(vendor, lambda offering: _found(offering, policy))


def _lacks_number(statement: Statement) -> bool:
    period = statement.period or statement.notice
    if period is None or not period.length:
        return False
    words = statement.citation.text
    return bool(words) and not lengths(words)


def _found(offering: Offering, policy: Policy) -> Iterator[Finding]:
    for statement, cells in deciding(offering):
        if _lacks_number(statement):
            yield open_promise(
                statement,
                policy,
                f"{about(statement.question, cells)}: the dossier says "
                f"{statement.period or statement.notice}, and the words of {statement.clause} "
                "name no length of time.",
                "says",
            )

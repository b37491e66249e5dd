"""A period that the cited words do not give."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    Vendor,
    about,
    check,
    deciding,
    lengths,
    once,
    open_promise,
)


@check(group="vagueness", effect=Effect.PAUSE)
def period_without_number(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """A period is recorded, and the cited words name none.

    Why: a number that the vendor did not write is the reviewer's guess; nobody can hold the
    vendor to it.
    Fix: cite the place that gives the number, or record the answer as the text gives it.
    """
    yield from once(vendor, lambda offering: _found(offering, policy))


def _found(offering: Offering, policy: Policy) -> Iterator[Finding]:
    for statement, cells in deciding(offering):
        period, words = statement.period or statement.notice, statement.citation.text
        if period is not None and period.length and words and not lengths(words):
            yield open_promise(
                statement,
                policy,
                f"{about(statement.question, cells)}: the dossier says {period}, and the words of "
                f"{statement.clause} name no length of time.",
                "says",
            )

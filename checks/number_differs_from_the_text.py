"""A period that is not the one in the cited words."""

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
    gives,
    lengths,
    open_promise,
)


@check(group="vagueness", effect=Effect.PAUSE)
def number_differs_from_the_text(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """The recorded period is not in the cited words, and other numbers are.

    Why: a slip of the pen can turn ninety days into thirty, and every check would believe it.
    Fix: read the cited place again; correct the period, or cite the place that gives it.
    """
    if any(_others(statement) for statement in vendor.dossier.statements):
        yield from distinct(vendor, lambda offering: _found(offering, policy))


def _others(statement: Statement) -> tuple[str, ...]:
    """Return the lengths of time in the cited words where the recorded one is not among them."""
    period = statement.period or statement.notice
    if period is None or not period.length:
        return ()
    found = lengths(statement.citation.text)
    if gives(found, period):
        return ()
    return tuple(dict.fromkeys(f"{number} {unit}{'s' * (number != 1)}" for number, unit in found))


def _found(offering: Offering, policy: Policy) -> Iterator[Finding]:
    for statement, cells in deciding(offering):
        there = _others(statement)
        if there:
            yield open_promise(
                statement,
                policy,
                f"{about(statement.question, cells)}: the dossier says "
                f"{statement.period or statement.notice}; the words of {statement.clause} say "
                f"{', '.join(there[:5])}.",
                "says",
            )

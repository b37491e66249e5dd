"""A period that is not the one in the cited words."""

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
    gives,
    lengths,
    once,
    open_promise,
)


@check(group="vagueness", effect=Effect.PAUSE)
def number_differs_from_the_text(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """The recorded period is not in the cited words, and other numbers are.

    Why: a slip of the pen can turn ninety days into thirty, and every check would believe it.
    Fix: read the cited place again; correct the period, or cite the place that gives it.
    """
    yield from once(vendor, lambda offering: _found(offering, policy))


def _found(offering: Offering, policy: Policy) -> Iterator[Finding]:
    for statement, cells in deciding(offering):
        period = statement.period or statement.notice
        found = lengths(statement.citation.text)
        if period is None or not period.length or not found or gives(found, period):
            continue
        there = dict.fromkeys(f"{number} {unit}{'s' * (number != 1)}" for number, unit in found)
        yield open_promise(
            statement,
            policy,
            f"{about(statement.question, cells)}: the dossier says {period}; the words of "
            f"{statement.clause} say {', '.join(list(there)[:5])}.",
            "says",
        )

"""A promise that only points to another page."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    Standing,
    Statement,
    Vendor,
    about,
    check,
    deciding,
    distinct,
    only_points,
    open_promise,
)


@check(group="vagueness", effect=Effect.PAUSE)
def policy_link_in_place_of_answer(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """The cited words only point to a policy or a page.

    Why: the answer is in what is pointed to, which the vendor can change, and nobody has read it
    for this register.
    Fix: capture the page that is pointed to and cite it, or record the answer as handed-off.
    """
    if any(map(_only_points, vendor.dossier.statements)):
        yield from distinct(vendor, lambda offering: _found(offering, policy))


def _only_points(statement: Statement) -> bool:
    promises = statement.says.standing is Standing.PROTECTS
    return promises and only_points(statement.citation.text)


def _found(offering: Offering, policy: Policy) -> Iterator[Finding]:
    for statement, cells in deciding(offering):
        if _only_points(statement):
            yield open_promise(
                statement,
                policy,
                f"{about(statement.question, cells)}: the words of {statement.clause} only point "
                f"elsewhere, and the dossier says {statement.says.id}.",
                "says",
            )

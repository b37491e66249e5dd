"""A promise whose words leave it open."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    Standing,
    Statement,
    VaguePhrase,
    Vendor,
    about,
    check,
    deciding,
    distinct,
    open_promise,
    vague,
)


@check(group="vagueness", effect=Effect.PAUSE)
def vague_phrase(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """The words sound like a promise and leave it open.

    Why: what "by default" or "as long as necessary" means is decided by the vendor, later, and
    alone.
    Fix: ask the vendor for what the words leave open and have it written into the contract; or
    record the answer as unclear.
    """
    if any(_phrases(statement, policy) for statement in vendor.dossier.statements):
        yield from distinct(vendor, lambda offering: _found(offering, policy))


def _phrases(statement: Statement, policy: Policy) -> tuple[VaguePhrase, ...]:
    promises = statement.says.standing is Standing.PROTECTS
    return vague(statement, policy) if promises else ()


def _found(offering: Offering, policy: Policy) -> Iterator[Finding]:
    for statement, cells in deciding(offering):
        phrases = _phrases(statement, policy)
        if phrases:
            said = " ".join(f'"{item.phrase}" does not say: {item.leaves_open}' for item in phrases)
            yield open_promise(
                statement,
                policy,
                f"{about(statement.question, cells)} is left open. {said}",
            )

"""The policy names what does not exist."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Risk, check, unknown_in_policy


@check(group="consistency", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def unknown_name_in_policy(register: Register) -> Iterator[Finding]:
    """The policy names something that does not exist.

    Why: a demand with a misspelt answer or place demands something else than was meant.
    Fix: correct the name.
    """
    for kind, item in unknown_in_policy(register):
        yield Finding(
            f"There is no {kind} {item.name}{item.times}.{item.near}",
            at=item.places[0],
            also=item.places[1:],
        )

"""A policy that asks for less than it did."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Risk, check, weakenings


@check(group="change", effect=Effect.WARNING, risks=(Risk.GOVERNANCE, Risk.CONFIDENTIALITY))
def policy_weakened(register: Register) -> Iterator[Finding]:
    """The policy asks for less than on the base branch.

    Why: lowering a demand lets data in everywhere at once, and no dossier shows it.
    Fix: have the policy's owners read this very line before the change is merged.
    """
    for words, place in weakenings(register):
        yield Finding(f"{words}.", at=place)

"""A clock that stands still."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Register, Risk, check


@check(group="consistency", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def fixed_clock_in_a_real_register(register: Register) -> Iterator[Finding]:
    """The clock of a real register is fixed.

    Why: with a fixed day no evidence grows old and no exception ever ends.
    Fix: take the lines under clock out of policy.yaml; then today is today.
    """
    policy = register.policy
    if policy.fixed_clock and not policy.fictional:
        yield Finding(
            f"{policy.firm} is a real firm, and its register is judged on {policy.fixed_clock} "
            f"every day.",
            at=policy.at("clock", "fixed"),
        )

"""A kind of document without a rank, or with two."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Policy, Register, Risk, check


@check(group="consistency", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def policy_leaves_a_kind_unranked(register: Register) -> Iterator[Finding]:
    """A kind of document has no rank, or has two.

    Why: which document speaks is decided by rank. Without one a contract could lose to a web page.
    Fix: put each kind into exactly one level under authority in policy.yaml.
    """
    policy = register.policy
    # Every kind has a maximum age, since the schema asks for each.
    for kind in policy.maximum_age:
        levels = _levels(policy, kind)
        if len(levels) != 1:
            words = f"in {len(levels)} levels ({', '.join(levels)})" if levels else "in no level"
            yield Finding(
                f"The kind of document {kind} is {words} of authority; it must be in one.",
                at=policy.at("authority"),
            )


def _levels(policy: Policy, kind: str) -> list[str]:
    return [level.id for level in policy.levels for name in level.kinds if name == kind]

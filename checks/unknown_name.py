"""A name that the policy does not have."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Policy,
    Risk,
    Vendor,
    check,
    unknown_names,
)


@check(group="consistency", effect=Effect.MERGE, risks=(Risk.GOVERNANCE,))
def unknown_name(vendor: Vendor, policy: Policy) -> Iterator[Finding]:
    """A data class, team, client, region or sensitive use is named that the policy does not have.

    Why: a permission or a ban for a name that does not exist is for nobody.
    Fix: correct the name, or add it to policy.yaml.
    """
    for kind, item in unknown_names(vendor, policy):
        yield Finding(
            f"The policy has no {kind} {item.name}{item.times}.{item.near}",
            at=item.places[0],
            also=item.places[1:],
        )

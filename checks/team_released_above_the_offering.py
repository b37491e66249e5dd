"""A team that may more than anybody."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, check, team_names


@check(group="decision", effect=Effect.MERGE)
def team_released_above_the_offering(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A team is released for more than the offering is.

    Why: people who read the team's line believe they may put in such data, and they may not.
    Fix: lower the team's class, or raise the offering's and have it signed.
    """
    use = offering.use
    for item in use.teams if use else ():
        if use and len(policy.up_to(item.data_allowed)) > len(policy.up_to(use.data_allowed)):
            yield Finding(
                f"{offering.name} is released up to {use.data_allowed}, and for "
                f"{team_names((item.team,), policy)} up to {item.data_allowed}.",
                at=item.place.at("data-allowed"),
            )

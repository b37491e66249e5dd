"""Teams that may not use it, or not for this data."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Policy, check, team_names


@check(
    group="decision",
    effect=Effect.REFUSE,
    acceptable=False,
)
def team_not_released(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """The firm has not released it for this team.

    Why: the tool's owner answers for the teams that were told how to use it, up to their class.
    Fix: ask the owner to add the team, or use only the class that the team may use.
    """
    use = offering.use
    if use is None or not use.teams:
        return
    listed = frozenset(item.team for item in use.teams)
    others = tuple(team for team in policy.teams if team not in listed)
    if others:
        yield Finding(
            f"{offering.name} is not released for {team_names(others, policy)}.",
            at=use.at("teams"),
            teams=others,
        )
    limits: dict[str, list[str]] = {}
    for item in use.teams:
        limits.setdefault(item.data_allowed or use.data_allowed, []).append(item.team)
    for limit, teams in limits.items():
        allowed = policy.up_to(limit)
        # Above what is released for anybody, another check speaks.
        if len(allowed) < len(policy.up_to(use.data_allowed)):
            highest = f"goes up to {allowed[-1].name}" if allowed else "is released for no class"
            yield Finding(
                f"{offering.name} {highest} for {team_names(tuple(teams), policy)}.",
                at=use.at("teams"),
                data_class=policy.classes[len(allowed)].id,
                teams=tuple(teams),
            )

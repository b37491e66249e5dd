"""What a team must do each time."""

from collections.abc import Iterator

from inwriting.check import Effect, Finding, Offering, Place, Policy, check, team_names


@check(group="decision", effect=Effect.CONDITION)
def team_condition(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A team has a condition to keep.

    Why: the tool is released for this team only with it.
    Fix: do what the condition says, each time.
    """
    conditions: dict[str, tuple[Place, dict[str, None]]] = {}
    for item in offering.use.teams if offering.use else ():
        for index, condition in enumerate(item.conditions):
            place = item.place.at("conditions", index)
            conditions.setdefault(condition, (place, {}))[1][item.team] = None
    for condition, (place, teams) in conditions.items():
        who = tuple(teams)
        yield Finding(f"{team_names(who, policy)}: {condition}", at=place, teams=who)

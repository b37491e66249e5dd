"""A client who should be on the list of the excluded."""

from collections.abc import Iterator

from inwriting.check import (
    Effect,
    Finding,
    Offering,
    Policy,
    Risk,
    check,
    forbidden,
    highest_by_team,
    team_names,
)


@check(group="decision", effect=Effect.MERGE, risks=(Risk.CONTRACT, Risk.CONFIDENTIALITY))
def client_not_excluded(offering: Offering, policy: Policy) -> Iterator[Finding]:
    """A team works for a client whose terms forbid it, and the client is not excluded.

    Why: staff look at the tool's page, not at the client's terms.
    Fix: add the client to clients-excluded, or keep its teams from such data.
    """
    use = offering.use
    if use is None:
        return
    highest = highest_by_team(use, policy)
    for client in policy.clients.values():
        what = forbidden(client, offering, policy)
        if what is None or client.id in use.clients_excluded:
            continue
        lowest = policy.data_class(what.data_class) or policy.classes[0]
        teams = tuple(team for team in client.teams if highest.get(team, -1) >= lowest.position)
        if teams:
            yield Finding(
                f"{client.name} forbids {what.words}, and {team_names(teams, policy)} may use "
                f"{offering.name} for data from {lowest.name} on.",
                at=use.at("clients-excluded"),
                data_class=what.data_class,
                clients=(client.id,),
                clauses=(client.written_in,),
            )

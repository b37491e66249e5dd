"""Parts of the policy in words, each on one line."""

from collections.abc import Mapping

from inwriting.register.model.gate_policy import GateException
from inwriting.register.model.policy import Client, Demand, Team, VaguePhrase
from inwriting.register.model.questions import StatementField


def demand_words(item: Demand) -> str:
    """Return what a data class demands of a question."""
    parts = [f"at-least {item.at_least}"]
    parts += [f"at-most {item.at_most}"] if item.at_most else []
    parts += [f"notice-at-least {item.notice_at_least}"] if item.notice_at_least else []
    parts += [f"authority {item.authority}"] if item.authority else []
    for what, names in (
        ("data", item.data),
        ("purposes", item.purposes),
        ("places", item.places),
        ("refuses-residuals", item.refuses_residuals),
    ):
        parts += [f"{what} {', '.join(names)}"] if names else []
    return "; ".join(parts)


def client_words(item: Client) -> str:
    """Return what a client's terms forbid, to which teams, and where that is written."""
    forbids = [
        "every use" if item.forbids_every_use else "",
        f"data from {item.forbids_data_from} on" if item.forbids_data_from else "",
    ]
    for what, names in (
        ("places other than", item.forbids_places_other_than),
        ("kinds", item.forbids_kinds),
        ("vendors", item.forbids_vendors),
    ):
        forbids.append(f"{what} {', '.join(names)}" if names else "")
    for what, least in (
        ("human access", item.forbids_human_access_worse_than),
        ("training", item.forbids_training_worse_than),
    ):
        forbids.append(f"{what} worse than {least}" if least else "")
    said = "; ".join(part for part in forbids if part) or "nothing"
    return f"{item.name} forbids {said} ({item.written_in}; teams {', '.join(item.teams)})"


def team_words(teams: Mapping[str, Team]) -> str:
    """Return the teams with their regions."""
    return ", ".join(f"{team.id} in {team.region}" for team in teams.values())


def phrase_words(item: VaguePhrase) -> str:
    """Return a vague phrase, with the questions where it is not for every one."""
    return f"{item.phrase} (for {', '.join(item.questions)})" if item.questions else item.phrase


def exception_words(item: GateException) -> str:
    """Return an exception for repositories: for what, how long, and who answers for it."""
    return (
        f"{item.tool or item.offering} up to {item.data_class}, {item.granted} to {item.expires}, "
        f"approved by {item.approved_by.name} <{item.approved_by.email}> for {item.owner.name} "
        f"<{item.owner.email}>: {item.reason}"
    )


def requirements(items: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """Return the requirements that a question meets, by framework."""
    return "; ".join(f"{name} {', '.join(ids)}" for name, ids in items)


def field_words(items: tuple[StatementField, ...]) -> str:
    """Return what a statement can tell besides its answer."""
    named = (
        f"{item.id} (needed with {', '.join(item.needed_with)})" if item.needed_with else item.id
        for item in items
    )
    return ", ".join(named) or "none"

"""Teams and clients: who may put in what, and what a client's own terms forbid."""

from collections.abc import Iterator
from dataclasses import dataclass

from inwriting.register.model.policy import Client, Policy
from inwriting.register.model.questions import NEVER_KNOWN
from inwriting.register.model.register import Offering
from inwriting.register.model.use import OfferingUse


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What a client's terms forbid of one offering."""

    data_class: str
    """The lowest class of data that may not go in; empty for all."""
    words: str
    """What is forbidden, as in every use of an AI tool."""


def forbidden(client: Client, offering: Offering, policy: Policy) -> Forbidden | None:
    """Return what *client* forbids of *offering*; None when its terms do not touch it."""
    reasons = tuple(_reasons(client, offering))
    if reasons:
        return Forbidden("", " and ".join(reasons))
    if client.forbids_data_from:
        lowest = policy.data_class(client.forbids_data_from)
        # A class that the policy does not have could be any: then all data counts.
        name = lowest.name if lowest else client.forbids_data_from
        return Forbidden(lowest.id if lowest else "", f"AI tools for data from {name} on")
    return None


def _reasons(client: Client, offering: Offering) -> Iterator[str]:
    if client.forbids_every_use:
        yield "every use of an AI tool"
    if offering.kind in client.forbids_kinds:
        yield f"tools of the kind {offering.kind}"
    if offering.vendor in client.forbids_vendors:
        yield f"tools of {offering.dossier.name}"
    for question, words, least in (
        ("training-use", "use for training", client.forbids_training_worse_than),
        ("human-access", "human access", client.forbids_human_access_worse_than),
    ):
        answer = _worse(offering, question, least) if least else ""
        if answer:
            yield f"{words} worse than {least} (here: {answer})"
    outside = _outside(offering, frozenset(client.forbids_places_other_than))
    if client.forbids_places_other_than and outside:
        allowed = ", ".join(client.forbids_places_other_than)
        yield f"processing outside {allowed} (here: {', '.join(outside)})"


def _worse(offering: Offering, question: str, least: str) -> str:
    """Return the answer where it is worse than *least*, or not known; else empty."""
    answer = offering.answers.get(question)
    if answer is None:
        return "not asked"
    value, limit = answer.worst.value, answer.question.values.get(least)
    unknown = next((given.id for given in answer.given.values() if not given.known), "")
    worse = limit is None or value.rank > limit.rank
    return value.id if worse else unknown


def _outside(offering: Offering, allowed: frozenset[str]) -> tuple[str, ...]:
    """Return where the data may be besides *allowed*; what nobody says could be anywhere."""
    answer = offering.answers.get("regions")
    voices = [voice for cell in answer.cells for voice in cell.voices] if answer else []
    places = {place for item in offering.subprocessors for place in item.places}
    unknown = not voices
    for voice in voices:
        named = {place for statement in voice.deciding for place in statement.places}
        unknown |= not named or voice.value.id in NEVER_KNOWN | {"anywhere"}
        places |= named
    return (*sorted(places - allowed), *(["places that nobody names"] if unknown else []))


def team_names(teams: tuple[str, ...], policy: Policy) -> str:
    """Return the names of *teams*, in words."""
    return ", ".join(policy.teams[team].name if team in policy.teams else team for team in teams)


def highest_by_team(use: OfferingUse, policy: Policy) -> dict[str, int]:
    """Return the position of the highest class that each team may put in; -1 for none."""
    top = len(policy.up_to(use.data_allowed)) - 1
    if not use.teams:
        return dict.fromkeys(policy.teams, top)
    own = {item.team: policy.data_class(item.data_allowed) for item in use.teams}
    return {team: min(top, found.position) if found else top for team, found in own.items()}

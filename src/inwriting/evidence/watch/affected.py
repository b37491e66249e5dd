"""What rests on an alarm: offerings, data classes, teams and clients."""

from dataclasses import dataclass

from inwriting.register.check.alarms import lowest_class, touched
from inwriting.register.model.alarms import RecordedAlarm
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Register, Vendor


@dataclass(frozen=True, slots=True)
class AffectedOffering:
    """One offering that rests on what changed."""

    offering: str
    """vendor/offering."""
    cells: tuple[str, ...]
    """The questions that are answered by it, each with the data that it speaks of."""
    classes: tuple[str, ...]
    """The data classes that pause; none when none relies on it."""
    teams: tuple[str, ...]
    """The teams that may put such data in."""
    clients: tuple[str, ...]
    """The clients that these teams work for."""


def affected_offerings(
    alarm: RecordedAlarm, vendor: Vendor, register: Register
) -> tuple[AffectedOffering, ...]:
    """Return each offering of *vendor* that rests on what *alarm* is about."""
    found = []
    policy = register.policy
    for offering in vendor.offerings:
        statements = touched(alarm, offering)
        if not statements:
            continue
        lowest, _ = lowest_class(policy, alarm, statements)
        classes = _from(policy, lowest)
        use = offering.use
        teams = tuple(
            team.team
            for team in (use.teams if use else ())
            if use and _reaches(policy, team.data_allowed or use.data_allowed, classes)
        )
        found.append(
            AffectedOffering(
                offering.reference,
                tuple(dict.fromkeys(_cell(s.question.id, s.scope.data) for s in statements)),
                classes,
                teams,
                tuple(
                    client.id
                    for client in policy.clients.values()
                    if classes and set(client.teams) & set(teams)
                ),
            )
        )
    return tuple(found)


def _cell(question: str, data: tuple[str, ...]) -> str:
    return f"{question} ({', '.join(data)})" if data else question


def _from(policy: Policy, lowest: str) -> tuple[str, ...]:
    ids = [item.id for item in policy.classes]
    return tuple(ids[ids.index(lowest) :]) if lowest in ids else ()


def _reaches(policy: Policy, allowed: str, classes: tuple[str, ...]) -> bool:
    """Tell whether a team that may go up to *allowed* puts in data of one of *classes*."""
    ids = [item.id for item in policy.classes]
    return bool(classes) and allowed in ids and ids.index(allowed) >= ids.index(classes[0])

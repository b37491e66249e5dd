"""The firm's own controls on a vendor's offerings, its exceptions, and the sign-offs."""

import datetime
from dataclasses import dataclass
from typing import Any

import msgspec

from inwriting.register.model.basics import Person, person, required_date
from inwriting.register.model.place import Place
from inwriting.register.model.policy import Policy


class TeamUse(msgspec.Struct, frozen=True, gc=False):
    """One team's permission."""

    team: str
    data_allowed: str
    """The highest class for this team; empty for the offering's own."""
    conditions: tuple[str, ...]
    place: Place


class Review(msgspec.Struct, frozen=True, gc=False):
    """A sensitive use and the steps that a person takes."""

    use: str
    steps: str
    place: Place


class Redaction(msgspec.Struct, frozen=True, gc=False):
    """When data must be redacted, and how."""

    required_from: str
    how: str
    place: Place


class Monitoring(msgspec.Struct, frozen=True, gc=False):
    """How logs and exceptions are watched."""

    what: str
    by: Person
    every_days: int
    place: Place


class Fallback(msgspec.Struct, frozen=True, gc=False):
    """What people do when data may not go in."""

    offerings: tuple[str, ...]
    instead: str
    place: Place


class OfferingUse(msgspec.Struct, frozen=True, gc=False):
    """The firm's controls on one offering."""

    offering: str
    purpose: str
    data_allowed: str
    teams: tuple[TeamUse, ...]
    redaction: Redaction | None
    review: tuple[Review, ...]
    sensitive_uses: tuple[str, ...]
    monitoring: Monitoring | None
    fallback: Fallback | None
    clients_excluded: tuple[str, ...]
    regions: tuple[str, ...]
    place: Place

    def at(self, *path: str | int) -> Place:
        """Return the place of *path* in this entry."""
        return self.place.at(*path)

    @property
    def controls(self) -> frozenset[str]:
        """The ids of the controls that are there."""
        present = {
            "data-allowed": True,
            "teams": bool(self.teams),
            "redaction": self.redaction is not None,
            "review": bool(self.review),
            "monitoring": self.monitoring is not None,
            "fallback": self.fallback is not None,
        }
        return frozenset(name for name, there in present.items() if there)


class Exemption(msgspec.Struct, frozen=True, gc=False):
    """One finding that the firm accepts for a while (an exception in use.yaml)."""

    id: str
    check: str
    offering: str
    question: str
    """Empty for findings that are about no question."""
    data_class: str
    owner: Person
    approved_by: Person
    reason: str
    granted: datetime.date
    expires: datetime.date
    place: Place

    def at(self, *path: str | int) -> Place:
        """Return the place of *path* in this entry."""
        return self.place.at(*path)

    @property
    def days(self) -> int:
        """How long it lasts, in days, the first and the last included."""
        return (self.expires - self.granted).days + 1

    def in_force(self, today: datetime.date, policy: Policy) -> bool:
        """Tell whether it counts on *today*: begun, not over, not too long, properly allowed."""
        return (
            self.granted <= today <= self.expires
            and self.days <= policy.exception_longest
            and self.approved_by.email in {p.email for p in policy.exception_approvers}
            and self.approved_by.email != self.owner.email
            and self.approved_by.name.casefold() != self.owner.name.casefold()
            and self.check not in policy.no_exceptions_to
        )


@dataclass(frozen=True, slots=True)
class Use:
    """The whole of use.yaml."""

    owner: Person
    offerings: dict[str, OfferingUse]
    exemptions: tuple[Exemption, ...]
    place: Place


class Approval(msgspec.Struct, frozen=True, gc=False):
    """One function's sign-off on exactly one state of dossier and use."""

    function: str
    by: Person
    on: datetime.date
    digest: str
    offerings: tuple[str, ...]
    """Empty for all that use.yaml lists."""
    data_allowed: str
    note: str
    place: Place

    def at(self, *path: str | int) -> Place:
        """Return the place of *path* in this entry."""
        return self.place.at(*path)


def build_use(data: dict[str, Any], file: str) -> Use:
    """Build the firm's controls from the data of use.yaml."""
    place = Place(file)
    return Use(
        owner=person(data["owner"]),
        offerings={
            name: _offering(name, item, place.at("offerings", name))
            for name, item in data["offerings"].items()
        },
        exemptions=tuple(
            Exemption(
                id=item["id"],
                check=item["check"],
                offering=item["offering"],
                question=item.get("question", ""),
                data_class=item["data-class"],
                owner=person(item["owner"]),
                approved_by=person(item["approved-by"]),
                reason=item["reason"],
                granted=required_date(item["granted"]),
                expires=required_date(item["expires"]),
                place=place.at("exceptions", index),
            )
            for index, item in enumerate(data.get("exceptions", ()))
        ),
        place=place,
    )


def build_approvals(data: dict[str, Any], file: str) -> tuple[Approval, ...]:
    """Build the sign-offs from the data of approvals.yaml."""
    place = Place(file)
    return tuple(
        Approval(
            function=item["function"],
            by=person(item["by"]),
            on=required_date(item["on"]),
            digest=item["digest"],
            offerings=tuple(item.get("offerings", ())),
            data_allowed=item["data-allowed"],
            note=item.get("note", ""),
            place=place.at("approvals", index),
        )
        for index, item in enumerate(data["approvals"])
    )


def _offering(name: str, data: dict[str, Any], place: Place) -> OfferingUse:
    redaction, monitoring, fallback = (
        data.get(key) for key in ("redaction", "monitoring", "fallback")
    )
    return OfferingUse(
        offering=name,
        purpose=data.get("purpose", ""),
        data_allowed=data["data-allowed"],
        teams=tuple(
            TeamUse(
                item["team"],
                item.get("data-allowed", ""),
                tuple(item.get("conditions", ())),
                place.at("teams", index),
            )
            for index, item in enumerate(data.get("teams", ()))
        ),
        redaction=redaction
        and Redaction(redaction["required-from"], redaction["how"], place.at("redaction")),
        review=tuple(
            Review(item["use"], item["steps"], place.at("review", index))
            for index, item in enumerate(data.get("review", ()))
        ),
        sensitive_uses=tuple(data.get("uses", ())),
        monitoring=monitoring
        and Monitoring(
            monitoring["what"],
            person(monitoring["by"]),
            monitoring["every-days"],
            place.at("monitoring"),
        ),
        fallback=fallback
        and Fallback(
            tuple(fallback.get("offerings", ())), fallback["instead"], place.at("fallback")
        ),
        clients_excluded=tuple(data.get("clients-excluded", ())),
        regions=tuple(data.get("regions", ())),
        place=place,
    )

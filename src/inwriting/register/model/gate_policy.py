"""What the policy demands of other repositories: the part that the gate reads in register.json."""

import datetime
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from inwriting import policy_defaults
from inwriting.register.model.basics import Person, person, required_date
from inwriting.register.model.place import Place


@dataclass(frozen=True, slots=True)
class GateException:
    """A tool or an offering that repositories may use for a while."""

    id: str
    tool: str
    """The id of a footprint or the host of an endpoint; empty when it is for an offering."""
    offering: str
    """The offering's reference; empty when it is for a tool."""
    data_class: str
    """The highest that it holds for."""
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

    def properly_allowed(self, approvers: Collection[str], longest: int) -> bool:
        """Tell whether one of *approvers* (addresses), who is not its owner, allowed it.

        It may last *longest* days at most.
        """
        return (
            0 < self.days <= longest
            and self.approved_by.email in approvers
            and self.approved_by.email != self.owner.email
            and self.approved_by.name.casefold() != self.owner.name.casefold()
        )


@dataclass(frozen=True, slots=True)
class GatePolicy:
    """What the gate holds other repositories to."""

    data_class: str
    """Of a repository that names none."""
    register_days: int
    """How old the published register may be, in days."""
    undetermined_blocks_from: str
    """The lowest data class for which a next hop that no file tells blocks."""
    suppression_longest: int
    """Days from the day of the run to a suppression's last day."""
    suppression_fails: int
    """Days before its end in which a suppression fails already."""
    roles: dict[str, str]
    """What a use that is not allowed does, by role: blocks, warns or listed."""
    rules: dict[str, str]
    """What a rule does, where that is not the usual."""
    offerings: dict[str, tuple[str, ...]]
    """Which offerings a tool is, where its footprint says something else."""
    exceptions: tuple[GateException, ...]
    place: Place

    def proper(self, approvers: Collection[str], longest: int) -> tuple[bool, ...]:
        """Tell of each exception, in order, whether it was allowed as the policy asks.

        Two that share a name are not: nobody could tell which of them is meant.
        """
        names = Counter(item.id for item in self.exceptions)
        return tuple(
            names[item.id] == 1 and item.properly_allowed(approvers, longest)
            for item in self.exceptions
        )


def build_gate_policy(data: dict[str, Any] | None, strictest: str, place: Place) -> GatePolicy:
    """Build it from the section ``gate`` of the policy.

    Without one (*data* is None) the strictest holds: *strictest* is the most sensitive data class,
    and a next hop that no file tells blocks for all data.
    """
    data = data or {}
    suppressions = data.get("suppressions", {})
    return GatePolicy(
        data_class=data.get("data-class", strictest),
        register_days=data.get("register-days", policy_defaults.REGISTER_DAYS),
        undetermined_blocks_from=data.get("undetermined-blocks-from", ""),
        suppression_longest=suppressions.get("longest", policy_defaults.SUPPRESSION_DAYS),
        suppression_fails=suppressions.get("fail-before-end", policy_defaults.DAYS_BEFORE_END),
        roles={**policy_defaults.ROLES, **data.get("roles", {})},
        rules=dict(data.get("rules", {})),
        offerings={name: tuple(items) for name, items in data.get("offerings", {}).items()},
        exceptions=tuple(
            _exception(item, place.at("exceptions", number))
            for number, item in enumerate(data.get("exceptions", ()))
        ),
        place=place,
    )


def _exception(data: dict[str, Any], place: Place) -> GateException:
    whom = data["for"]
    return GateException(
        id=data["id"],
        tool="" if "/" in whom else whom,
        offering=whom if "/" in whom else "",
        data_class=data["data-class"],
        owner=person(data["owner"]),
        approved_by=person(data["approved-by"]),
        reason=data["reason"],
        granted=required_date(data["granted"]),
        expires=required_date(data["expires"]),
        place=place,
    )

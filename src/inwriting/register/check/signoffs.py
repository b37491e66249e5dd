"""Who may sign, which sign-offs count, and which are lacking."""

from collections.abc import Iterator
from dataclasses import dataclass

from inwriting.register.model.basics import Person
from inwriting.register.model.policy import DataClass, Policy
from inwriting.register.model.register import Offering, Register, Vendor
from inwriting.register.model.use import Approval


@dataclass(frozen=True, slots=True)
class Lacking:
    """A sign-off that a data class needs and that is not there."""

    function: str
    data_class: DataClass
    """The lowest class that is released without it."""
    stale: Approval | None
    """The newest sign-off that would do if it were for the present state."""


def signers(policy: Policy, function: str) -> str:
    """Return who may sign for *function*, in words."""
    return " or ".join(person.name for person in policy.signers.get(function, ())) or "nobody"


def of_the_firm(person: Person, policy: Policy) -> bool:
    """Tell whether *person* has an address of the firm, as its contact has."""
    firm = policy.contact.lower().rpartition("@")[2]
    domain = person.email.rpartition("@")[2]
    return domain == firm or domain.endswith(f".{firm}")


def entitled(policy: Policy, approval: Approval) -> bool:
    """Tell whether the policy lets this person sign for this function."""
    may = policy.signers.get(approval.function, ())
    return approval.by.email in {person.email for person in may}


def counting(register: Register, vendor: Vendor, offering: Offering) -> tuple[Approval, ...]:
    """Return the sign-offs on *offering* that count today: for the present state, by the right."""
    return tuple(
        item for item in _proper(register, vendor, offering) if item.digest == vendor.digest
    )


def lacking(register: Register, vendor: Vendor, offering: Offering) -> Iterator[Lacking]:
    """Yield each function's sign-off that is lacking, at the lowest released class it is for."""
    policy = register.policy
    proper = _proper(register, vendor, offering)
    found: set[str] = set()
    for data_class in policy.up_to(offering.use.data_allowed if offering.use else ""):
        for function in data_class.signed_by:
            covering = [
                item
                for item in proper
                if item.function == function and data_class in policy.up_to(item.data_allowed)
            ]
            if function in found or any(item.digest == vendor.digest for item in covering):
                continue
            found.add(function)
            stale = max(covering, key=lambda item: item.on, default=None)
            yield Lacking(function, data_class, stale)


def lacking_by_class(
    register: Register, vendor: Vendor, offering: Offering, *, stale: bool
) -> Iterator[tuple[DataClass, tuple[Lacking, ...]]]:
    """Yield the lacking sign-offs that were given for another state, or the others, by class."""
    groups: dict[int, list[Lacking]] = {}
    for item in lacking(register, vendor, offering):
        if (item.stale is not None) is stale:
            groups.setdefault(item.data_class.position, []).append(item)
    for position, group in groups.items():
        yield register.policy.classes[position], tuple(group)


def _proper(register: Register, vendor: Vendor, offering: Offering) -> tuple[Approval, ...]:
    """Return the sign-offs that would count if their digest is the present one."""
    return tuple(
        item
        for item in vendor.approvals
        if (not item.offerings or offering.id in item.offerings)
        and item.on <= register.today
        and entitled(register.policy, item)
    )

"""What to use instead of an offering that may not be used, looked up in register.json's data."""

import heapq
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from inwriting.publish.published.offering import PublishedOffering
from inwriting.publish.published.policy import PublishedDataClass
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.words import VERDICTS

_MOST = 3
USABLE = ("allowed", "conditional")
"""The verdicts with which data may go in."""


@dataclass(frozen=True, slots=True)
class OtherOffering:
    """An offering that may be used instead of another."""

    offering: PublishedOffering
    usable: tuple[tuple[str, tuple[str, ...]], ...]
    """By verdict, the names of the data that may go into it and not into the other."""


@dataclass(frozen=True, slots=True)
class InsteadOf:
    """What to use instead of one offering."""

    classes: tuple[str, ...]
    """The names of the data that may not go in."""
    text: str
    """What the firm's own controls say."""
    others: tuple[OtherOffering, ...]
    """Offerings that these name, or else those of the same kind that may be used."""
    strangers: tuple[OtherOffering, ...]
    """Offerings of other kinds that may be used, when there is nothing else to say."""


class AlternativesLookup:
    """What to use instead of any offering of one register."""

    def __init__(self, register: PublishedRegister) -> None:
        """Note the offerings."""
        self._classes = register.data_classes
        self._known = {
            item.reference: item for vendor in register.vendors for item in vendor.offerings
        }
        self._usable: dict[tuple[str, ...], dict[str, list[OtherOffering]]] = {}

    def to(self, offering: PublishedOffering) -> InsteadOf | None:
        """Return what to use instead of *offering*; None when all data may go into it."""
        missing = [
            item for item in self._classes if offering.verdicts[item.id].verdict not in USABLE
        ]
        if not missing:
            return None
        named = dict.fromkeys(offering.alternatives.offerings)
        others = [_other(self._known[name], missing) for name in named if name in self._known]
        usable = self._usable_for(missing)
        same = usable.get(offering.kind, [])
        text = offering.alternatives.instead
        strangers = [] if text or others or same else list(itertools.chain(*usable.values()))
        return InsteadOf(
            classes=tuple(item.name for item in missing),
            text=text,
            others=tuple(sorted(others or same, key=_order)[:_MOST]),
            strangers=tuple(sorted(strangers, key=_order)[:_MOST]),
        )

    def _usable_for(self, missing: Sequence[PublishedDataClass]) -> dict[str, list[OtherOffering]]:
        """Return by kind the best offerings that take any of the data that is *missing*."""
        key = tuple(item.id for item in missing)
        if key not in self._usable:
            kinds: dict[str, list[OtherOffering]] = {}
            for item in self._known.values():
                other = _other(item, missing)
                if other.usable:
                    kinds.setdefault(item.kind, []).append(other)
            self._usable[key] = {
                kind: heapq.nsmallest(_MOST, found, key=_order) for kind, found in kinds.items()
            }
        return self._usable[key]


def instead(register: PublishedRegister, offering: PublishedOffering) -> InsteadOf | None:
    """Return what to use instead of *offering*, as `AlternativesLookup.to` does."""
    return AlternativesLookup(register).to(offering)


def _other(offering: PublishedOffering, missing: Sequence[PublishedDataClass]) -> OtherOffering:
    """Return *offering* with what of the data that is *missing* elsewhere may go into it."""
    usable: dict[str, list[str]] = {}
    for item in missing:
        verdict = offering.verdicts[item.id].verdict
        if verdict in USABLE:
            usable.setdefault(verdict, []).append(item.name)
    return OtherOffering(
        offering, tuple((word, tuple(usable[word])) for word in VERDICTS if word in usable)
    )


def _order(other: OtherOffering) -> tuple[int, bool, str]:
    classes = sum(len(names) for _, names in other.usable)
    return -classes, other.offering.use is None, other.offering.reference

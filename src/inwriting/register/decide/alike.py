"""Which teams, clients and regions no finding tells apart, so that one decision holds for all.

A decision depends on who asks in one way alone: a finding that names teams, clients or regions
counts for those that it names. Two teams that the same findings name are therefore decided alike,
and so is everybody whom no finding names. Nobody in particular stays apart wherever anybody is
named: only to them is told for whom it would be worse.
"""

import functools
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from inwriting.register.check.finding import Finding
from inwriting.register.decide.verdict import Decision, Verdicts
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Register

Alone = dict[str, str]
"""By id who stands for it; empty text is nobody in particular."""
_UNKNOWN = "?"
"""Stands for whoever neither the policy nor a finding names, and is nobody's id."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Who stands for whom among teams, clients and regions."""

    teams: Alone
    clients: Alone
    regions: Alone

    def of(self, team: str, client: str, region: str) -> tuple[str, str, str]:
        """Return who stands for these. Raises KeyError for what nothing names."""
        return self.teams[team], self.clients[client], self.regions[region]

    def and_to(self, other: "Alike") -> "Alike":
        """Return who is alike here and to *other* as well."""
        return Alike(
            _alone_in_both(self.teams, other.teams),
            _alone_in_both(self.clients, other.clients),
            _alone_in_both(self.regions, other.regions),
        )


class Deciding:
    """Decisions for teams, clients and regions, each that is alike made once."""

    def __init__(self, register: Register, verdicts: Verdicts) -> None:
        """Sort the findings by the offering that they touch."""
        self._policy = register.policy
        vendors = _by_vendor(verdicts.findings)
        self._verdicts = {
            item.reference: Verdicts(
                verdicts.decisions,
                tuple(
                    finding
                    # In their first order, in which a decision names them.
                    for _, finding in sorted(
                        (*vendors.get("", ()), *vendors.get(item.vendor, ())), key=_number
                    )
                    if finding.touches(item.vendor, item.reference)
                ),
                register,
            )
            for item in register.offerings
        }
        self._alike = {name: alike(self._policy, self.findings(name)) for name in self._verdicts}
        self._made: dict[tuple[str, ...], Decision] = {}

    def findings(self, offering: str) -> tuple[Finding, ...]:
        """Return the findings that touch the offering with the reference *offering*."""
        return self._verdicts[offering].findings

    def alike(self, offerings: Iterable[str]) -> Alike:
        """Return who is alike to all of *offerings* at once."""
        nobody = alike(self._policy, ())
        return functools.reduce(Alike.and_to, (self._alike[name] for name in offerings), nobody)

    def narrowed(
        self, offering: str, data_class: str, *, team: str = "", client: str = "", region: str = ""
    ) -> Decision:
        """Return what ``Verdicts.narrowed`` returns. Raises KeyError for an unknown name."""
        team, client, region = self._alike[offering].of(team, client, region)
        key = (offering, data_class, team, client, region)
        if key not in self._made:
            self._made[key] = self._verdicts[offering].narrowed(
                offering, data_class, team=team, client=client, region=region
            )
        return self._made[key]


def alike(policy: Policy, findings: Iterable[Finding]) -> Alike:
    """Return who of *policy* is alike to *findings*, all those that can touch a decision."""
    scoped = [finding for finding in findings if finding.scoped]
    return Alike(
        _alone(policy.teams, [finding.teams for finding in scoped]),
        _alone(policy.clients, [finding.clients for finding in scoped]),
        _alone(policy.regions, [finding.regions for finding in scoped]),
    )


def _alone(names: Iterable[str], scopes: list[tuple[str, ...]]) -> Alone:
    if not any(scopes):
        return dict.fromkeys(("", *names), "")
    first: dict[frozenset[int], str] = {}
    found = {"": ""}
    # A finding may name what the policy does not have, and decides for it all the same.
    for name in dict.fromkeys((*names, *itertools.chain.from_iterable(scopes))):
        naming = frozenset(number for number, scope in enumerate(scopes) if name in scope)
        found[name] = first.setdefault(naming, name)
    return found


def _alone_in_both(one: Alone, other: Alone) -> Alone:
    first: dict[tuple[str, str], str] = {}
    return {
        name: first.setdefault((one.get(name, _UNKNOWN), other.get(name, _UNKNOWN)), name)
        for name in dict.fromkeys((*one, *other))
    }


def _by_vendor(findings: Iterable[Finding]) -> dict[str, list[tuple[int, Finding]]]:
    found: dict[str, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(findings):
        vendor = finding.offering.partition("/")[0] if finding.offering else finding.vendor
        found.setdefault(vendor, []).append((number, finding))
    return found


def _number(item: tuple[int, Finding]) -> int:
    return item[0]

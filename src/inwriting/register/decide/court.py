"""One vendor judged by itself: its own files, and of others only what is asked for by name.

The court keeps no vendor for long. It notes for each judgment whose files were looked at, so that
what was judged once need not be judged again while none of them moves.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from inwriting.register.check.api import Check
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.check.run import WholeRegisterNeededError, run_on_vendor
from inwriting.register.decide.outcome import Found, VendorOutcome
from inwriting.register.decide.streamed import (
    ON_BASE,
    BaseVendors,
    Rules,
    SnapshotOf,
    Sought,
    Vendors,
    register_of,
)
from inwriting.register.decide.summing_up import vendor_outcome, with_exceptions
from inwriting.register.decide.verdict import Decision, decide_vendor
from inwriting.register.load.problem import Problem
from inwriting.register.model.register import Register, Vendor

_MOST_KEPT = 192
"""The decisions on how many vendors are kept at once, since some are asked for again and again."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """What came out for one vendor, and what it rests on."""

    vendor: VendorOutcome | None
    """None where its files cannot be used."""
    found: tuple[Found, ...]
    problems: tuple[Problem, ...]
    rests_on: tuple[tuple[str, str], ...]
    """Each vendor that was looked at with the digest of its files; empty where it is not there."""
    outside: Sought = ()
    not_compared: tuple[Problem, ...] = ()
    """What is broken in its folder on the base branch."""


class Court:
    """Judges the vendors of one register, one by one and in any order."""

    def __init__(
        self,
        rules: Rules,
        names: tuple[str, ...],
        snapshot_of: SnapshotOf,
        general: tuple[Finding, ...] = (),
    ) -> None:
        """Judge by *rules*; *general* is what was found about the register as a whole.

        Raises WholeRegisterNeededError when a check of the register as a whole reads verdicts.
        """
        if any(c.after_verdicts and c.subject == "register" for c in rules.checks):
            raise WholeRegisterNeededError
        self._rules = rules
        self._order = {check.id: number for number, check in enumerate(rules.checks)}
        self._first_checks = tuple(c for c in rules.checks if not c.after_verdicts)
        self._second_checks = tuple(c for c in rules.checks if c.after_verdicts)
        self._vendors = Vendors(rules, names, snapshot_of)
        self._register = register_of(rules, self._vendors)
        self._general = general
        self._first: OrderedDict[str, _First] = OrderedDict()

    def digest(self, name: str) -> str:
        """Return the digest of the files of *name*; empty where it is not there."""
        base = self._rules.base
        if name.startswith(ON_BASE):
            return base.digest_of(name.removeprefix(ON_BASE)) if base else ""
        return self._vendors.digest(name)

    def judge(self, name: str) -> Judgment:
        """Judge the vendor *name*.

        Raises WholeRegisterNeededError when a check wants to see all vendors.
        """
        vendors = self._vendors
        vendors.asked = {}
        built = vendors.built(name)
        vendor = built.vendor
        not_compared = self._not_compared(name)
        if vendor is None:
            return Judgment(None, (), built.problems, self._rests_on(), not_compared=not_compared)
        first = self._judge_first(vendor)
        verdicts = _Verdicts(self)
        second = tuple(self._run(self._second_checks, vendor, verdicts))
        found = (*first.findings, *second)
        decisions = first.decisions
        if second:
            decisions = decide_vendor(
                self._register, vendor, (*self._ordered(first.findings), *second)
            )
        own = tuple(
            item
            for item in with_exceptions((*self._about(name), *found), decisions.values())
            if item.finding.vendor == name
        )
        summary = vendor_outcome(self._rules.policy, vendor, own, decisions)
        return Judgment(
            summary, own, built.problems, self._rests_on(), self._outside(), not_compared
        )

    def decision(self, offering: str, data_class: str) -> Decision:
        """Return what the first checks lead to. Raises KeyError for what is not there."""
        vendor = self._register.vendor(offering.partition("/")[0])
        if vendor is None:
            raise KeyError((offering, data_class))
        return self._judge_first(vendor).decisions[offering, data_class]

    def about(self, name: str) -> tuple[Finding, ...]:
        """Return what the first checks found about the vendor *name* and the whole register."""
        vendor = self._register.vendor(name)
        if vendor is None:
            return self._general
        return self._ordered(self._judge_first(vendor).findings)

    @property
    def register(self) -> Register:
        """The register whose vendors are built when they are asked for."""
        return self._register

    def _judge_first(self, vendor: Vendor) -> "_First":
        known = self._first.get(vendor.id)
        if known is None:
            before, self._vendors.asked = self._vendors.asked, {}
            findings = tuple(self._run(self._first_checks, vendor, None))
            decisions = decide_vendor(self._register, vendor, self._ordered(findings))
            known = _First(findings, decisions, self._vendors.asked)
            self._vendors.asked = before
            self._first[vendor.id] = known
            if len(self._first) > _MOST_KEPT:
                self._first.popitem(last=False)
        self._vendors.asked.update(known.asked)
        return known

    def _run(
        self, checks: tuple[Check, ...], vendor: Vendor, verdicts: "_Verdicts | None"
    ) -> Iterator[Finding]:
        for finding in run_on_vendor(checks, self._register, vendor, verdicts):
            about = finding.offering.partition("/")[0] or vendor.id
            if vendor.id not in {about, finding.vendor} or about != finding.vendor:
                # It would move the verdict of another vendor, who may be judged already.
                raise WholeRegisterNeededError
            yield finding

    def _about(self, name: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self._general if finding.vendor in {"", name})

    def _ordered(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Return *findings* with the general ones, in the order in which all checks would run."""
        if not self._general:
            return findings
        last = len(self._order)
        return tuple(
            sorted(
                (*self._general, *findings),
                key=lambda f: self._order.get(f.check, -1 if f in self._general else last),
            )
        )

    def _not_compared(self, name: str) -> tuple[Problem, ...]:
        before = self._register.base.vendors if self._register.base else None
        return before.built(name).problems if isinstance(before, BaseVendors) else ()

    def _outside(self) -> Sought:
        """Return what was sought elsewhere for all who were looked at, not only for the vendor."""
        vendors = self._vendors
        found = {item for name in vendors.asked for item in vendors.sought.get(name, ())}
        return tuple(sorted(found))

    def _rests_on(self) -> tuple[tuple[str, str], ...]:
        return tuple(sorted(self._vendors.asked.items()))


@dataclass(frozen=True, slots=True)
class _First:
    """What the checks that read no verdicts found about one vendor."""

    findings: tuple[Finding, ...]
    decisions: dict[tuple[str, str], Decision]
    asked: dict[str, str]


class _Verdicts:
    """The verdicts that checks read, each worked out when it is asked for."""

    def __init__(self, court: Court) -> None:
        self._court = court

    @property
    def register(self) -> Register:
        """The register that was judged."""
        return self._court.register

    def of(self, offering: str, data_class: str) -> Decision:
        """Return the decision that holds for everybody."""
        return self._court.decision(offering, data_class)

    def about(self, vendor: str) -> tuple[Finding, ...]:
        """Return the findings about the vendor with that id, and about the whole register."""
        return self._court.about(vendor)

    def __getattr__(self, name: str) -> object:
        """Refuse what only verdicts on the whole register have."""
        raise WholeRegisterNeededError


def separable(general: tuple[Finding, ...]) -> bool:
    """Tell whether what was found about the whole register says the same of every vendor.

    A finding that an exception of some vendor may accept is accepted for one and not for another.
    """
    return not any(
        finding.acceptable and finding.effect in {Effect.PAUSE, Effect.REFUSE}
        for finding in general
    )

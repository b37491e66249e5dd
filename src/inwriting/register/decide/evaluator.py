"""One vendor evaluated by itself: its own files, and of others what its checks ask for.

No vendor is held for long. It is noted for each result whose files were looked at, so that what
was evaluated once need not be evaluated again while nothing of that changes.
"""

import functools
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import msgspec

from inwriting.register.check.api import Check
from inwriting.register.check.finding import Finding
from inwriting.register.check.run import run_on_vendor
from inwriting.register.decide.cache import decoder
from inwriting.register.decide.lazy_register import (
    ALL_VENDORS,
    ON_BASE,
    BaseVendors,
    Sought,
    Vendors,
    register_of,
)
from inwriting.register.decide.outcome import VendorOutcome
from inwriting.register.decide.packing import pack
from inwriting.register.decide.ruleset import Ruleset, order_of
from inwriting.register.decide.summary import (
    ExemptionEffect,
    exemption_effects,
    vendor_outcome,
    with_exceptions,
)
from inwriting.register.decide.verdict import Decision, Verdicts, decide_vendor
from inwriting.register.load.problem import Problem
from inwriting.register.model.register import Register, Vendor

_MOST_CACHED = 192
"""The decisions on how many vendors are held at once, since some are asked for again and again."""


class StrayFindingError(BaseException):
    """A check of one vendor found something about another one, which may be evaluated already.

    It is no Exception, so that no check that catches those takes it for its own.
    """


@dataclass(frozen=True, slots=True)
class General:
    """What was found about the register as a whole, or about a vendor by looking at another."""

    first: tuple[Finding, ...] = ()
    """By checks that read no verdicts."""
    second: tuple[Finding, ...] = ()
    """By those that do: it counts for the last verdicts alone."""

    @property
    def all(self) -> tuple[Finding, ...]:
        """All of it."""
        return (*self.first, *self.second)


@dataclass(frozen=True, slots=True)
class VendorResult:
    """What came out for one vendor, and what it rests on."""

    vendor: VendorOutcome | None
    """None where its files cannot be used."""
    found: bytes
    """Its findings, as `packing` packs them."""
    problems: tuple[Problem, ...]
    rests_on: tuple[tuple[str, str], ...]
    """Each vendor that was looked at with the digest of its files; empty where it is not there."""
    outside: Sought = ()
    not_compared: tuple[Problem, ...] = ()
    """What is broken in its folder on the base branch."""
    exemption_effects: tuple[ExemptionEffect, ...] = ()
    """What its exceptions do to findings about the register as a whole."""

    def __reduce__(self) -> tuple[Callable[..., "VendorResult"], tuple[object, ...]]:
        """Be sent between processes in a tenth of the time that pickling its parts takes."""
        try:
            return _unpickled, (msgspec.msgpack.encode(self),)
        except UnicodeEncodeError:
            return VendorResult, tuple(getattr(self, name) for name in self.__slots__)


class Evaluator:
    """Evaluates the vendors of one register, one by one and in any order."""

    def __init__(self, rules: Ruleset, vendors: Vendors, general: General) -> None:
        """Judge *vendors* by *rules*; *general* is what was found about all of them."""
        self._rules = rules
        self._order = order_of(rules.checks)
        self._first_checks = tuple(c for c in rules.checks if not c.after_verdicts)
        self._second_checks = tuple(c for c in rules.checks if c.after_verdicts)
        self._vendors = vendors
        self._register = register_of(rules, vendors)
        self._general = general
        self._first: OrderedDict[str, _First] = OrderedDict()

    @property
    def register(self) -> Register:
        """The register whose vendors are built when they are asked for."""
        return self._register

    def digest(self, name: str) -> str:
        """Return the digest of the files of *name*; empty where it is not there."""
        base = self._rules.base
        if name.startswith(ON_BASE):
            return base.digest_of(name.removeprefix(ON_BASE)) if base else ""
        return self._vendors.digest(name)

    def evaluate(self, name: str) -> VendorResult:
        """Return what comes out for the vendor *name*.

        Raises StrayFindingError.
        """
        vendors = self._vendors
        vendors.asked = {}
        built = vendors.built(name)
        vendor = built.vendor
        not_compared = self._not_compared(name)
        if vendor is None:
            return VendorResult(
                None, b"", built.problems, self._rests_on(name), not_compared=not_compared
            )
        first = self._judge_first(vendor)
        second = tuple(self._run(self._second_checks, vendor, LazyVerdicts(self)))
        decisions = first.decisions
        if second or self._general.second:
            decisions = decide_vendor(
                self._register,
                vendor,
                self._in_order((*self._general.all, *first.findings, *second)),
            )
        general = self._general.all
        about = (finding for finding in general if finding.vendor == name)
        own = tuple(
            item
            for item in with_exceptions((*about, *first.findings, *second), decisions.values())
            if item.finding.vendor == name
        )
        return VendorResult(
            vendor_outcome(self._rules.policy, vendor, own, decisions),
            pack(own),
            built.problems,
            self._rests_on(name),
            self._outside(),
            not_compared,
            exemption_effects(general, decisions.values()),
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
        own = self._judge_first(vendor).findings if vendor else ()
        general = (item for item in self._general.first if item.vendor in {"", name})
        return self._in_order((*general, *own))

    @functools.cached_property
    def all_verdicts(self) -> Verdicts:
        """What the first checks lead to for all vendors."""
        every = [self._judge_first(vendor) for vendor in self._register.vendors]
        findings = (*self._general.first, *(f for first in every for f in first.findings))
        decisions = {key: item for first in every for key, item in first.decisions.items()}
        return Verdicts(decisions, self._in_order(findings), self._register)

    def note_all(self) -> None:
        """Note that all vendors were looked at."""
        self._vendors.asked[ALL_VENDORS] = ""

    def strays(self, verdicts: "LazyVerdicts | None") -> tuple[Finding, ...]:
        """Return what the checks of one vendor find about another one."""
        checks = self._second_checks if verdicts else self._first_checks
        return tuple(
            finding
            for vendor in self._register.vendors
            for finding in run_on_vendor(checks, self._register, vendor, verdicts)
            if _is_stray(finding, vendor)
        )

    def _judge_first(self, vendor: Vendor) -> "_First":
        known = self._first.get(vendor.id)
        if known is None:
            before, self._vendors.asked = self._vendors.asked, {}
            findings = tuple(self._run(self._first_checks, vendor, None))
            decisions = decide_vendor(
                self._register, vendor, self._in_order((*self._general.first, *findings))
            )
            known = _First(findings, decisions, self._vendors.asked)
            self._vendors.asked = before
            self._first[vendor.id] = known
            if len(self._first) > _MOST_CACHED:
                self._first.popitem(last=False)
        self._vendors.asked.update(known.asked)
        return known

    def _run(
        self, checks: tuple[Check, ...], vendor: Vendor, verdicts: "LazyVerdicts | None"
    ) -> Iterator[Finding]:
        for finding in run_on_vendor(checks, self._register, vendor, verdicts):
            if not _is_stray(finding, vendor):
                yield finding
            elif finding not in self._general.all:
                raise StrayFindingError

    def _in_order(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return *findings* in the order in which all checks would run over a whole register."""
        return tuple(sorted(findings, key=self._order) if self._general.all else findings)

    def _not_compared(self, name: str) -> tuple[Problem, ...]:
        before = self._register.base.vendors if self._register.base else None
        return before.built(name).problems if isinstance(before, BaseVendors) else ()

    def _outside(self) -> Sought:
        """Return what was sought elsewhere for all who were looked at, not only for the vendor."""
        vendors = self._vendors
        found = {item for name in vendors.asked for item in vendors.sought.get(name, ())}
        return tuple(sorted(found))

    def _rests_on(self, name: str) -> tuple[tuple[str, str], ...]:
        asked = self._vendors.asked
        if not {ALL_VENDORS, ON_BASE + ALL_VENDORS}.isdisjoint(asked):
            # All are more than each of them, and would be noted for each of them.
            return (ALL_VENDORS, ""), (name, asked[name])
        return tuple(sorted(asked.items()))


class LazyVerdicts:
    """The verdicts that checks read, each worked out when it is asked for."""

    def __init__(self, evaluator: Evaluator) -> None:
        """Work them out with *evaluator*."""
        self._evaluator = evaluator

    @property
    def register(self) -> Register:
        """The register that is judged."""
        return self._evaluator.register

    def of(self, offering: str, data_class: str) -> Decision:
        """Return the decision that holds for everybody."""
        return self._evaluator.decision(offering, data_class)

    def about(self, vendor: str) -> tuple[Finding, ...]:
        """Return the findings about the vendor with that id, and about the whole register."""
        return self._evaluator.about(vendor)

    def __getattr__(self, name: str) -> object:
        """Return what only verdicts on all vendors together can tell."""
        self._evaluator.note_all()
        return getattr(self._evaluator.all_verdicts, name)


@dataclass(frozen=True, slots=True)
class _First:
    """What the checks that read no verdicts found about one vendor."""

    findings: tuple[Finding, ...]
    decisions: dict[tuple[str, str], Decision]
    asked: dict[str, str]


def _is_stray(finding: Finding, vendor: Vendor) -> bool:
    """Tell whether a check found *finding* about another one when it looked at *vendor*."""
    return (
        finding.vendor != vendor.id
        or (finding.offering.partition("/")[0] or vendor.id) != vendor.id
    )


def _unpickled(content: bytes) -> VendorResult:
    result: VendorResult = decoder(VendorResult).decode(content)
    return result

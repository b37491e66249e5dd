"""What came out for a register: of each vendor a summary, and everything else when it is asked for.

A register of ten thousand vendors is reported on without holding any of their dossiers. Whoever
needs these, or the verdicts with their reasons, asks for `register`, `verdicts` or `findings`.
"""

import dataclasses
import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from inwriting.exit_codes import ExitCode
from inwriting.register.check.api import Check
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.decide.ruleset import Ruleset, order_of
from inwriting.register.decide.verdict import Verdicts, decide
from inwriting.register.load.problem import Problem
from inwriting.register.model.register import LazyVendors, Register, Vendor
from inwriting.register.model.use import Exemption

Counts = tuple[int, ...]
"""How many findings do what: a number for each `Effect`, from the least to the worst."""


@dataclass(frozen=True, slots=True)
class OfferingOutcome:
    """What came out for one offering."""

    reference: str
    used_for: str
    """The highest class of data that the firm releases it for; empty when it does not use it."""
    verdicts: tuple[str, ...]
    """The verdict in a word for each data class, in the policy's order."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings there are about one offering, one vendor, or the register as a whole."""

    subject: str
    """The offering's reference, else the vendor's id; empty for the register."""
    everybody: Counts
    some: Counts
    """Of those that hold only for some teams, clients or regions."""


@dataclass(frozen=True, slots=True)
class VendorOutcome:
    """What came out for one vendor, but for the findings themselves."""

    id: str
    name: str
    fictional: bool
    basis: str
    statements: int
    documents: int
    at_hand: int
    """Documents whose text is at hand."""
    offerings: tuple[OfferingOutcome, ...]
    tallies: tuple[Tally, ...]
    suppressed: int
    """Findings that exceptions accept for every data class that they touch."""
    crashed: int
    """Check runs that failed."""
    blocking: int
    """How many of its findings block the merge."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding, and what an exception does to it."""

    finding: Finding
    accepted: tuple[Exemption, ...] = ()
    """The exceptions in force that accept it for some data class."""
    suppressed: bool = False
    """Whether they accept it for every data class that it touches."""


FoundOf = Callable[[str], tuple[Found, ...]]
"""Returns the findings of the vendor with an id."""
TextOf = Callable[[str], str | None]
"""Returns the text of a YAML file of the register by its path; None when there is none."""


@dataclass(frozen=True, repr=False)
class Evaluation:
    """Everything that was found out about a register."""

    by: Ruleset | None = None
    """What it was judged by; None when policy, questions or frameworks cannot be used."""
    names: tuple[str, ...] = ()
    """The vendor folders that were evaluated, sorted."""
    vendors: tuple[VendorOutcome, ...] = ()
    """Those whose files can be used."""
    general: tuple[Found, ...] = ()
    """The findings that no check of a vendor or an offering made."""
    not_run: tuple[Finding, ...] = ()
    """One for each check that could not run; in reports it stands among the problems."""
    found_of: FoundOf = lambda _: ()
    problems: tuple[Problem, ...] = ()
    """Input that cannot be used."""
    text_of: TextOf = lambda _: None
    fixed_clock: bool = False
    """Whether the policy's fixed clock was used."""
    compared_with: str = ""
    """The Git reference it was compared with; empty for none."""
    lazy_register: Register | None = None
    """The register, whose vendors are built when they are asked for."""
    only: frozenset[str] | None = None
    """The vendors to be held in memory when all are asked for; None for all there are."""

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks that ran."""
        return self.by.checks if self.by else ()

    @functools.cached_property
    def register(self) -> Register | None:
        """The register with its vendors in memory; None when there was no usable policy."""
        if self.lazy_register is None or not isinstance(self.lazy_register.vendors, LazyVendors):
            return self.lazy_register
        return _in_memory(self.lazy_register, self.only, {})

    @functools.cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, in the order of the checks and then of the vendors.

        Of vendors that are not to be held in memory, only what blocks the merge or crashed.
        """
        found = [*self.not_run, *(item.finding for item in self.general)]
        for vendor in self.vendors:
            if self.only is None or vendor.id in self.only:
                found += [item.finding for item in self.found_of(vendor.id)]
            elif vendor.blocking or vendor.crashed:
                own = [item.finding for item in self.found_of(vendor.id)]
                found += [item for item in own if item.blocks_merge or item.crashed]
        return tuple(sorted(found, key=order_of(self.checks)))

    @functools.cached_property
    def verdicts(self) -> Verdicts | None:
        """Every decision; None when there was no usable policy."""
        return decide(self.register, self.findings) if self.register else None

    @functools.cached_property
    def unusable(self) -> tuple[str, ...]:
        """Vendors whose files cannot be used."""
        known = {vendor.id for vendor in self.vendors}
        return tuple(name for name in self.names if name not in known) if self.by else ()

    @property
    def found(self) -> Iterator[Found]:
        """Yield every finding."""
        yield from self.general
        for vendor in self.vendors:
            yield from self.found_of(vendor.id)

    @property
    def blocking(self) -> Iterator[Found]:
        """Yield every finding that blocks the merge, without asking for any vendor in vain."""
        yield from (item for item in self.general if item.finding.blocks_merge)
        for vendor in self.vendors:
            if vendor.blocking:
                for item in self.found_of(vendor.id):
                    if item.finding.blocks_merge:
                        yield item

    @property
    def tallies(self) -> dict[str, Tally]:
        """How many findings there are, by what they are about."""
        found: dict[str, Tally] = {}
        own = (tally for vendor in self.vendors for tally in vendor.tallies)
        for tally in (*tallied(item.finding for item in self.general), *own):
            before = found.get(tally.subject)
            found[tally.subject] = _sum(before, tally) if before else tally
        return found

    @property
    def suppressed(self) -> int:
        """How many findings exceptions accept in full."""
        own = sum(vendor.suppressed for vendor in self.vendors)
        return own + sum(item.suppressed for item in self.general)

    @property
    def crashed(self) -> int:
        """How many check runs failed."""
        own = sum(vendor.crashed for vendor in self.vendors)
        return own + sum(item.finding.crashed for item in self.general)

    @property
    def exit_code(self) -> ExitCode:
        """The worst code that applies."""
        if self.crashed:
            return ExitCode.FAILED
        if self.problems or self.by is None:
            return ExitCode.UNUSABLE
        if not self.vendors:
            return ExitCode.NOTHING
        if any(item.finding.blocks_merge for item in self.general):
            return ExitCode.BLOCKED
        blocked = any(vendor.blocking for vendor in self.vendors)
        return ExitCode.BLOCKED if blocked else ExitCode.CLEAR


def tallied(findings: Iterable[Finding]) -> tuple[Tally, ...]:
    """Count *findings* by what they are about, in the order in which that is first met."""
    counts: dict[str, tuple[list[int], list[int]]] = {}
    for finding in findings:
        subject = finding.offering or finding.vendor
        if subject not in counts:
            counts[subject] = ([0] * len(Effect), [0] * len(Effect))
        # A finding without an effect would be one that nobody decided on: it blocks.
        effect = Effect.MERGE if finding.effect is None else finding.effect
        counts[subject][finding.scoped][effect] += 1
    return tuple(
        Tally(subject, tuple(everybody), tuple(some))
        for subject, (everybody, some) in counts.items()
    )


def _in_memory(
    lazy: Register, only: Collection[str] | None, same: Mapping[str, Vendor]
) -> Register:
    """Return the register *lazy* with *only* these vendors in memory, those in *same* as there."""
    names = [name for name in lazy.vendor_names if only is None or name in only]
    built = {name: same.get(name) or lazy.vendor(name) for name in names}
    found = {name: vendor for name, vendor in built.items() if vendor}
    before = None
    if lazy.base:
        as_before = {name: item for name, item in found.items() if lazy.is_as_before(name)}
        before = _in_memory(lazy.base, only, as_before)
    return dataclasses.replace(
        lazy,
        vendors=tuple(found.values()),
        unusable=tuple(name for name in names if name not in found),
        base=before,
    )


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(
        one.subject,
        tuple(a + b for a, b in zip(one.everybody, other.everybody, strict=True)),
        tuple(a + b for a, b in zip(one.some, other.some, strict=True)),
    )


Outcome = Evaluation

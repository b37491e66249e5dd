"""What reports on a register need to know: of each vendor a summary, and its findings when asked.

A register of ten thousand vendors is reported on without holding any of their dossiers: what a
summary does not say, nobody needs who looks at the whole.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from inwriting.exit_codes import ExitCode
from inwriting.register.check.api import Check
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.load.problem import Problem
from inwriting.register.model.frameworks import Frameworks
from inwriting.register.model.policy import Policy
from inwriting.register.model.questions import Question
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


@dataclass(frozen=True, slots=True)
class Judged:
    """What the policy is and on which day it was applied."""

    policy: Policy
    questions: dict[str, Question]
    frameworks: Frameworks
    today: datetime.date


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out for a register."""

    by: Judged | None
    """None when policy, questions or frameworks cannot be used: then nothing was judged."""
    checks: tuple[Check, ...]
    vendors: tuple[VendorOutcome, ...]
    unusable: tuple[str, ...]
    """Vendors whose files cannot be used."""
    general: tuple[Found, ...]
    """The findings that no check of a vendor or an offering made."""
    found_of: FoundOf
    problems: tuple[Problem, ...]
    """Input that cannot be used."""
    text_of: TextOf
    fixed_clock: bool
    """Whether the policy's fixed clock was used."""
    compared_with: str
    """The Git reference it was compared with; empty for none."""

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


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(
        one.subject,
        tuple(a + b for a, b in zip(one.everybody, other.everybody, strict=True)),
        tuple(a + b for a, b in zip(one.some, other.some, strict=True)),
    )

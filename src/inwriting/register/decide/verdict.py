"""The verdict for every offering and data class, from findings alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from inwriting.register.check.finding import Effect, Finding
from inwriting.register.model.policy import DataClass
from inwriting.register.model.register import Offering, Register, Vendor
from inwriting.register.model.use import Exemption


class Verdict(IntEnum):
    """May this data go into this offering? The higher, the less."""

    ALLOWED = 0
    CONDITIONAL = 1
    PAUSED = 2
    """We do not know: procurement pauses."""
    REFUSED = 3
    """We know, and it does not meet the policy."""

    @property
    def word(self) -> str:
        """The verdict as the register writes it."""
        return self.name.lower()


_VERDICT = {
    Effect.WARNING: Verdict.ALLOWED,
    Effect.CONDITION: Verdict.CONDITIONAL,
    Effect.PAUSE: Verdict.PAUSED,
    Effect.MERGE: Verdict.PAUSED,
    Effect.REFUSE: Verdict.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that an exception in force turns into a condition."""

    finding: Finding
    exemption: Exemption


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on one offering for one data class, with everything that led to it."""

    offering: str
    """The offering's reference."""
    data_class: str
    verdict: Verdict
    reasons: tuple[Finding, ...]
    """What pauses or refuses, worst first."""
    conditions: tuple[Finding, ...]
    """What must be kept."""
    accepted: tuple[Accepted, ...]
    """What an exception accepts for a while; each is a condition too."""
    warnings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Every decision of a register."""

    decisions: dict[tuple[str, str], Decision]
    """By offering reference and data class: what holds for everybody."""
    findings: tuple[Finding, ...]
    register: Register

    def of(self, offering: str, data_class: str) -> Decision:
        """Return the decision that holds for everybody."""
        return self.decisions[offering, data_class]

    def about(self, vendor: str) -> tuple[Finding, ...]:
        """Return the findings about the vendor with that id, and about the register as a whole."""
        return tuple(finding for finding in self.findings if finding.vendor in {"", vendor})

    def narrowed(
        self, offering: str, data_class: str, *, team: str = "", client: str = "", region: str = ""
    ) -> Decision:
        """Return the decision for one team, one client's data and one region; each may be empty."""
        item = self.register.offering(offering)
        found = self.register.policy.data_class(data_class)
        if item is None or found is None:
            raise KeyError((offering, data_class))
        vendor = self.register.vendor(item.vendor)
        assert vendor is not None  # noqa: S101 - an offering has a vendor
        narrowing = (team, client, region)
        here = [
            finding
            for finding in self.findings
            if finding.touches(vendor.id, item.reference)
            and _reaches(self.register, finding, found)
            and _concerns(finding, narrowing)
        ]
        return _decide(self.register, vendor, item, found, here)


def decide(register: Register, findings: Iterable[Finding]) -> Verdicts:
    """Return the verdict of every offering of *register* for every data class."""
    findings = tuple(findings)
    by_vendor: dict[str, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(findings):
        by_vendor.setdefault(_vendor_of(finding), []).append((number, finding))
    general = by_vendor.get("", [])
    decisions = {}
    for vendor in register.vendors:
        own = sorted((*general, *by_vendor.get(vendor.id, ())), key=lambda item: item[0])
        decisions.update(decide_vendor(register, vendor, [finding for _, finding in own]))
    return Verdicts(decisions, findings, register)


def decide_vendor(
    register: Register, vendor: Vendor, findings: Iterable[Finding]
) -> dict[tuple[str, str], Decision]:
    """Return the verdict of every offering of *vendor* for every data class.

    *findings* are those that are about it, and about the register as a whole.
    """
    findings = tuple(findings)
    decisions = {}
    for offering in vendor.offerings:
        reference = offering.reference
        # What holds only for some is left out here: this is what holds for everybody.
        here = [f for f in findings if not f.scoped and f.touches(vendor.id, reference)]
        for data_class in register.policy.classes:
            reaching = [f for f in here if _reaches(register, f, data_class)]
            decisions[reference, data_class.id] = _decide(
                register, vendor, offering, data_class, reaching
            )
    return decisions


def _vendor_of(finding: Finding) -> str:
    return finding.offering.partition("/")[0] if finding.offering else finding.vendor


def _decide(
    register: Register,
    vendor: Vendor,
    offering: Offering,
    data_class: DataClass,
    here: list[Finding],
) -> Decision:
    """Return what *here*, all findings that count for those who ask, lead to."""
    accepted = []
    if vendor.use and vendor.use.exemptions:
        for finding in here:
            exemption = accepting(register, vendor, offering, data_class, finding)
            if exemption:
                accepted.append(Accepted(finding, exemption))
        taken = {id(item.finding) for item in accepted}
        here = [finding for finding in here if id(finding) not in taken]
    by_effect: dict[Effect, list[Finding]] = {}
    for finding in here:
        by_effect.setdefault(_effect(finding), []).append(finding)
    worst = max((_VERDICT[effect] for effect in by_effect), default=Verdict.ALLOWED)
    if accepted:
        worst = max(worst, Verdict.CONDITIONAL)
    stopping = sorted((e for e in by_effect if e >= Effect.PAUSE), reverse=True)
    return Decision(
        offering=offering.reference,
        data_class=data_class.id,
        verdict=worst,
        reasons=tuple(finding for effect in stopping for finding in by_effect[effect]),
        conditions=tuple(by_effect.get(Effect.CONDITION, ())),
        accepted=tuple(accepted),
        warnings=tuple(by_effect.get(Effect.WARNING, ())),
    )


def leads_to(finding: Finding) -> Verdict:
    """Return the verdict that *finding* alone would lead to."""
    return _VERDICT[_effect(finding)]


def accepting(
    register: Register,
    vendor: Vendor,
    offering: Offering,
    data_class: DataClass,
    finding: Finding,
) -> Exemption | None:
    """Return the exception in force that accepts *finding* for *data_class*, or None.

    No exception is made to what breaks the register itself, nor to what the firm must decide.
    """
    if not finding.acceptable or finding.effect not in {Effect.PAUSE, Effect.REFUSE}:
        return None
    if not vendor.use:
        return None
    for item in vendor.use.exemptions:
        highest = register.policy.data_class(item.data_class)
        if (
            item.check == finding.check
            and item.offering == offering.id
            and item.question == finding.question
            and highest is not None
            and data_class.position <= highest.position
            and item.in_force(register.today, register.policy)
        ):
            return item
    return None


def _reaches(register: Register, finding: Finding, data_class: DataClass) -> bool:
    if not finding.data_class:
        return True
    lowest = register.policy.data_class(finding.data_class)
    return lowest is None or lowest.position <= data_class.position


def _concerns(finding: Finding, narrowing: tuple[str, str, str]) -> bool:
    named = (finding.teams, finding.clients, finding.regions)
    return all(not names or given in names for names, given in zip(named, narrowing, strict=True))


def _effect(finding: Finding) -> Effect:
    # A finding without an effect would be one that nobody decided on: it must not clear.
    return Effect.MERGE if finding.effect is None else finding.effect

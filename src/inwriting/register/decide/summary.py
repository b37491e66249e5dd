"""From findings and decisions to what reports need to know."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from inwriting.register.check.finding import Finding
from inwriting.register.decide.outcome import Found, OfferingOutcome, VendorOutcome, tallied
from inwriting.register.decide.verdict import Decision
from inwriting.register.load.document_texts import TextState
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Vendor
from inwriting.register.model.use import Exemption

Decisions = Mapping[tuple[str, str], Decision]
"""By offering reference and data class."""


@dataclass(frozen=True, slots=True)
class ExemptionEffect:
    """What the exceptions of one vendor do to a finding about the register as a whole."""

    number: int
    """Which of the findings about the register it is."""
    accepted: tuple[Exemption, ...]
    still_open: bool
    """Whether the finding pauses or refuses something of the vendor all the same."""


def vendor_outcome(
    policy: Policy, vendor: Vendor, found: tuple[Found, ...], decisions: Decisions
) -> VendorOutcome:
    """Return the summary of *vendor*, of which *found* was found and *decisions* made."""
    documents = vendor.dossier.documents.values()
    tallies = tallied(item.finding for item in found)
    return VendorOutcome(
        id=vendor.id,
        name=vendor.name,
        fictional=vendor.dossier.fictional,
        basis=vendor.dossier.basis,
        statements=len(vendor.dossier.statements),
        documents=len(documents),
        at_hand=sum(document.text.state is TextState.AT_HAND for document in documents),
        offerings=tuple(
            OfferingOutcome(
                offering.reference,
                offering.use.data_allowed if offering.use else "",
                tuple(decisions[offering.reference, c.id].verdict.word for c in policy.classes),
            )
            for offering in vendor.offerings
        ),
        tallies=tallies,
        suppressed=sum(item.suppressed for item in found),
        crashed=sum(item.finding.crashed for item in found),
        blocking=sum(tally.everybody[-1] + tally.some[-1] for tally in tallies),
    )


def with_exceptions(
    findings: Iterable[Finding], decisions: Iterable[Decision]
) -> tuple[Found, ...]:
    """Return *findings*, each with the exceptions that accept it in *decisions*."""
    accepted: dict[int, list[Exemption]] = {}
    still_open: set[int] = set()
    for decision in decisions:
        still_open.update(map(id, decision.reasons))
        for item in decision.accepted:
            known = accepted.setdefault(id(item.finding), [])
            if item.exemption not in known:
                known.append(item.exemption)
    return tuple(
        Found(
            finding,
            tuple(accepted.get(id(finding), ())),
            id(finding) in accepted and id(finding) not in still_open,
        )
        for finding in findings
    )


def exemption_effects(
    general: tuple[Finding, ...], decisions: Collection[Decision]
) -> tuple[ExemptionEffect, ...]:
    """Return what the exceptions behind *decisions* do to *general*, where they may do anything."""
    if not any(finding.acceptable for finding in general):
        return ()
    still_open = {id(finding) for decision in decisions for finding in decision.reasons}
    return tuple(
        ExemptionEffect(number, item.accepted, id(item.finding) in still_open)
        for number, item in enumerate(with_exceptions(general, decisions))
        if item.accepted or id(item.finding) in still_open
    )


def general_outcomes(
    general: tuple[Finding, ...], effects: Iterable[ExemptionEffect]
) -> tuple[Found, ...]:
    """Return *general*, each with what the exceptions of all vendors do to it."""
    accepted: dict[int, list[Exemption]] = {}
    still_open: set[int] = set()
    for item in effects:
        known = accepted.setdefault(item.number, [])
        known += [exemption for exemption in item.accepted if exemption not in known]
        if item.still_open:
            still_open.add(item.number)
    return tuple(
        Found(
            finding,
            tuple(accepted.get(number, ())),
            bool(accepted.get(number)) and number not in still_open,
        )
        for number, finding in enumerate(general)
    )

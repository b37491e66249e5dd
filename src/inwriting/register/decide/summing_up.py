"""From findings and decisions to what reports need to know."""

from collections.abc import Iterable, Mapping

from inwriting.register.check.finding import Finding
from inwriting.register.check.run import NOT_RUN
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.decide.outcome import (
    Found,
    Judged,
    OfferingOutcome,
    Outcome,
    VendorOutcome,
    tallied,
)
from inwriting.register.decide.verdict import Decision
from inwriting.register.load.document_texts import TextState
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Vendor
from inwriting.register.model.use import Exemption

Decisions = Mapping[tuple[str, str], Decision]
"""By offering reference and data class."""


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


def outcome_of(evaluation: Evaluation) -> Outcome:
    """Return what came out for a register that was evaluated as a whole."""
    register, verdicts = evaluation.register, evaluation.verdicts
    by_vendor: dict[str, list[Found]] = {}
    decisions = verdicts.decisions if verdicts else {}
    known = {vendor.id for vendor in register.vendors} if register else frozenset()
    for item in with_exceptions(evaluation.findings, decisions.values()):
        name = item.finding.vendor
        if item.finding.check == NOT_RUN:
            # It is among the problems already, which every report carries.
            continue
        by_vendor.setdefault(name if name in known else "", []).append(item)
    found = {name: tuple(items) for name, items in by_vendor.items()}
    return Outcome(
        by=None
        if register is None
        else Judged(register.policy, register.questions, register.frameworks, register.today),
        checks=evaluation.checks,
        vendors=()
        if register is None
        else tuple(
            vendor_outcome(register.policy, vendor, found.get(vendor.id, ()), decisions)
            for vendor in register.vendors
        ),
        unusable=tuple(register.unusable) if register else (),
        general=found.get("", ()),
        found_of=lambda name: found.get(name, ()),
        problems=evaluation.problems,
        text_of=evaluation.texts.get,
        fixed_clock=evaluation.fixed_clock,
        compared_with=evaluation.compared_with,
    )

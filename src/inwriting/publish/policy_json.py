"""The firm's policy, its questions, its checks and the frameworks, as plain data."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from inwriting.register.check.api import Check
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.model.basics import Period
from inwriting.register.model.frameworks import Frameworks
from inwriting.register.model.policy import DataClass, Demand, Policy
from inwriting.register.model.questions import Question


def period_data(period: Period | None) -> dict[str, Any] | None:
    """Return a period as length and unit, or None."""
    return None if period is None else {"length": period.length, "unit": period.unit}


def policy_data(policy: Policy) -> dict[str, Any]:
    """Return the policy. Of clients only their ids and names are said."""
    return {
        "firm": {
            "name": policy.firm,
            "fictional": policy.fictional,
            "contact": policy.contact,
        },
        "data-classes": [_data_class(item) for item in policy.classes],
        "authority": [{"id": item.id, "kinds": list(item.kinds)} for item in policy.levels],
        "functions": [
            {"id": name, "signers": [person.name for person in people]}
            for name, people in policy.signers.items()
        ],
        "teams": [
            {"id": item.id, "name": item.name, "region": item.region}
            for item in policy.teams.values()
        ],
        "clients": [{"id": item.id, "name": item.name} for item in policy.clients.values()],
        "regions": [{"id": name, "name": text} for name, text in policy.regions.items()],
        "sensitive-uses": [
            {"id": item.id, "name": item.name, "why": item.why}
            for item in policy.sensitive_uses.values()
        ],
        "limits": {
            "evidence-days": dict(policy.maximum_age),
            "evidence-warning-days": policy.evidence_warn,
            "exception-days": policy.exception_longest,
            "exception-warning-days": policy.exception_warn,
            "monitoring-days": dict(policy.monitoring),
        },
        "gate": _gate(policy),
    }


def questions_data(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Return the questions in their order."""
    return [
        {
            "id": item.id,
            "title": item.title,
            "asked-of": item.asked_of,
            "ask": item.ask,
            "good-answer": item.good_answer,
            "functions": list(item.functions),
            "risks": list(item.risks),
            "proof": item.proof,
            "authority": item.authority,
            "derived-from": item.derived_from,
            "data": list(item.data),
            "purposes": list(item.purposes),
            "values": [
                {
                    "id": value.id,
                    "standing": value.standing.name.lower(),
                    "meaning": value.meaning,
                }
                for value in item.values.values()
            ],
            "fields": _fields(item),
            "frameworks": [
                {"framework": name, "requirements": list(numbers)}
                for name, numbers in item.frameworks
            ],
        }
        for item in questions
    ]


def _fields(question: Question) -> list[dict[str, Any]] | None:
    """Return what a statement can tell besides the answer; None where the question does not say."""
    if question.fields is None:
        return None
    return [
        {"id": field.id, "needed-with": list(field.needed_with), "meaning": field.meaning}
        for field in question.fields
    ]


def checks_data(checks: Iterable[Check], findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return the checks with the number of what they found."""
    found = Counter(finding.check for finding in findings)
    return [
        {
            "id": item.id,
            "title": item.title,
            "why": item.why,
            "fix": item.fix,
            "group": item.group,
            "effect": Effect(item.effect).name.lower(),
            "blocks-merge": item.effect is Effect.MERGE,
            "risks": [str(risk) for risk in item.risks],
            "findings": found[item.id],
        }
        for item in checks
    ]


def frameworks_data(frameworks: Frameworks) -> dict[str, Any]:
    """Return the frameworks with every requirement."""
    return {
        "read-on": frameworks.read_on,
        "cautions": list(frameworks.cautions),
        "entries": [
            {
                "id": item.id,
                "name": item.name,
                "version": item.version,
                "requirements": [
                    {
                        "number": entry.number,
                        "meaning": entry.meaning,
                        "source": entry.source,
                        "source-kind": entry.source_kind,
                    }
                    for entry in item.requirements.values()
                ],
            }
            for item in frameworks.by_id.values()
        ],
    }


def _gate(policy: Policy) -> dict[str, Any]:
    """Return what other repositories are held to, everything said: a reader adds nothing."""
    gate = policy.gate
    approvers = {person.email for person in policy.exception_approvers}
    proper = gate.proper(approvers, policy.exception_longest)
    return {
        "data-class": gate.data_class,
        "register-days": gate.register_days,
        "undetermined-blocks-from": gate.undetermined_blocks_from or policy.classes[0].id,
        "suppressions": {
            "longest": gate.suppression_longest,
            "fail-before-end": gate.suppression_fails,
        },
        "roles": gate.roles,
        "rules": gate.rules,
        "offerings": {name: list(items) for name, items in gate.offerings.items()},
        "exceptions": [
            {
                "id": item.id,
                "tool": item.tool,
                "offering": item.offering,
                "data-class": item.data_class,
                "owner": item.owner.name,
                "approved-by": item.approved_by.name,
                "reason": item.reason,
                "granted": str(item.granted),
                "expires": str(item.expires),
                "proper": allowed,
            }
            for item, allowed in zip(gate.exceptions, proper, strict=True)
        ],
    }


def _data_class(item: DataClass) -> dict[str, Any]:
    return {
        "id": item.id,
        "name": item.name,
        "meaning": item.meaning,
        "signed-by": list(item.signed_by),
        "controls": list(item.controls),
        "needs-evidence-at-hand": item.needs_evidence_at_hand,
        "demands": [
            _demand(demand, own=name in item.own_demands) for name, demand in item.demands.items()
        ],
    }


def _demand(demand: Demand, *, own: bool) -> dict[str, Any]:
    return {
        "question": demand.question,
        "own": own,
        "at-least": demand.at_least,
        "at-most": period_data(demand.at_most),
        "notice-at-least": period_data(demand.notice_at_least),
        "authority": demand.authority,
        "data": list(demand.data),
        "purposes": list(demand.purposes),
        "places": list(demand.places),
        "refuses-residuals": list(demand.refuses_residuals),
    }

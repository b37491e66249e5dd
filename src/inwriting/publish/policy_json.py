"""The firm's policy, its questions, its checks and the frameworks, as register.json has them."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from inwriting.publish.published.policy import (
    PublishedAuthority,
    PublishedClient,
    PublishedDataClass,
    PublishedDemand,
    PublishedFirm,
    PublishedFunction,
    PublishedGate,
    PublishedGateException,
    PublishedLimits,
    PublishedRegion,
    PublishedSensitiveUse,
    PublishedSuppressions,
    PublishedTeam,
    RoleEffects,
)
from inwriting.publish.published.questions import (
    FrameworkReference,
    PublishedCheck,
    PublishedField,
    PublishedFramework,
    PublishedFrameworks,
    PublishedQuestion,
    PublishedRequirement,
    PublishedValue,
)
from inwriting.publish.published.shared import PublishedPeriod
from inwriting.register.check.api import Check
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.model.basics import Period
from inwriting.register.model.frameworks import Frameworks
from inwriting.register.model.policy import DataClass, Demand, Policy
from inwriting.register.model.questions import Question


def published_period(period: Period | None) -> PublishedPeriod | None:
    """Return a period as length and unit, or None."""
    return None if period is None else PublishedPeriod(period.length, period.unit)


def published_firm(policy: Policy) -> PublishedFirm:
    """Return the firm that keeps the register."""
    return PublishedFirm(name=policy.firm, fictional=policy.fictional, contact=policy.contact)


def published_classes(policy: Policy) -> tuple[PublishedDataClass, ...]:
    """Return the classes of data with what each demands."""
    return tuple(_data_class(item) for item in policy.classes)


def published_authority(policy: Policy) -> tuple[PublishedAuthority, ...]:
    """Return the levels of documents, the strongest first."""
    return tuple(PublishedAuthority(item.id, item.kinds) for item in policy.levels)


def published_functions(policy: Policy) -> tuple[PublishedFunction, ...]:
    """Return who signs."""
    return tuple(
        PublishedFunction(name, tuple(person.name for person in people))
        for name, people in policy.signers.items()
    )


def published_teams(policy: Policy) -> tuple[PublishedTeam, ...]:
    """Return the teams."""
    return tuple(PublishedTeam(item.id, item.name, item.region) for item in policy.teams.values())


def published_clients(policy: Policy) -> tuple[PublishedClient, ...]:
    """Return the clients: their ids and names, and nothing of their terms."""
    return tuple(PublishedClient(item.id, item.name) for item in policy.clients.values())


def published_regions(policy: Policy) -> tuple[PublishedRegion, ...]:
    """Return the regions."""
    return tuple(PublishedRegion(name, text) for name, text in policy.regions.items())


def published_sensitive_uses(policy: Policy) -> tuple[PublishedSensitiveUse, ...]:
    """Return the uses that a person reviews."""
    return tuple(
        PublishedSensitiveUse(item.id, item.name, item.why)
        for item in policy.sensitive_uses.values()
    )


def published_limits(policy: Policy) -> PublishedLimits:
    """Return how old and how long things may be."""
    return PublishedLimits(
        evidence_days=policy.maximum_age,
        evidence_warning_days=policy.evidence_warn,
        exception_days=policy.exception_longest,
        exception_warning_days=policy.exception_warn,
        monitoring_days=policy.monitoring,
    )


def published_questions(questions: Iterable[Question]) -> tuple[PublishedQuestion, ...]:
    """Return the questions in their order."""
    return tuple(
        PublishedQuestion(
            id=item.id,
            title=item.title,
            asked_of=item.asked_of,
            ask=item.ask,
            good_answer=item.good_answer,
            functions=item.functions,
            risks=item.risks,
            proof=item.proof,
            authority=item.authority,
            derived_from=item.derived_from,
            data=item.data,
            purposes=item.purposes,
            values=tuple(
                PublishedValue(value.id, value.standing.name.lower(), value.meaning)
                for value in item.values.values()
            ),
            fields=_fields(item),
            frameworks=tuple(
                FrameworkReference(name, tuple(numbers)) for name, numbers in item.frameworks
            ),
        )
        for item in questions
    )


def _fields(question: Question) -> tuple[PublishedField, ...] | None:
    """Return what a statement can tell besides the answer; None where the question does not say."""
    if question.fields is None:
        return None
    return tuple(
        PublishedField(field.id, tuple(field.needed_with), field.meaning)
        for field in question.fields
    )


def published_checks(
    checks: Iterable[Check], findings: Iterable[Finding]
) -> tuple[PublishedCheck, ...]:
    """Return the checks with the number of what they found."""
    found = Counter(finding.check for finding in findings)
    return tuple(
        PublishedCheck(
            id=item.id,
            title=item.title,
            why=item.why,
            fix=item.fix,
            group=item.group,
            effect=Effect(item.effect).name.lower(),
            blocks_merge=item.effect is Effect.MERGE,
            risks=tuple(str(risk) for risk in item.risks),
            findings=found[item.id],
        )
        for item in checks
    )


def published_frameworks(frameworks: Frameworks) -> PublishedFrameworks:
    """Return the frameworks with every requirement."""
    return PublishedFrameworks(
        read_on=frameworks.read_on,
        cautions=tuple(frameworks.cautions),
        entries=tuple(
            PublishedFramework(
                id=item.id,
                name=item.name,
                version=item.version,
                requirements=tuple(
                    PublishedRequirement(
                        entry.number, entry.meaning, entry.source, entry.source_kind
                    )
                    for entry in item.requirements.values()
                ),
            )
            for item in frameworks.by_id.values()
        ),
    )


def published_gate(policy: Policy) -> PublishedGate:
    """Return what other repositories are held to, everything said: a reader adds nothing."""
    gate = policy.gate
    approvers = {person.email for person in policy.exception_approvers}
    proper = gate.proper(approvers, policy.exception_longest)
    return PublishedGate(
        data_class=gate.data_class,
        register_days=gate.register_days,
        undetermined_blocks_from=gate.undetermined_blocks_from or policy.classes[0].id,
        suppressions=PublishedSuppressions(
            longest=gate.suppression_longest, fail_before_end=gate.suppression_fails
        ),
        roles=msgspec.convert(gate.roles, RoleEffects),
        rules=gate.rules,
        offerings=gate.offerings,
        exceptions=tuple(
            PublishedGateException(
                id=item.id,
                tool=item.tool,
                offering=item.offering,
                data_class=item.data_class,
                owner=item.owner.name,
                approved_by=item.approved_by.name,
                reason=item.reason,
                granted=str(item.granted),
                expires=str(item.expires),
                proper=allowed,
            )
            for item, allowed in zip(gate.exceptions, proper, strict=True)
        ),
    )


def _data_class(item: DataClass) -> PublishedDataClass:
    return PublishedDataClass(
        id=item.id,
        name=item.name,
        meaning=item.meaning,
        signed_by=item.signed_by,
        controls=item.controls,
        needs_evidence_at_hand=item.needs_evidence_at_hand,
        demands=tuple(
            _demand(demand, own=name in item.own_demands) for name, demand in item.demands.items()
        ),
    )


def _demand(demand: Demand, *, own: bool) -> PublishedDemand:
    return PublishedDemand(
        question=demand.question,
        own=own,
        at_least=demand.at_least,
        at_most=published_period(demand.at_most),
        notice_at_least=published_period(demand.notice_at_least),
        authority=demand.authority,
        data=demand.data,
        purposes=demand.purposes,
        places=demand.places,
        refuses_residuals=demand.refuses_residuals,
    )

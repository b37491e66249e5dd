"""What was decided on an offering, as register.json has it. Nothing is decided here."""

import itertools
from collections.abc import Iterable, Mapping

from inwriting.publish.published.decisions import (
    NarrowedDecision,
    PublishedAcceptance,
    PublishedDecision,
    PublishedFinding,
)
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.decide.alike import Deciding
from inwriting.register.decide.verdict import Decision, Verdicts
from inwriting.register.model.register import Offering, Register

_BLOCKS = {
    Effect.WARNING: "nothing",
    Effect.CONDITION: "nothing",
    Effect.PAUSE: "data",
    Effect.REFUSE: "data",
    Effect.MERGE: "merge",
}


class FindingList:
    """The findings of one offering, each once; decisions name them by their number."""

    def __init__(self) -> None:
        """Begin without any."""
        self._numbers: dict[Finding, int] = {}

    def number(self, finding: Finding) -> int:
        """Return the number of *finding*, which is added when it is new."""
        return self._numbers.setdefault(finding, len(self._numbers))

    def numbers(self, findings: Iterable[Finding]) -> tuple[int, ...]:
        """Return the numbers of *findings*."""
        return tuple(self.number(finding) for finding in findings)

    def published(self) -> tuple[PublishedFinding, ...]:
        """Return the findings in the order of their numbers."""
        return tuple(_finding(finding) for finding in self._numbers)


def published_verdicts(
    register: Register, verdicts: Verdicts, offering: Offering, findings: FindingList
) -> Mapping[str, PublishedDecision]:
    """Return the decision for everybody, by data class."""
    return {
        item.id: _decision(verdicts.of(offering.reference, item.id), findings)
        for item in register.policy.classes
    }


def published_narrowed(
    register: Register,
    verdicts: Verdicts,
    deciding: Deciding,
    offering: Offering,
    findings: FindingList,
) -> tuple[NarrowedDecision, ...]:
    """Return the decisions that differ from the one for everybody, and for whom.

    Each combination of team, client and region that a finding names is asked for. A reader who
    has several of them takes the worst of all entries that name nothing else.
    """
    made = []
    for team, client, region in _combinations(deciding.findings(offering.reference)):
        for item in register.policy.classes:
            general = verdicts.of(offering.reference, item.id)
            narrowed = deciding.narrowed(
                offering.reference, item.id, team=team, client=client, region=region
            )
            if narrowed != general:
                decision = _decision(narrowed, findings)
                made.append(
                    NarrowedDecision(
                        team=team,
                        client=client,
                        region=region,
                        data_class=item.id,
                        verdict=decision.verdict,
                        reasons=decision.reasons,
                        conditions=decision.conditions,
                        accepted=decision.accepted,
                        warnings=decision.warnings,
                    )
                )
    return tuple(made)


def _combinations(findings: Iterable[Finding]) -> list[tuple[str, str, str]]:
    return sorted(
        {
            combination
            for finding in findings
            if finding.scoped
            for combination in itertools.product(
                finding.teams or ("",), finding.clients or ("",), finding.regions or ("",)
            )
        }
    )


def _decision(decision: Decision, findings: FindingList) -> PublishedDecision:
    return PublishedDecision(
        verdict=decision.verdict.word,
        reasons=findings.numbers(decision.reasons),
        conditions=findings.numbers(decision.conditions),
        accepted=tuple(
            PublishedAcceptance(
                finding=findings.number(item.finding),
                exception=item.exemption.id,
                owner=item.exemption.owner.name,
                reason=item.exemption.reason,
                expires=str(item.exemption.expires),
            )
            for item in decision.accepted
        ),
        warnings=findings.numbers(decision.warnings),
    )


def _finding(finding: Finding) -> PublishedFinding:
    # A finding that nobody gave an effect blocks, as it does where verdicts are made.
    effect = Effect.MERGE if finding.effect is None else finding.effect
    return PublishedFinding(
        check=finding.check,
        effect=effect.name.lower(),
        blocks=_BLOCKS[effect],
        message=finding.message,
        fix=finding.fix,
        question=finding.question,
        data_class=finding.data_class,
        risks=tuple(str(risk) for risk in finding.risks),
        clauses=finding.clauses,
        teams=finding.teams,
        clients=finding.clients,
        regions=finding.regions,
    )

"""What was decided on an offering, as plain data. Nothing is decided here."""

import itertools
from collections.abc import Iterable
from typing import Any

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

    def numbers(self, findings: Iterable[Finding]) -> list[int]:
        """Return the numbers of *findings*."""
        return [self.number(finding) for finding in findings]

    def data(self) -> list[dict[str, Any]]:
        """Return the findings in the order of their numbers."""
        return [_finding(finding) for finding in self._numbers]


def verdicts_data(
    register: Register, verdicts: Verdicts, offering: Offering, findings: FindingList
) -> dict[str, Any]:
    """Return the decision for everybody, by data class."""
    return {
        item.id: _decision(verdicts.of(offering.reference, item.id), findings)
        for item in register.policy.classes
    }


def narrowed_data(
    register: Register,
    verdicts: Verdicts,
    deciding: Deciding,
    offering: Offering,
    findings: FindingList,
) -> list[dict[str, Any]]:
    """Return the decisions that differ from the one for everybody, and for whom.

    Each combination of team, client and region that a finding names is asked for. A reader who
    has several of them takes the worst of all entries that name nothing else.
    """
    data = []
    for team, client, region in _combinations(deciding.findings(offering.reference)):
        for item in register.policy.classes:
            general = verdicts.of(offering.reference, item.id)
            narrowed = deciding.narrowed(
                offering.reference, item.id, team=team, client=client, region=region
            )
            if narrowed != general:
                who = {"team": team, "client": client, "region": region, "data-class": item.id}
                data.append(who | _decision(narrowed, findings))
    return data


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


def _decision(decision: Decision, findings: FindingList) -> dict[str, Any]:
    return {
        "verdict": decision.verdict.word,
        "reasons": findings.numbers(decision.reasons),
        "conditions": findings.numbers(decision.conditions),
        "accepted": [
            {
                "finding": findings.number(item.finding),
                "exception": item.exemption.id,
                "owner": item.exemption.owner.name,
                "reason": item.exemption.reason,
                "expires": str(item.exemption.expires),
            }
            for item in decision.accepted
        ],
        "warnings": findings.numbers(decision.warnings),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    # A finding that nobody gave an effect blocks, as it does where verdicts are made.
    effect = Effect.MERGE if finding.effect is None else finding.effect
    return {
        "check": finding.check,
        "effect": effect.name.lower(),
        "blocks": _BLOCKS[effect],
        "message": finding.message,
        "fix": finding.fix,
        "question": finding.question,
        "data-class": finding.data_class,
        "risks": [str(risk) for risk in finding.risks],
        "clauses": list(finding.clauses),
        "teams": list(finding.teams),
        "clients": list(finding.clients),
        "regions": list(finding.regions),
    }

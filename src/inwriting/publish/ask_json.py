"""What the page "Can I use it?" looks its answers up in. Nothing is decided here, nor there.

Every answer that `inwriting ask` can give is made at build time, by the same functions. Teams,
clients and regions that no finding tells apart share one (``decide/alike.py`` says why that is
exact), and what many answers have in common is written once and named by its number.

An answer is found in three steps, all of them keys: the team's region is looked up in
``regions-meant``; team, client and region each have a number in the offering's ``alike``; and the
three numbers with dots between them are the key of the data class's table.
"""

from collections.abc import Callable

import msgspec

from inwriting.publish.ask_parts import SharedParts
from inwriting.publish.ask_rules import rules
from inwriting.publish.ask_structs import (
    AskClass,
    AskData,
    AskFirm,
    AskNamed,
    AskOffering,
    AskQuestion,
    AskTable,
    ToldAcceptance,
    ToldOther,
    ToldReply,
    ToldWorse,
    VerdictWords,
)
from inwriting.publish.ask_tables import folded
from inwriting.publish.errors import PublishError
from inwriting.publish.escape import file_stem
from inwriting.publish.written import in_ascii
from inwriting.register.decide.alike import Alike, Deciding
from inwriting.register.decide.asking import (
    Alternatives,
    Asked,
    Worse,
    decided,
    region_meant,
    ruled_by_firm,
    to_ask,
    worse_for,
    written,
    yes,
)
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.decide.verdict import Decision
from inwriting.register.model.register import Offering, Register

FORMAT = 1
"""The version of the data. The page's script refuses any other."""
SCRIPT = "assets/ask-data.js"
"""Where the script with the data lies in the site."""
SAYS = {
    "allowed": ("Yes", "the data may go in"),
    "conditional": ("Yes, if …", "the data may go in if the conditions below are kept"),
    "paused": ("Not yet", "not until we know more"),
    "refused": ("No", "we know what happens to it, and it does not meet the policy"),
}
"""What each verdict is to somebody who asks, and what it means."""
BASIS = {"public-terms": "its public terms alone", "our-contract": "our contract"}
"""What an offering was judged on."""
RULED = "the firm's rules or the client's terms do not let it in"
"""What a refusal means when nothing is said of the vendor."""


def ask_data(evaluation: Evaluation, commit: str = "", deciding: Deciding | None = None) -> AskData:
    """Return all answers; *commit* is the one that they were made from.

    *deciding* is asked for decisions, when one is at hand that made some of them already.

    Raises PublishError when there is no register to speak of.
    """
    register, verdicts = evaluation.register, evaluation.verdicts
    if register is None or verdicts is None:
        fix = "Run `inwriting check` and mend what it names."
        raise PublishError("policy", "It cannot be used, so nothing was judged.", fix)
    policy = register.policy
    own = frozenset(check.id for check in evaluation.checks if check.group == "decision")
    answers = _AskAnswers(register, deciding or Deciding(register, verdicts), own)
    offerings = [answers.offering(item) for item in register.offerings]
    regions = ("", *policy.regions)
    parts = answers.parts
    return AskData(
        format=FORMAT,
        judged_on=str(register.today),
        fixed_clock=evaluation.fixed_clock,
        commit=commit,
        failed=evaluation.exit_code.name == "FAILED",
        firm=AskFirm(policy.firm, policy.contact),
        unusable=list(register.unusable),
        verdicts={word: VerdictWords(says, means) for word, (says, means) in SAYS.items()},
        ruled=RULED,
        classes=[AskClass(item.id, item.name, item.meaning) for item in policy.classes],
        teams=[AskNamed(item.id, item.name) for item in policy.teams.values()],
        clients=[AskNamed(item.id, item.name) for item in policy.clients.values()],
        regions=[AskNamed(name, text) for name, text in policy.regions.items()],
        uses=[AskNamed(item.id, item.name) for item in policy.sensitive_uses.values()],
        regions_meant={
            team: {region: region_meant(policy, team, region) for region in regions}
            for team in ("", *policy.teams)
        },
        questions=[
            AskQuestion(item.id, item.title, item.ask) for item in register.questions.values()
        ],
        checks={item.id: f"checks/{file_stem(item.id)}.html" for item in evaluation.checks},
        offerings=offerings,
        texts=parts.texts.parts,
        findings=parts.findings.parts,
        written=parts.statements.parts,
        replies=parts.replies.parts,
        others=parts.others.parts,
        tables=parts.tables.parts,
        alike=parts.alike.parts,
    )


def ask_script(data: object) -> str:
    """Return the script that gives the page *data*, and nobody the means to change it.

    It is read as JSON and not as a script's own objects, for which some names have a meaning; and
    nothing in it can end the script or its text, wherever it is put.
    """
    text = in_ascii(msgspec.json.encode(data).decode("utf-8"))
    for mark in "<>&'":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    literal = text.replace("\\", "\\\\")
    return (
        "// Made by inwriting: every answer of the page ask.html. Nothing here decides anything.\n"
        "(() => {\n"
        "  const frozen = (key, value) => Object.freeze(value);\n"
        "  Object.defineProperty(window, 'inwritingAsk', {\n"
        f"    value: JSON.parse('{literal}', frozen),\n"
        "  });\n"
        "})();\n"
    )


class _AskAnswers:
    """The answers of one register, what they share in one place."""

    def __init__(self, register: Register, deciding: Deciding, own: frozenset[str]) -> None:
        self.parts = SharedParts()
        self._register = register
        self._deciding = deciding
        self._alternatives = Alternatives(register, deciding.narrowed)
        self._kinds: dict[str, Alike] = {}
        self._own = own
        self._classes = [item.id for item in register.policy.classes]
        self._instead: dict[tuple[object, ...], int] = {}
        self._numbers = {item.reference: n for n, item in enumerate(register.offerings)}

    def offering(self, offering: Offering) -> AskOffering:
        """Return everything that is answered on *offering*."""
        reference = offering.reference
        vendor = self._register.vendor(offering.vendor)
        assert vendor is not None  # noqa: S101 - an offering has a vendor
        return AskOffering(
            reference=reference,
            name=offering.name,
            kind=offering.kind.replace("-", " "),
            vendor=vendor.name,
            fictional=offering.dossier.fictional,
            basis=BASIS.get(offering.dossier.basis, offering.dossier.basis),
            page=f"vendors/{offering.vendor}/{file_stem(offering.id)}.html",
            keeper=vendor.dossier.owner.name,
            owner=f"{vendor.use.owner.name}, {vendor.use.owner.email}" if vendor.use else "",
            rules=rules(self._register.policy, offering, self.parts),
            written={
                name: [
                    self.parts.written(item, offering)
                    for item in written(self._register, Asked(reference, name))
                ]
                for name in self._classes
            },
            answers=self._table(offering, self._deciding.alike([reference]), self._reply),
            others=self._table(offering, self._alike_to_others(offering), self._others),
        )

    def _alike_to_others(self, offering: Offering) -> Alike:
        """Return who is alike to *offering* and to all that may be used instead of it."""
        kind = offering.kind
        if kind not in self._kinds:
            self._kinds[kind] = self._deciding.alike(self._alternatives.of_kind(kind))
        return self._kinds[kind].and_to(
            self._deciding.alike(self._alternatives.named(offering)),
        )

    def _table(
        self,
        offering: Offering,
        alike: Alike,
        answer: Callable[[Offering, Asked, Decision], int],
    ) -> AskTable:
        """Return by data class the *answer* that holds for each of those who are not *alike*."""

        def row(team: str, client: str, region: str) -> tuple[int, ...]:
            found = []
            for name in self._classes:
                asked = Asked(offering.reference, name, team, client, region)
                decision = decided(self._deciding.narrowed, offering.reference, asked)
                found.append(answer(offering, asked, decision))
            return tuple(found)

        groups, rows = folded(alike, row)
        return AskTable(
            alike=self.parts.alike.number(groups),
            by_class={
                name: self.parts.tables.number({key: row[n] for key, row in rows.items()})
                for n, name in enumerate(self._classes)
            },
        )

    def _reply(self, offering: Offering, asked: Asked, decision: Decision) -> int:
        fallback = offering.use.fallback if offering.use else None
        told = fallback.instead if fallback and not yes(decision) else ""
        questions = list(self._register.questions)
        worse = worse_for(
            self._deciding.findings(offering.reference), self._deciding.narrowed, asked, decision
        )
        return self.parts.replies.number(
            ToldReply(
                verdict=decision.verdict.word,
                ruled=ruled_by_firm(decision, self._own),
                reasons=self.parts.told(decision.reasons, offering),
                conditions=self.parts.told(decision.conditions, offering),
                accepted=[
                    ToldAcceptance(
                        finding=self.parts.finding(item.finding, offering),
                        exception=item.exemption.id,
                        owner=item.exemption.owner.name,
                        until=str(item.exemption.expires),
                        reason=self.parts.text(item.exemption.reason),
                    )
                    for item in decision.accepted
                ],
                notes=len(decision.warnings),
                to_ask=[questions.index(item.id) for item in to_ask(self._register, decision)],
                worse=[_worse(item, asked) for item in worse],
                instead=self.parts.text(told),
            )
        )

    def _others(self, offering: Offering, asked: Asked, decision: Decision) -> int:
        # Its kind, its verdict and what is named instead of it say all: what is better is never the
        # offering itself.
        whose = (asked.data_class, asked.team, asked.client, asked.region)
        key = (self._alternatives.named(offering), offering.kind, decision.verdict, *whose)
        if key not in self._instead:
            found = self._alternatives.others(asked, offering, decision)
            others = [
                ToldOther(self._numbers[item.offering.reference], item.verdict.word, item.named)
                for item in found
            ]
            self._instead[key] = self.parts.others.number(others)
        return self._instead[key]


def _worse(item: Worse, asked: Asked) -> ToldWorse:
    """Return for whom it is worse, named by what was not asked: the rest is in the question."""
    return ToldWorse(
        team="" if asked.team else item.team,
        client="" if asked.client else item.client,
        region="" if asked.region else item.region,
        verdict=item.verdict.word,
    )

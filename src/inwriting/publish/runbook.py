"""What to do when the wrong data went in, put together from the policy and the answers.

Nothing is made up here: where the policy or the vendor says nothing, that is what is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from inwriting.publish.published.offering import PublishedOffering, PublishedOutcome
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.published.vendor import PublishedStatement, PublishedVendor
from inwriting.publish.words import STANDINGS, cells, period, sentence

_IN = frozenset({"prompts", "uploads", ""})
"""The kinds of data that somebody puts in; empty for answers on all."""


@dataclass(frozen=True, slots=True)
class RunbookPoint:
    """One thing to know or do."""

    text: str
    clause: str = ""
    """Document and clause behind it, as people cite them."""
    question: str = ""
    """The question that the clause answers; empty for none."""


@dataclass(frozen=True, slots=True)
class RunbookStep:
    """One step, the first of which comes first."""

    title: str
    points: tuple[RunbookPoint, ...]


class _QuestionAnswers:
    """The answers of an offering, with the words and the clauses behind them."""

    def __init__(self, vendor: PublishedVendor, offering: PublishedOffering) -> None:
        self._statements = {item.id: item for item in vendor.statements}
        self._titles = {item.id: item.title for item in vendor.documents}
        self._answers = {item.question: item.outcomes for item in offering.answers}

    def on(
        self, question: str
    ) -> Iterator[tuple[PublishedOutcome, PublishedStatement | None, str]]:
        """Yield outcome, deciding statement and its clause for what goes in, the worst first."""
        found = [
            item
            for item in self._answers.get(question, ())
            if any(cell.data in _IN for cell in item.cells)
        ]
        found.sort(key=lambda item: STANDINGS.index(item.standing), reverse=True)
        for item in found:
            said = self._statements.get(item.statement)
            title = self._titles.get(said.document, said.document) if said else ""
            yield item, said, f"{title}, {said.clause}" if said else ""


def runbook(
    register: PublishedRegister, vendor: PublishedVendor, offering: PublishedOffering
) -> tuple[RunbookStep, ...]:
    """Return the steps for somebody who put the wrong data into *offering*."""
    answers = _QuestionAnswers(vendor, offering)
    return (
        RunbookStep("Tell the firm, now", tuple(_tell(register, vendor))),
        RunbookStep(f"Have it deleted at {vendor.name}", tuple(_delete(vendor, answers))),
        RunbookStep("See whether it was used already", tuple(_used(answers))),
        RunbookStep("See who has it, and for how long", tuple(_kept(answers, offering))),
        RunbookStep("See whose data it is", tuple(_clients(register, offering))),
    )


def _tell(register: PublishedRegister, vendor: PublishedVendor) -> Iterator[RunbookPoint]:
    yield RunbookPoint(
        f"Write to {register.firm.contact}: what went in, whose data it is, when, and from "
        "which account. Put nothing more in."
    )
    owner = vendor.tool_owner
    if owner:
        yield RunbookPoint(
            f"Tell {owner.name}, {owner.email}, who is responsible for the tool here."
        )
    else:
        keeper = vendor.owner
        yield RunbookPoint(
            "Nobody in the firm answers for this tool. Who knows its terms: "
            f"{keeper.name}, {keeper.email}."
        )
    yield RunbookPoint("By when: the policy sets no deadline down. Do it before anything else.")


def _delete(vendor: PublishedVendor, answers: _QuestionAnswers) -> Iterator[RunbookPoint]:
    addressed = False
    for question, silent in (
        ("accidental-input", "what it does about an input by mistake"),
        ("deletion-on-request", "when it deletes on request"),
    ):
        for outcome, said, clause in answers.on(question):
            if said is None:
                yield RunbookPoint(f"No document says {silent}.")
                continue
            addressed |= bool(said.contact or said.route)
            where = [
                f"Ask here: {said.contact}." if said.contact else "",
                f"The way: {said.route}." if said.route else "",
                f"Deadline: {period(said.period)}." if said.period else "",
            ]
            text = " ".join(filter(None, [outcome.meaning, *where]))
            yield RunbookPoint(text, clause, said.question)
    if not addressed:
        site = f" Its website is {vendor.website}." if vendor.website else ""
        yield RunbookPoint(f"No document that we read names an address for it.{site}")


def _used(answers: _QuestionAnswers) -> Iterator[RunbookPoint]:
    told = False
    for outcome, said, clause in answers.on("training-use"):
        told = True
        what = cells(item for item in outcome.cells if item.data in _IN)
        before = {
            "exposes": "It may have been used already",
            "unclear": "Nobody can say whether it was used",
            "protects": "It was not used, if the promise is kept",
        }[outcome.standing]
        if said is None:
            yield RunbookPoint(
                f"Nobody can say whether it was used: {what}. No document says anything."
            )
        else:
            text = f"{before}: {what}. {outcome.meaning}"
            yield RunbookPoint(text, clause, said.question)
    if not told:
        yield RunbookPoint("Nobody asked about training.")
    for outcome, said, clause in answers.on("opt-out"):
        if said:
            way = f" The way: {said.route}." if said.route else ""
            yield RunbookPoint(f"Opt-out: {outcome.meaning}{way}", clause, said.question)


def _kept(answers: _QuestionAnswers, offering: PublishedOffering) -> Iterator[RunbookPoint]:
    for question, word in (("retention", "Kept"), ("human-access", "Read by people")):
        for outcome, said, clause in answers.on(question):
            what = cells(item for item in outcome.cells if item.data in _IN)
            of = f"{word}: {what}" if what else word
            if said is None:
                yield RunbookPoint(f"{of}. No document says anything.")
                continue
            time = f" For {period(said.period)}." if said.period else ""
            yield RunbookPoint(f"{of}. {outcome.meaning}{time}", clause, said.question)
    chain = offering.chain
    companies = [chain.companies[item.to].company for item in chain.passes]
    if companies:
        names = list(dict.fromkeys(companies))
        more = f" and {len(names) - 8} more, listed above" if len(names) > 8 else ""
        yield RunbookPoint(f"Companies behind it that may have it: {', '.join(names[:8])}{more}.")


def _clients(register: PublishedRegister, offering: PublishedOffering) -> Iterator[RunbookPoint]:
    for finding in offering.findings:
        if finding.clients and finding.clauses:
            yield RunbookPoint(sentence(finding.message), finding.clauses[0])
    names = ", ".join(item.name for item in register.clients)
    if names:
        yield RunbookPoint(
            f"Terms of these clients are known to the register: {names}. It does not record which "
            "of them must be told of a mistake: whoever you wrote to above decides that."
        )
    else:
        yield RunbookPoint("The register knows of no client's own terms.")

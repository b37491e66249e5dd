"""The answer to `inwriting ask`, for people and as JSON."""

from inwriting.output.check_text import scope_of
from inwriting.output.findings_json import finding_data
from inwriting.output.json_text import as_json
from inwriting.output.listing import SortedFindings, listing
from inwriting.output.options import Options
from inwriting.output.screen import Screen
from inwriting.output.verdict_table import vendor_line
from inwriting.output.words import day, effect_of
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.decide.asking import Asked, Reply, ruled_by_firm
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.decide.verdict import Verdict
from inwriting.register.model.register import Register
from inwriting.wording import ANSWERS, counted

FORMAT = 1
"""The version of the JSON."""
_MEANING = {
    Verdict.ALLOWED: "you may put it in",
    Verdict.CONDITIONAL: "if you keep the conditions below",
    Verdict.PAUSED: "we do not know enough",
    Verdict.REFUSED: "we know what happens to it, and it does not meet the policy",
}


def render(evaluation: Evaluation, register: Register, reply: Reply, options: Options) -> str:
    """Return the answer for people."""
    screen = Screen(options.layout)
    word = reply.decision.verdict.word
    screen.spans(
        (f"{reply.asked.data_class} data into {reply.asked.offering}{_whom(reply.asked)}: ", ""),
        (ANSWERS[word], word),
        (f" ({_meaning(evaluation, reply)}).", ""),
    )
    vendor = register.vendor(reply.offering.vendor)
    about = f"{reply.offering.name}, {vendor_line(vendor)}" if vendor else reply.offering.name
    why = day(as_of=options.as_of, fixed_clock=evaluation.fixed_clock)
    judged = f"judged on {register.today} ({why})"
    screen.line(f"{about}, {judged}", "quiet")
    if reply.yes:
        _findings(screen, "Keep to these conditions", reply.decision.conditions)
        _accepted(screen, reply)
        _own_rules(screen, reply)
    else:
        # Conditions of a yes would read like a yes.
        _findings(screen, "What is missing to get to yes", reply.decision.reasons)
        _instead(screen, reply)
        _to_ask(screen, reply)
        _own_rules(screen, reply)
    _worse(screen, reply)
    _behind(screen, reply)
    if reply.decision.warnings:
        number = counted(len(reply.decision.warnings), "warning")
        screen.line()
        screen.line(f"{number} as well: inwriting explain {reply.asked.offering}", "quiet")
    return screen.text


def as_data(evaluation: Evaluation, register: Register, reply: Reply, options: Options) -> str:
    """Return the answer as JSON."""
    found = listing(evaluation)
    asked = reply.asked
    return as_json(
        {
            "format": FORMAT,
            "offering": asked.offering,
            "data-class": asked.data_class,
            "team": asked.team,
            "client": asked.client,
            "region": asked.region,
            "judged-on": str(register.today),
            "verdict": reply.decision.verdict.word,
            "conditions": _entries(reply.decision.conditions, found, options),
            "accepted": [
                {
                    "exception": item.exemption.id,
                    "expires": str(item.exemption.expires),
                    "finding": finding,
                }
                for item, finding in zip(
                    reply.decision.accepted,
                    _entries(tuple(a.finding for a in reply.decision.accepted), found, options),
                    strict=True,
                )
            ],
            "missing": _entries(reply.decision.reasons, found, options),
            "warnings": _entries(reply.decision.warnings, found, options),
            "ask-the-vendor": [{"question": q.id, "ask": q.ask} for q in reply.to_ask],
            "instead": reply.instead,
            "other-offerings": [
                {"offering": o.offering.reference, "verdict": o.verdict.word, "named": o.named}
                for o in reply.others
            ],
            "worse-for": [{"whom": w.whom, "verdict": w.verdict.word} for w in reply.worse],
            "answers": [
                {"question": item.question.id, "says": item.says, "clause": item.where}
                for item in reply.written
            ],
        }
    )


def _entries(
    findings: tuple[Finding, ...], found: SortedFindings, options: Options
) -> list[object]:
    known = {entry.finding: entry for entry in found.entries}
    return [finding_data(known[finding], found, options) for finding in findings]


def _meaning(evaluation: Evaluation, reply: Reply) -> str:
    """Return what the verdict means; a refusal by the firm itself says nothing of the vendor."""
    own = {check.id for check in evaluation.checks if check.group == "decision"}
    if ruled_by_firm(reply.decision, own):
        return "the firm's rules or the client's terms do not allow it"
    return _MEANING[reply.decision.verdict]


def _whom(asked: Asked) -> str:
    named = (("by team", asked.team), ("for client", asked.client), ("in region", asked.region))
    return "".join(f" {words} {name}" for words, name in named if name)


def _findings(screen: Screen, title: str, findings: tuple[Finding, ...]) -> None:
    if not findings:
        return
    screen.heading(title)
    told: set[str] = set()
    for finding in findings:
        effect = effect_of(finding)
        only = scope_of(finding)
        screen.spans(
            ("- ", ""),
            (finding.message, effect.name.lower() if effect is not Effect.CONDITION else ""),
            (f"  [{finding.check}{'; ' + only if only else ''}]", "quiet"),
            indent=2,
            hanging=2,
        )
        if effect is not Effect.CONDITION:
            # The same advice many times over would hide what differs.
            advice = "" if finding.fix in told else finding.fix
            told.add(finding.fix)
            pairs = [("do", advice), ("clause", "; ".join(finding.clauses))]
            screen.fields(pairs, indent=4)


def _accepted(screen: Screen, reply: Reply) -> None:
    if not reply.decision.accepted:
        return
    screen.heading("Accepted for a while")
    for item in reply.decision.accepted:
        owner = f"exception {item.exemption.id} of {item.exemption.owner.name}"
        screen.line(f"- until {item.exemption.expires}, {owner}: {item.finding.message}", "", 2, 2)


def _own_rules(screen: Screen, reply: Reply) -> None:
    use = reply.use
    if use is None:
        return
    screen.heading("The firm's own rules for it (use.yaml)")
    screen.line(f"- used for: {use.purpose or '-'} Up to {use.data_allowed} data.", "", 2, 2)
    for team in use.teams:
        if team.team == reply.asked.team or not reply.asked.team:
            limit = f" up to {team.data_allowed}" if team.data_allowed else ""
            conditions = " ".join(team.conditions)
            screen.line(f"- team {team.team}{limit}. {conditions}", "", 2, 2)
    if reply.asked.team and use.teams and reply.asked.team not in {t.team for t in use.teams}:
        screen.line(f"- team {reply.asked.team} is not among its teams", "", 2, 2)
    if use.redaction:
        how = f"{use.redaction.required_from} and above: {use.redaction.how}"
        screen.line(f"- redact, {how}", "", 2, 2)
    for review in use.review:
        screen.line(f"- review, {review.use}: {review.steps}", "", 2, 2)


def _to_ask(screen: Screen, reply: Reply) -> None:
    if not reply.to_ask:
        return
    screen.heading("To send to the vendor")
    for number, question in enumerate(reply.to_ask, 1):
        screen.line(f"{number}. {question.ask}", "", 2, 3)


def _instead(screen: Screen, reply: Reply) -> None:
    screen.heading("What to use instead")
    if reply.instead:
        screen.line(f"- {reply.instead}", "", 2, 2)
    for other in reply.others:
        word = other.verdict.word
        fictional = " (fictional)" if other.offering.dossier.fictional else ""
        kind = "named in use.yaml" if other.named else "of the same kind"
        screen.spans(
            (f"- {other.offering.reference}{fictional}: ", ""),
            (ANSWERS[word], word),
            (f", {kind}", "quiet"),
            indent=2,
            hanging=2,
        )
    if not reply.instead and not reply.others:
        kind = reply.offering.kind
        screen.line(f"The register has no {kind} with a better verdict for this data.", "", 2)


def _worse(screen: Screen, reply: Reply) -> None:
    if not reply.worse:
        return
    screen.heading("Worse for some")
    for item in reply.worse:
        word = item.verdict.word
        screen.spans((f"- {item.whom}: ", ""), (ANSWERS[word], word), indent=2, hanging=2)


def _behind(screen: Screen, reply: Reply) -> None:
    screen.heading("Where it is written")
    for item in reply.written:
        screen.spans(
            (f"- {item.question.title}: ", ""),
            (item.says, "heading"),
            (f", {item.where}" if item.where else "", ""),
            indent=2,
            hanging=2,
        )

"""What `inwriting explain` tells of an offering, a vendor or a check."""

from pathlib import Path

from inwriting.output.check_text import show_entry, show_groups
from inwriting.output.listing import ListedFinding, SortedFindings, listing
from inwriting.output.options import Options
from inwriting.output.screen import Screen
from inwriting.output.verdict_table import vendor_line
from inwriting.output.words import day, effects
from inwriting.register.check.api import Check
from inwriting.register.check.finding import Finding
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.decide.verdict import Decision, Verdicts
from inwriting.register.load.document_texts import TextState
from inwriting.register.model.answers import Answer, Cell, Voice
from inwriting.register.model.dossier import Document
from inwriting.register.model.questions import SILENT
from inwriting.register.model.register import Offering, Register, Vendor
from inwriting.wording import ANSWERS, counted


def offering_text(
    evaluation: Evaluation, register: Register, offering: Offering, options: Options
) -> str:
    """Return an offering's verdicts with every reason in full, and its answers with clauses."""
    screen = Screen(options.layout)
    found = listing(evaluation)
    vendor = register.vendor(offering.vendor)
    screen.line(f"{offering.reference}: {offering.name}", "heading")
    if vendor:
        screen.line(f"{vendor_line(vendor)}, {_judged(evaluation, register, options)}")
    parts = [offering.kind, *offering.tiers, *offering.surfaces, *offering.markets]
    screen.line(", ".join(parts))
    if offering.note:
        screen.line(offering.note)
    screen.heading("Verdicts")
    if evaluation.verdicts:
        _verdicts(screen, register, evaluation.verdicts, offering)
    own = [e for e in found.entries if e.finding.touches(offering.vendor, offering.reference)]
    screen.heading("Findings, worst first")
    _entries(screen, found, own, options)
    screen.heading("Answers, and where each is written")
    for answer in offering.answers.values():
        _answer(screen, offering, answer)
    return screen.text


def vendor_text(
    evaluation: Evaluation, register: Register, vendor: Vendor, options: Options
) -> str:
    """Return a vendor's offerings with their verdicts, its documents and its own findings."""
    screen = Screen(options.layout)
    found = listing(evaluation)
    dossier = vendor.dossier
    screen.line(f"{vendor.id}: {vendor_line(vendor)}", "heading")
    screen.line(_judged(evaluation, register, options).capitalize())
    screen.fields(
        [
            ("owner", f"{dossier.owner.name} <{dossier.owner.email}>"),
            ("site", dossier.website),
            ("note", dossier.note),
            ("digest", f"{vendor.digest} (what a sign-off is for)"),
            ("signed", "; ".join(_approvals(vendor))),
        ],
        indent=0,
    )
    screen.heading("Offerings")
    if evaluation.verdicts:
        for offering in vendor.offerings:
            screen.line(f"{offering.reference}: {offering.name}", "heading", 2, 2)
            _verdicts(screen, register, evaluation.verdicts, offering)
    screen.heading("Documents, the strongest first")
    for document in sorted(dossier.documents.values(), key=lambda d: (d.level.rank, d.id)):
        _document(screen, document)
    if not dossier.documents:
        screen.line("None.", indent=2)
    own = [e for e in found.entries if e.finding.vendor == vendor.id and not e.finding.offering]
    screen.heading("Findings on the vendor as a whole")
    _entries(screen, found, own, options)
    return screen.text


def check_text(evaluation: Evaluation, check: Check, cases: Path, options: Options) -> str:
    """Return a check's prose, its cases in the folder *cases* if there are any, its findings."""
    screen = Screen(options.layout)
    found = listing(evaluation)
    screen.line(f"{check.id}: {check.title}", "heading")
    screen.fields(
        [
            ("why", check.why),
            ("fix", check.fix),
            ("group", check.group),
            ("effect", check.effect.name.lower()),
            ("risks", ", ".join(check.risks) or "those of the question"),
            ("about", check.subject),
            ("page", f"checks/{check.id}.html"),
        ],
        indent=0,
    )
    for kind in ("fail", "pass"):
        names = sorted(path.name for path in (cases / check.id / kind).glob("*"))
        if names:
            screen.heading(f"Cases in which it {'finds' if kind == 'fail' else 'passes'}")
            for name in names:
                screen.line(f"- {options.shown(f'tests/checks/{check.id}/{kind}/{name}')}", "", 2)
    own = [entry for entry in found.entries if entry.finding.check == check.id]
    screen.heading("Present findings")
    screen.line(f"{effects(e.finding for e in own)}".capitalize() + ".", "", 2)
    screen.line()
    show_groups(screen, found, own, options)
    return screen.text


def _judged(evaluation: Evaluation, register: Register, options: Options) -> str:
    why = day(as_of=options.as_of, fixed_clock=evaluation.fixed_clock)
    return f"judged on {register.today} ({why})"


def _entries(
    screen: Screen, found: SortedFindings, own: list[ListedFinding], options: Options
) -> None:
    if not own:
        screen.line("None.", indent=2)
    for entry in own:
        show_entry(screen, found, entry, options)


def _verdicts(screen: Screen, register: Register, verdicts: Verdicts, offering: Offering) -> None:
    for data_class in register.policy.classes:
        decision = verdicts.of(offering.reference, data_class.id)
        word = decision.verdict.word
        screen.spans(
            (f"{data_class.id}: ", ""),
            (ANSWERS[word], word),
            (_because(decision), "quiet"),
            indent=4,
            hanging=2,
        )


def _because(decision: Decision) -> str:
    parts = []
    if decision.reasons:
        parts.append(f"{effects(decision.reasons)}: {_checks(decision.reasons)}")
    if decision.conditions:
        parts.append(f"{counted(len(decision.conditions), 'condition')}")
    if decision.accepted:
        parts.append(f"{len(decision.accepted)} accepted by exceptions")
    return f" ({'; '.join(parts)})" if parts else ""


def _checks(findings: tuple[Finding, ...]) -> str:
    return ", ".join(dict.fromkeys(finding.check for finding in findings))


def _answer(screen: Screen, offering: Offering, answer: Answer) -> None:
    screen.line(answer.question.title, "heading", indent=2)
    groups: dict[tuple[str, int], list[tuple[Cell, Voice]]] = {}
    for cell in answer.cells:
        for voice in cell.voices:
            deciding = voice.deciding[0] if voice.deciding else None
            groups.setdefault((voice.value.id, id(deciding)), []).append((cell, voice))
    for members in groups.values():
        voice = members[0][1]
        statement = voice.deciding[0] if voice.deciding else None
        names = _named(members, answer)
        says = statement.words if statement else voice.value.id
        screen.spans((f"{names}: " if names else "", ""), (says, "heading"), indent=4, hanging=2)
        if statement:
            screen.line(statement.summary, indent=6)
            dates = f" ({_dates(statement.document)})" if statement.document else ""
            screen.line(f"{statement.clause}{dates}", "quiet", indent=6)
    if answer.worst.value == SILENT:
        for silence in offering.silences(answer.question.id):
            screen.line(f"Silent: {silence.note}", "quiet", indent=4)


def _named(members: list[tuple[Cell, Voice]], answer: Answer) -> str:
    """Return for which data, purposes and circumstances an answer holds; empty for all."""
    cells = dict.fromkeys(cell.name for cell, _ in members)
    circumstances = dict.fromkeys(str(voice.circumstance) for _, voice in members)
    everywhere = len(cells) == len(answer.cells)
    parts = [] if everywhere else [", ".join(cells)]
    # Where it holds in the ordinary case, the cases that are the same need no mention.
    parts += [] if "" in circumstances else [", ".join(circumstances)]
    return " ".join(part for part in parts if part)


def _document(screen: Screen, document: Document) -> None:
    screen.line(f"{document.id}: {document.title}", "heading", 2, 2)
    state = document.text.state
    at_hand = state.value if state is TextState.AT_HAND else f"text {state.value}"
    kind = f"{document.kind.replace('-', ' ')}, {document.level.id}, {document.voice} voice"
    screen.line(f"{kind}; {_dates(document)}; {at_hand}", "", 4)


def _dates(document: Document) -> str:
    named = (
        ("stated", document.stated),
        ("signed", document.signed),
        ("effective", document.effective),
        ("ends", document.ends),
        ("observed", document.observed),
        ("checked", document.checked),
    )
    return ", ".join(f"{name} {date}" for name, date in named if date)


def _approvals(vendor: Vendor) -> list[str]:
    return [
        f"{item.function} by {item.by.name} on {item.on} for {item.data_allowed}"
        f"{'' if item.digest == vendor.digest else ' (of an earlier state)'}"
        for item in vendor.approvals
    ]

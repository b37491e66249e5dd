"""The summary of a GitHub step: Markdown of bounded size, the worst first and the rest counted."""

from collections.abc import Iterator

from inwriting.output.listing import Entry, Listing, listing
from inwriting.output.markdown import escaped, table_row
from inwriting.output.options import Options
from inwriting.output.places import Line
from inwriting.output.verdict_table import name_line
from inwriting.output.words import effect_of, effects, firm, problems, result, sizes
from inwriting.register.decide.outcome import Outcome
from inwriting.register.load.problem import Problem

LARGEST = 1024 * 1024
"""How many bytes of summary GitHub takes from a step."""
_RESERVE = 512
"""Bytes kept free for the line that counts what was left out."""


def render_summary(outcome: Outcome, options: Options, room: int = LARGEST) -> str:
    """Return the summary in at most *room* bytes, cut before a finding and the rest counted.

    It is empty when there is no room even for its head.
    """
    found = listing(outcome)
    text = _head(outcome, found)
    size = len(text.encode("utf-8"))
    if size > room - _RESERVE:
        # The annotations and the exit code say it all the same.
        return ""
    pieces = [*_problems(outcome, options), *_table(outcome), *_findings(found, options)]
    for number, piece in enumerate(pieces):
        size += len(piece.encode("utf-8"))
        if size > room - _RESERVE:
            return f"{text}\n… and {len(pieces) - number:,} more lines that found no room here.\n"
        text += piece
    return text


def _head(outcome: Outcome, found: Listing) -> str:
    text = "## The register of AI vendors\n\n"
    text += f"**{escaped(result(outcome))}**\n\n"
    text += f"{escaped(effects(e.finding for e in found.entries)).capitalize()}\\.\n\n"
    if outcome.by:
        text += f"{escaped(firm(outcome.by.policy))}, judged on {outcome.by.today}: "
        text += f"{escaped(sizes(outcome))}\n"
    return text


def _problems(outcome: Outcome, options: Options) -> Iterator[str]:
    said = problems(outcome)
    if said:
        yield "\n### Cannot be used\n\n"
    for problem in said:
        yield f"- {_problem(problem, options)}\n"


def _problem(problem: Problem, options: Options) -> str:
    place = Line(options.shown(problem.file), problem.line, problem.column)
    return f"{escaped(str(place))}: {escaped(problem.message)} {escaped(problem.fix)}"


def _table(outcome: Outcome) -> Iterator[str]:
    if outcome.by is None or not any(vendor.offerings for vendor in outcome.vendors):
        return
    classes = [item.id for item in outcome.by.policy.classes]
    header = table_row(["Offering", *(escaped(name) for name in classes)])
    yield f"\n### Verdicts\n\n{header}{table_row(['---'] * (1 + len(classes)))}"
    for vendor in outcome.vendors:
        name = name_line(vendor.name, vendor.basis, fictional=vendor.fictional)
        yield table_row([f"**{escaped(name)}**", *[""] * len(classes)])
        for offering in vendor.offerings:
            yield table_row([escaped(offering.reference), *offering.verdicts])


def _findings(found: Listing, options: Options) -> Iterator[str]:
    """Yield the findings, worst first."""
    before = None
    for entry in found.entries:
        effect = effect_of(entry.finding)
        if effect != before:
            yield f"\n### {escaped(effects([entry.finding]).split(' ', 1)[1]).capitalize()}\n\n"
            before = effect
        yield _finding(entry, found, options)


def _finding(entry: Entry, found: Listing, options: Options) -> str:
    finding = entry.finding
    place = escaped(str(options.lined(found.line(entry))))
    about = escaped(finding.offering or finding.vendor or "the register as a whole")
    fix = escaped(finding.fix)
    return (
        f"- **{about}** {escaped(finding.message)}"
        f" ({escaped(finding.check)}, {place})<br>Fix: {fix}\n"
    )

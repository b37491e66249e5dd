"""JUnit XML: a suite for the gate itself, then a case for each use of a tool.

What blocks is a failure; what could not be read, verified or understood is an error; a use that an
exception or the baseline covers is skipped; the rest passes, with what is to be said in its output.
"""

import io

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from inwriting.gate.result import Effect, GateResult, JudgedUse
from inwriting.output.gate.matters import Matter, matters
from inwriting.output.gate.words import (
    alternative,
    answer,
    clause,
    counts,
    declared,
    looked_at,
    notes,
    register_used,
    seen,
    suppressed,
    title,
    told,
)
from inwriting.output.options import Options
from inwriting.output.places import Line
from inwriting.output.safe import no_command, one_line

GATE = "the gate"
"""The suite of what is no use of a tool."""
USES = "uses of AI tools"


def render(result: GateResult, options: Options) -> str:
    """Return two suites: what the run rests on, then every use, what blocks first."""
    document = JUnitXml("inwriting gate")
    document.add_testsuite(_gate(result, options))
    uses = TestSuite(USES)
    for item in result.judged:
        uses.add_testcase(_case(item, options))
    document.add_testsuite(uses)
    stream = io.BytesIO()
    document.write(stream, pretty=True)
    # Indented with tabs; no text in it has one.
    return stream.getvalue().decode("utf-8").expandtabs(2)


def _gate(result: GateResult, options: Options) -> TestSuite:
    suite = TestSuite(GATE)
    case = TestCase("everything could be read and judged", "inwriting.gate")
    found = matters(result)
    case.result = [Error(_told(item, options), item.rule) for item in found if item.blocks]
    said = [*notes(result), answer(result), register_used(result)]
    said += [f"What may be sent: {declared(result)}", f"{counts(result)}.", looked_at(result)]
    said += [_told(item, options) for item in found if not item.blocks]
    case.system_out = "\n".join(no_command(line) for line in said)
    suite.add_testcase(case)
    return suite


def _case(item: JudgedUse, options: Options) -> TestCase:
    place = Line(options.shown(item.file), item.line, item.column)
    case = TestCase(one_line(f"{title(item)}: {place}"), f"inwriting.{one_line(item.use.tool)}")
    lines = [f"{place}: {item.message}", f"Verdict: {item.verdict}", f"Seen: {seen(item)}"]
    lines += [f"Fix: {item.fix}"] if item.fix else []
    lines += [f"Instead: {alternative(other)}" for other in item.instead]
    lines += [f"Only if: {condition}" for condition in item.conditions]
    lines += [f"Clause: {clause(cited)}" for cited in item.clauses]
    lines += [f"Suppression: {wish}" for wish in (suppressed(item),) if wish]
    lines += [f"Page: {item.page}"] if item.page else []
    text = "\n".join(no_command(line) for line in lines)
    if item.effect is Effect.BLOCKS:
        failure = Failure(no_command(f"{place}: {item.message}"), one_line(item.rule))
        # Readers of an attribute take line breaks for spaces.
        failure.text = text
        case.result = [failure]
    elif item.in_baseline or (item.suppression is not None and item.suppression.holds):
        why = suppressed(item) or "It is listed in the baseline."
        case.result = [Skipped(no_command(f"{place}: {item.message} {why}"))]
        case.system_out = text
    elif item.verdict == "unevaluated":
        # A case without a result would count as one that passed.
        case.result = [Skipped(no_command(f"{place}: {item.message}"))]
        case.system_out = text
    else:
        case.system_out = text
    return case


def _told(item: Matter, options: Options) -> str:
    if not item.file:
        return no_command(told(item.message, item.fix))
    place = options.shown(item.file) + (f":{item.line}" if item.line else "")
    return no_command(f"{place}: {told(item.message, item.fix)}")

"""JUnit XML: a suite for each vendor, a case for each check of it.

What blocks the merge is a failure; a check that crashed and input that cannot be used are errors;
everything else is told in the case's output, since a verdict is no failed test.
"""

import io
from collections.abc import Iterable

from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite
from junitparser.junitparser import FinalResult

from inwriting.output.listing import UNUSABLE, Entry, Listing, listing, told
from inwriting.output.options import Options
from inwriting.output.places import Line
from inwriting.output.safe import no_command, one_line
from inwriting.output.words import effect_of, problems
from inwriting.register.check.api import Check
from inwriting.register.check.finding import Effect
from inwriting.register.decide.outcome import Outcome
from inwriting.register.load.problem import Problem

REGISTER = "the register"
"""The suite of what is about no single vendor; no vendor's id has a space."""


def render(outcome: Outcome, options: Options) -> str:
    """Return the suites: the register's own first, then the vendors' in order."""
    found = listing(outcome)
    said = problems(outcome)
    names = [REGISTER]
    names += sorted({*outcome.unusable, *(vendor.id for vendor in outcome.vendors)})
    by_name: dict[str, list[Entry]] = {}
    for entry in found.entries:
        by_name.setdefault(entry.finding.vendor or REGISTER, []).append(entry)
    document = JUnitXml("inwriting")
    for name in names:
        own = [item for item in said if _vendor_of(item.file, names) == name]
        entries = by_name.get(name, [])
        document.add_testsuite(_suite(name, outcome.checks, own, entries, found, options))
    stream = io.BytesIO()
    document.write(stream, pretty=True)
    # Indented with tabs; no text in it has one.
    return stream.getvalue().decode("utf-8").expandtabs(2)


def _suite(
    name: str,
    checks: tuple[Check, ...],
    said: list[Problem],
    entries: list[Entry],
    found: Listing,
    options: Options,
) -> TestSuite:
    suite = TestSuite(one_line(name))
    case = TestCase(UNUSABLE, f"inwriting.{one_line(name)}")
    case.result = [Error(_problem(item, options), UNUSABLE) for item in said]
    suite.add_testcase(case)
    listed = [c.id for c in checks if (c.subject == "register") is (name == REGISTER)]
    if name in found.outcome.unusable:
        # Nothing was checked here, so nothing may look as if it had passed.
        listed = []
    # Findings of the tool itself, and those that a check puts on somebody else.
    listed += sorted({_check_of(entry) for entry in entries} - set(listed))
    for check in listed:
        own = [entry for entry in entries if _check_of(entry) == check]
        suite.add_testcase(_case(check, name, own, found, options))
    return suite


def _case(
    check: str, name: str, entries: Iterable[Entry], found: Listing, options: Options
) -> TestCase:
    case = TestCase(one_line(check), f"inwriting.{one_line(name)}")
    results: list[FinalResult] = []
    others = []
    for entry in entries:
        told = _told(entry, found, options)
        if entry.finding.crashed:
            results.append(Error(told, check))
        elif effect_of(entry.finding) is Effect.MERGE:
            results.append(Failure(told, check))
        else:
            others.append(f"{effect_of(entry.finding).name.lower()}: {told}")
    case.result = results
    if others:
        case.system_out = "\n".join(others)
    return case


def _check_of(entry: Entry) -> str:
    return entry.finding.failed_check or entry.finding.check


def _told(entry: Entry, found: Listing, options: Options) -> str:
    finding = entry.finding
    about = finding.offering or finding.vendor
    place = options.lined(found.line(entry))
    text = told(f"{about}: {finding.message}" if about else finding.message, finding.fix)
    return no_command(f"{place}: {text}")


def _problem(problem: Problem, options: Options) -> str:
    place = Line(options.shown(problem.file), problem.line, problem.column)
    return no_command(f"{place}: {told(problem.message, problem.fix)}")


def _vendor_of(file: str, names: list[str]) -> str:
    parts = file.split("/")
    if parts[0] == "vendors" and len(parts) > 1 and parts[1] in names:
        return parts[1]
    return REGISTER

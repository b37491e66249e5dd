"""JUnit XML, which CI servers show as tests.

An error of a result's level is a failure; what failed or could not be read is an error; what an
exception or a baseline covers is skipped. Everything else is told in the case's output, since a
verdict is no failed test.
"""

import io

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from junitparser.junitparser import FinalResult

from inwriting.output.options import Options
from inwriting.output.report import Report, ReportCase
from inwriting.output.result import Result, Severity
from inwriting.output.safe import no_command, one_line
from inwriting.wording import told


def render(report: Report, options: Options) -> str:
    """Return the suites in order, with every case that was looked at."""
    document = JUnitXml(report.tool)
    for suite in report.suites(options):
        made = TestSuite(one_line(suite.name))
        for case in suite.cases:
            made.add_testcase(_case(case, options))
        document.add_testsuite(made)
    stream = io.BytesIO()
    document.write(stream, pretty=True)
    # Indented with tabs; no text in it has one.
    return stream.getvalue().decode("utf-8").expandtabs(2)


def _case(case: ReportCase, options: Options) -> TestCase:
    made = TestCase(one_line(case.name), f"inwriting.{one_line(case.group)}")
    results: list[FinalResult] = []
    output = [no_command(line) for line in case.said]
    for item in case.results:
        whole = _whole(item, options)
        if item.failed and item.level is Severity.ERROR:
            results.append(Error(whole, one_line(item.failed)))
        elif item.passed_over is not None:
            words = " ".join(part for part in (_first(item, options), item.passed_over) if part)
            results.append(Skipped(no_command(words)))
            output.append(whole)
        elif item.level is Severity.ERROR:
            failure = Failure(_first(item, options), one_line(item.rule))
            if item.seen:
                # Readers of an attribute take line breaks for spaces.
                failure.text = whole
            results.append(failure)
        else:
            begun = f"{item.verdict}: " if item.verdict and not item.seen else ""
            output.append(f"{begun}{whole}")
    made.result = results
    if output:
        made.system_out = "\n".join(output)
    return made


def _first(item: Result, options: Options) -> str:
    """Return where and what it is, in one line; with how to mend it where that is all."""
    text = item.message if item.seen else told(item.sentence, item.fix)
    place = options.placed(item.place)
    return no_command(f"{place}: {text}" if place.file else text)


def _whole(item: Result, options: Options) -> str:
    if not item.seen:
        return _first(item, options)
    lines = [f"Verdict: {item.verdict}"]
    lines += [f"{label}: {text}" for label, text in item.labelled]
    lines += [f"Page: {item.page}"] if item.page else []
    return "\n".join([_first(item, options), *(no_command(line) for line in lines)])

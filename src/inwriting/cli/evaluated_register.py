"""The register judged for commands that act on a verdict: only when everything ran."""

import datetime
from pathlib import Path

from inwriting.cli.options import request
from inwriting.cli.output import prefix, print_error, print_problems
from inwriting.cli.progress import progress_bar
from inwriting.exit_codes import ExitCode
from inwriting.output.safe import one_line
from inwriting.register.decide.evaluate import Evaluation, evaluate


def evaluate_register(
    root: Path, as_of: datetime.date | None, evidence: tuple[Path, ...]
) -> Evaluation:
    """Return the evaluation of the register at *root*.

    Raises UnusableInputError when there is no register to speak of.
    """
    with progress_bar() as progress:
        return evaluate(request(root, as_of, evidence), progress)


def report_unusable(evaluation: Evaluation, root: Path) -> ExitCode | None:
    """Return why no verdict of *evaluation* may be told, having said it; None when all ran.

    A verdict counts only when every file could be read and every check ran: what is missing may
    be what refuses.
    """
    if evaluation.exit_code is ExitCode.FAILED:
        for finding in evaluation.findings:
            if finding.crashed:
                print_error(f"error: {one_line(finding.message)}")
        print_error("No verdict is told, for a check did not run. See `inwriting check`.")
        return ExitCode.FAILED
    if evaluation.problems or evaluation.register is None or evaluation.verdicts is None:
        print_problems(evaluation.problems, prefix(root))
        print_error("No verdict is told, for the register cannot be used as it is.")
        return ExitCode.UNUSABLE
    return None

"""Evaluate the register for commands that act on a verdict, which need every check to have run."""

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

    Raises UnusableInputError when there is no register.
    """
    with progress_bar() as progress:
        return evaluate(request(root, as_of, evidence), progress)


def report_unusable(evaluation: Evaluation, root: Path) -> ExitCode | None:
    """Print why *evaluation* gives no verdict and return the exit code; None when everything ran.

    A verdict counts only when every file could be read and every check ran: the missing part may
    be the one that refuses.
    """
    if evaluation.exit_code is ExitCode.FAILED:
        for finding in evaluation.findings:
            if finding.crashed:
                print_error(f"error: {one_line(finding.message)}")
        print_error(
            "There is no verdict, because a check did not run. Run `inwriting check` for details."
        )
        return ExitCode.FAILED
    if evaluation.problems or evaluation.register is None or evaluation.verdicts is None:
        print_problems(evaluation.problems, prefix(root))
        print_error("There is no verdict, because the register has errors. Fix them first.")
        return ExitCode.UNUSABLE
    return None

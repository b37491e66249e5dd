"""`inwriting explain`: a vendor, an offering or a check in full."""

import datetime
from pathlib import Path

import click

from inwriting.cli import completion
from inwriting.cli.evaluated_register import evaluate_register
from inwriting.cli.known_names import UnknownNameError
from inwriting.cli.options import request_options, root_option
from inwriting.cli.output import options, prefix, print_error, print_problems, print_result
from inwriting.exit_codes import ExitCode
from inwriting.output.options import Options
from inwriting.output.safe import one_line
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.model.register import Register


@click.command(epilog="\b\nExample:\n  inwriting explain northwind-ai/enterprise")
@click.argument("name", metavar="VENDOR|OFFERING|CHECK", shell_complete=completion.anything)
@root_option
@request_options
def command(
    name: str,
    root: Path,
    as_of: datetime.date | None,
    evidence: tuple[Path, ...],
) -> int:
    """Explain a vendor, an offering (vendor/offering) or a check in full.

    Exits 0, or 2 when the name is unknown or something in the register cannot be used, or 4 when a
    check failed. With 2 or 4, the explanation is incomplete.
    """
    evaluation = evaluate_register(root, as_of, evidence)
    register = evaluation.register
    if register is None:
        print_problems(evaluation.problems, prefix(root))
        return ExitCode.UNUSABLE
    print_result(
        _explained(evaluation, register, name, root, options(root, as_of=as_of is not None))
    )
    if evaluation.problems:
        print_problems(evaluation.problems, prefix(root))
    for finding in evaluation.findings:
        if finding.crashed:
            print_error(f"error: {one_line(finding.message)}")
    incomplete = evaluation.exit_code in {ExitCode.UNUSABLE, ExitCode.FAILED}
    if incomplete:
        print_error("The explanation above is incomplete: see the errors.")
    return evaluation.exit_code if incomplete else ExitCode.CLEAR


def _explained(
    evaluation: Evaluation, register: Register, name: str, root: Path, shown: Options
) -> str:
    from inwriting.output import explain_text

    if offering := register.offering(name):
        return explain_text.offering_text(evaluation, register, offering, shown)
    if vendor := register.vendor(name):
        return explain_text.vendor_text(evaluation, register, vendor, shown)
    check = next((item for item in evaluation.checks if item.id == name), None)
    if check:
        return explain_text.check_text(evaluation, check, root / "tests" / "checks", shown)
    if evaluation.problems:
        print_problems(evaluation.problems, prefix(root))
    names = [item.reference for item in register.offerings]
    names += [item.id for item in register.vendors]
    names += [item.id for item in evaluation.checks]
    raise UnknownNameError("vendor, offering or check", name, names)

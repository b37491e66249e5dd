"""`inwriting check`: check every vendor against the policy."""

import dataclasses
import datetime
from pathlib import Path

import click

from inwriting.cli.as_of import asked_for_a_day, known_option, known_then
from inwriting.cli.options import request, request_options
from inwriting.cli.output import options
from inwriting.cli.progress import progress_bar
from inwriting.cli.reporting import ReportWanted, report_options, tell, under_review
from inwriting.output.check_report import CheckReport
from inwriting.register.decide.evaluate import Evaluation, evaluate
from inwriting.register.load.problem import UnusableInputError


@click.command(
    epilog="\b\nExample:\n  inwriting check --base origin/main --format github",
)
@click.argument("root", type=click.Path(path_type=Path), default=Path())
@report_options("check")
@click.option("-v", "--verbose", is_flag=True, help="Show every finding in full (text only).")
@click.option(
    "--fix",
    "mend",
    is_flag=True,
    help="First update the position of passages that have moved. This ends sign-offs.",
)
@click.option("--anew", is_flag=True, help="Ignore the cache and check every vendor again.")
@click.option("--base", help="A Git reference: report answers that have changed since then.")
@known_option
@request_options
def command(
    root: Path,
    wanted: ReportWanted,
    base: str | None,
    as_of: datetime.date | None,
    evidence: tuple[Path, ...],
    **choices: bool,
) -> int:
    """Check every vendor of the register in ROOT (default: this folder).

    Exits 0 when nothing blocks a merge, 1 when something does, 2 when a file cannot be used,
    3 when there is no vendor, 4 when a check or the tool failed.
    """
    if base is not None and not base.strip():
        # An unset variable in CI must not look like a comparison that found nothing.
        message = "it is empty. Name a branch, tag or commit, or leave it out."
        raise click.BadParameter(message, param_hint="--base")
    base = base or ""
    shown = options(root, wanted.output, verbose=choices["verbose"], as_of=as_of is not None)
    if choices["known_on_the_day"] and (base or choices["mend"]):
        message = (
            "it works with neither --base nor --fix, since the past can be neither "
            "compared nor fixed."
        )
        raise click.BadParameter(message, param_hint="--known")
    usable = True
    try:
        with progress_bar() as progress:
            asked = request(root, as_of, evidence, base)
            if choices["anew"]:
                asked = dataclasses.replace(asked, cache=None)
            if choices["known_on_the_day"]:
                outcome = known_then(root, asked_for_a_day(as_of), evidence)
            elif choices["mend"]:
                from inwriting.cli.passage_fixes import fix_passages

                fix_passages(evaluate(asked, progress), root)
                outcome = evaluate(asked, progress)
            else:
                outcome = evaluate(asked, progress)
    except UnusableInputError as error:
        # Said in the format that was asked for: whoever reads only that must see it too.
        outcome = Evaluation(problems=error.problems, compared_with=base)
        shown, usable = dataclasses.replace(shown, prefix=""), False
    if wanted.output == "github":
        shown = under_review(shown, root, base)
    return tell(CheckReport(outcome), wanted, shown, root if usable else None)

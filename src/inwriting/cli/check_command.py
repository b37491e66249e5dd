"""`inwriting check`: check every vendor against the policy."""

import dataclasses
import datetime
from pathlib import Path

import click

from inwriting.cli.as_of import asked_for_a_day, known_option, known_then
from inwriting.cli.options import request, request_options
from inwriting.cli.output import options, prefix, print_result, worse
from inwriting.cli.progress import progress_bar
from inwriting.cli.report_files import ReportFile, under_review, write_report
from inwriting.cli.summary import summarise
from inwriting.exit_codes import ExitCode
from inwriting.output.formats import FORMATS, render
from inwriting.output.screen import Layout
from inwriting.register.decide.evaluate import Evaluation, evaluate
from inwriting.register.decide.judging import judge
from inwriting.register.decide.summing_up import outcome_of
from inwriting.register.load.problem import UnusableInputError


@click.command(
    epilog="\b\nExample:\n  inwriting check --base origin/main --format github",
)
@click.argument("root", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--format",
    "output",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How to say what was found.",
)
@click.option(
    "--write",
    "files",
    type=ReportFile(),
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write the same in another format into a file too; repeatable.",
)
@click.option("-v", "--verbose", is_flag=True, help="Tell every finding in full (text).")
@click.option(
    "--fix",
    "mend",
    is_flag=True,
    help="First write passages that moved at their present place; a sign-off ends with that.",
)
@click.option(
    "--anew", is_flag=True, help="Judge every vendor anew, whatever was kept of earlier runs."
)
@click.option("--base", help="A Git reference: answers that moved since are findings.")
@known_option
@request_options
def command(
    root: Path,
    output: str,
    files: tuple[tuple[str, Path], ...],
    base: str | None,
    as_of: datetime.date | None,
    evidence: tuple[Path, ...],
    **wanted: bool,
) -> int:
    """Check every vendor of the register in ROOT (this folder unless given).

    Exits 0 when nothing blocks a merge, 1 when something does, 2 when a file cannot be used,
    3 when there is no vendor, 4 when a check or the tool failed.
    """
    if base is not None and not base.strip():
        # An unset variable in CI must not look like a comparison that found nothing.
        message = "it is empty; name a branch, tag or commit, or leave it out."
        raise click.BadParameter(message, param_hint="--base")
    base = base or ""
    shown = options(root, output, verbose=wanted["verbose"], as_of=as_of is not None)
    if wanted["known_on_the_day"] and (base or wanted["mend"]):
        message = "it goes with neither --base nor --fix: the past is not compared and not mended."
        raise click.BadParameter(message, param_hint="--known")
    try:
        with progress_bar() as progress:
            asked = request(root, as_of, evidence, base)
            if wanted["anew"]:
                asked = dataclasses.replace(asked, judgments=None)
            if wanted["known_on_the_day"]:
                outcome = outcome_of(known_then(root, asked_for_a_day(as_of), evidence))
            elif wanted["mend"]:
                from inwriting.cli.passage_fixes import fix_passages

                fix_passages(evaluate(asked, progress), root)
                outcome = judge(asked, progress)
            else:
                outcome = judge(asked, progress)
    except UnusableInputError as error:
        # Said in the format that was asked for: whoever reads only that must see it too.
        nothing = Evaluation(None, (), None, (), error.problems, {}, False, base)
        outcome = outcome_of(nothing)
        shown = dataclasses.replace(shown, prefix="")
    if output == "github":
        shown = under_review(shown, root, base)
    print_result(render(outcome, output, shown))
    if output == "github":
        from inwriting.output.github_summary import render_summary

        summarise(lambda room: render_summary(outcome, shown, room))
    code = outcome.exit_code
    for name, path in files:
        placed = dataclasses.replace(
            shown, layout=Layout(), prefix=prefix(root, name) if shown.prefix else ""
        )
        if not write_report(path, render(outcome, name, placed)):
            # Whoever reads only the file would read an old one, or none.
            code = worse(code, ExitCode.UNUSABLE)
    return code

"""`inwriting check`: check every vendor against the policy."""

import dataclasses
import datetime
from pathlib import Path

import click

from inwriting.cli.options import request, request_options
from inwriting.cli.output import options, say
from inwriting.cli.progress import progress_bar
from inwriting.cli.summary import summarise
from inwriting.decide.evaluate import Evaluation, evaluate
from inwriting.load.problem import UnusableInputError
from inwriting.report.formats import FORMATS, render


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
@click.option("-v", "--verbose", is_flag=True, help="Tell every finding in full (text).")
@click.option("--base", help="A Git reference: answers that moved since are findings.")
@request_options
def command(
    root: Path,
    output: str,
    verbose: bool,
    base: str | None,
    as_of: datetime.date | None,
    evidence: tuple[Path, ...],
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
    shown = options(root, output, verbose=verbose, as_of=as_of is not None)
    try:
        with progress_bar() as progress:
            evaluation = evaluate(request(root, as_of, evidence, base), progress)
    except UnusableInputError as error:
        # Said in the format that was asked for: whoever reads only that must see it too.
        evaluation = Evaluation(None, (), None, (), error.problems, {}, False, base)
        shown = dataclasses.replace(shown, prefix="")
    say(render(evaluation, output, shown))
    if output == "github":
        from inwriting.report.github_summary import render_summary

        summarise(lambda room: render_summary(evaluation, shown, room))
    return evaluation.exit_code

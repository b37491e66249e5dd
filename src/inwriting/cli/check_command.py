"""`inwriting check`: check every vendor against the policy."""

import datetime
from pathlib import Path

import click

from inwriting.cli.options import request, request_options
from inwriting.cli.progress import progress_bar
from inwriting.decide.evaluate import evaluate
from inwriting.report.formats import FORMATS, render


@click.command(
    epilog="Example: inwriting check --base origin/main --format github",
)
@click.argument("root", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--format",
    "output",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to say what was found.",
)
@click.option("--base", default="", help="A Git reference: answers that moved since are findings.")
@request_options
def command(
    root: Path,
    output: str,
    base: str,
    as_of: datetime.date | None,
    evidence: tuple[Path, ...],
) -> int:
    """Check every vendor of the register in ROOT (this folder unless given).

    Exits 0 when nothing blocks a merge, 1 when something does, 2 when a file cannot be used,
    3 when there is no vendor, 4 when a check or the tool failed.
    """
    with progress_bar() as progress:
        evaluation = evaluate(request(root, as_of, evidence, base), progress)
    render(evaluation, output)
    return evaluation.exit_code

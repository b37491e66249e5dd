"""`inwriting diff`: what a change affects, and whom."""

import dataclasses
import datetime
import os
from pathlib import Path

import click

from inwriting.cli import completion
from inwriting.cli.options import request, request_options
from inwriting.cli.output import options, print_error, print_problems
from inwriting.cli.progress import progress_bar
from inwriting.cli.reporting import ReportWanted, add_summary, report_options, tell, under_review
from inwriting.cli.summary import SUMMARY
from inwriting.diff.difference import Difference, nothing_compared
from inwriting.output.diff_report import DiffReport
from inwriting.register.load.problem import Problem, UnusableInputError


@click.command(
    epilog="\b\nExamples:\n  inwriting diff origin/main\n"
    "  inwriting diff origin/main --format json > diff.json\n"
    "  inwriting diff --from diff.json --format markdown",
)
@click.argument("base", required=False, shell_complete=completion.references)
@click.argument("root", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Show the result of an earlier run with --format json instead of comparing.",
)
@report_options(
    "diff",
    "The output format. markdown is safe as a GitHub comment: no links, no mentions;"
    " sarif, junit, gitlab and github tell what blocks the merge.",
)
@click.option(
    "--summary-url",
    default="",
    metavar="URL",
    help="Where to find the full result, linked when the comment is too short for it (markdown).",
)
@click.option(
    "--summary",
    is_flag=True,
    help=f"Also add it to the GitHub step summary.  [env: {SUMMARY}]",
)
@request_options
def command(
    base: str | None,
    root: Path,
    source: Path | None,
    wanted: ReportWanted,
    summary_url: str,
    summary: bool,
    as_of: datetime.date | None,
    evidence: tuple[Path, ...],
) -> int:
    """Show what changed between BASE, a Git reference, and the register in ROOT (this folder).

    Lists changed answers, permissions, documents and verdicts, who must sign again, which clients
    are affected, and what to ask the vendors. Compares with the newest commit that BASE and HEAD
    share. Uncommitted files count.

    This is a report, not a gate: it exits 0 when both states could be compared in full, whatever
    changed, 2 when a file, BASE or an argument cannot be used, 4 when a check or the tool failed.
    To learn whether the change may merge, run `inwriting check --base`.
    """
    _together(base, source, summary_url, wanted.output)
    difference = _from(source) if source else _compared(base or "", root, as_of, evidence)
    report = DiffReport(difference, retold=source is not None)
    shown = options(root, wanted.output, as_of=as_of is not None)
    if wanted.output == "markdown":
        shown = dataclasses.replace(shown, run=summary_url)
    if wanted.output == "github":
        shown = under_review(shown, root, base or "")
    code = tell(report, wanted, shown, root)
    if summary:
        if not os.environ.get(SUMMARY):
            print_error(f"note: {SUMMARY} is not set, so no summary was written.")
        if wanted.output != "github":
            add_summary(report, shown)
    return code


def _together(base: str | None, source: Path | None, summary_url: str, output: str) -> None:
    """Reject options that contradict each other."""
    if source is None and not (base or "").strip():
        # An unset variable in CI must not look like a comparison that found nothing.
        message = "it is missing or empty. Name a branch, tag or commit to compare with."
        raise click.BadParameter(message, param_hint="BASE")
    if source is not None and base is not None:
        message = "it shows the result in FILE, so it takes no BASE."
        raise click.BadParameter(message, param_hint="--from")
    if summary_url and not summary_url.startswith("https://"):
        message = "it must begin with https://."
        raise click.BadParameter(message, param_hint="--summary-url")
    if summary_url and output != "markdown":
        message = "only --format markdown links to it."
        raise click.BadParameter(message, param_hint="--summary-url")


def _compared(
    base: str, root: Path, as_of: datetime.date | None, evidence: tuple[Path, ...]
) -> Difference:
    from inwriting.diff.compare import compare

    try:
        with progress_bar() as progress:
            return compare(request(root, as_of, evidence, base), progress)
    except UnusableInputError as error:
        problems = tuple(
            dataclasses.replace(item, file="BASE") if item.file == "--base" else item
            for item in error.problems
        )
        print_problems(problems)
        # Said in the format that was asked for, too: whoever reads only that must see it.
        return nothing_compared(base, problems)


def _from(source: Path) -> Difference:
    from inwriting.output.diff_json import LARGEST, read

    try:
        if source.is_symlink() or not source.is_file():
            raise _unreadable(source, "is not a plain file")
        with source.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(source, f"cannot be read: {error.strerror or error}") from error
    return read(source.as_posix(), content)


def _unreadable(source: Path, why: str) -> UnusableInputError:
    fix = "Write it with `inwriting diff BASE --format json`."
    return UnusableInputError((Problem(source.as_posix(), 0, 0, f"It {why}.", fix),))

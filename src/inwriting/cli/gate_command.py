"""`inwriting gate`: find the AI tools a repository uses, and block those that are not allowed."""

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import click

from inwriting.cli.date_type import DateType
from inwriting.cli.files import write_new, write_over
from inwriting.cli.gate_options import register_options
from inwriting.cli.output import options, worse
from inwriting.cli.reporting import ReportWanted, report_options, tell, under_review
from inwriting.exit_codes import ExitCode
from inwriting.gate.result import GateResult
from inwriting.gate.rules import USUAL
from inwriting.gate.run import GateOptions, baseline_of, gate
from inwriting.output.gate.report import GateReport

_MAY_WRITE = (ExitCode.CLEAR, ExitCode.BLOCKED)


@click.command(
    epilog="\b\nExample:\n  inwriting gate \\\n"
    "    --register https://register.example.com/register.json --signers firm-signers",
)
@click.argument("root", type=click.Path(path_type=Path), default=Path())
@register_options
@click.option(
    "--data-class",
    default="",
    metavar="CLASS",
    help="The class of data the repository works with.  [default: from .inwriting.yaml]",
)
@click.option("--untracked", is_flag=True, help="Also scan files that Git does not track yet.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file of known uses; only new ones fail.",
)
@click.option(
    "--write-baseline", is_flag=True, help="Record everything that blocks now in the baseline file."
)
@click.option(
    "--warn",
    "warned",
    type=click.Choice(list(USUAL)),
    multiple=True,
    metavar="RULE",
    help="Only warn about findings of RULE, to start with; repeatable. Every report says so.",
)
@report_options("gate")
@click.option("-v", "--verbose", is_flag=True, help="Show everything in full (text only).")
@click.option("--as-of", type=DateType(), help="Judge as of this day.  [default: today]")
def command(
    root: Path,
    wanted: ReportWanted,
    verbose: bool,
    as_of: datetime.date | None,
    no_cache: bool,
    write_baseline: bool,
    **given: Any,
) -> int:
    """Find the AI tools that ROOT (this folder) uses, and look each up in the firm's register.

    It runs nothing from the repository, and fetches nothing but the register from the web.

    Exits 0 when nothing blocks, 1 when a tool may not be used, 2 when a file or an argument cannot
    be used, 3 when there is no file to scan, 4 when inwriting itself failed, and 5 when nothing
    could be judged because the register is missing, unsigned, altered or too old.
    """
    asked = GateOptions(
        today=as_of or datetime.datetime.now(tz=datetime.UTC).date(), cache=not no_cache, **given
    )
    if write_baseline and asked.baseline is None:
        message = "it needs --baseline FILE."
        raise click.BadParameter(message, param_hint="--write-baseline")
    result, written = _with_baseline(root, asked) if write_baseline else (gate(root, asked), True)
    shown = options(root, wanted.output, verbose=verbose, as_of=as_of is not None)
    if not root.is_dir():
        # It is named as it was typed.
        shown = dataclasses.replace(shown, prefix="")
    if wanted.output == "github":
        shown = under_review(shown, root, "")
    code = tell(GateReport(result), wanted, shown, root if root.is_dir() else None)
    return code if written else worse(code, ExitCode.UNUSABLE)


def _with_baseline(root: Path, asked: GateOptions) -> tuple[GateResult, bool]:
    """Write a new baseline and return the result with it, and whether it was written.

    No baseline is written if something could not be judged: it would excuse what nobody has seen.
    """
    assert asked.baseline is not None  # noqa: S101 - the command refuses it
    now = gate(root, dataclasses.replace(asked, baseline=None))
    if now.exit_code not in _MAY_WRITE:
        return now, False
    write = write_over if asked.baseline.exists() else write_new
    write(asked.baseline, baseline_of(now))
    return gate(root, asked), True

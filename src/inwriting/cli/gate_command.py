"""`inwriting gate`: which AI tools does this repository use, and may it?"""

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
    help="The data that the repository works on.  [default: what .inwriting.yaml says]",
)
@click.option("--untracked", is_flag=True, help="Look at files too that Git does not track yet.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Uses that were there before: only others fail.",
)
@click.option("--write-baseline", is_flag=True, help="Write what blocks now into that file.")
@click.option(
    "--warn",
    "warned",
    type=click.Choice(list(USUAL)),
    multiple=True,
    metavar="RULE",
    help="Only warn of what breaks RULE, for a start; repeatable, and said in every output.",
)
@report_options("gate")
@click.option("-v", "--verbose", is_flag=True, help="Tell everything in full (text).")
@click.option("--as-of", type=DateType(), help="Judge as on this day.  [default: today]")
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

    Nothing of the repository is run, and only the register is fetched from the web.

    Exits 0 when nothing blocks, 1 when a tool may not be used, 2 when a file or an argument cannot
    be used, 3 when there was no file to look at, 4 when the tool failed, and 5 when nothing could
    be judged: the register is missing, unsigned, altered or too old.
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
    """Write the baseline anew and return what is judged with it; the truth is told if it cannot.

    Where something could not be judged, a baseline would forgive what nobody has seen.
    """
    assert asked.baseline is not None  # noqa: S101 - the command refuses it
    now = gate(root, dataclasses.replace(asked, baseline=None))
    if now.exit_code not in _MAY_WRITE:
        return now, False
    write = write_over if asked.baseline.exists() else write_new
    write(asked.baseline, baseline_of(now))
    return gate(root, asked), True

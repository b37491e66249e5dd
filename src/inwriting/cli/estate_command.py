"""`inwriting estate`: the gate over many repositories, and who a pause would affect."""

import contextlib
import dataclasses
import datetime
import functools
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from inwriting.cli.date_type import DateType
from inwriting.cli.gate_options import register_options
from inwriting.cli.output import layout, print_error, print_problems, worse
from inwriting.cli.progress import progress_bar
from inwriting.cli.reporting import ReportWanted, report_options, tell
from inwriting.exit_codes import ExitCode
from inwriting.gate.estate.affected import who_is_affected
from inwriting.gate.estate.visited import Visited
from inwriting.gate.estate.visiting import Orders, visit
from inwriting.gate.register_error import RegisterError
from inwriting.gate.run import GateOptions, open_register
from inwriting.output.estate_report import EstateReport
from inwriting.output.estate_table import as_parquet, as_table_json, must_write_parquet
from inwriting.output.options import Options
from inwriting.register.load.explain import guess
from inwriting.register.load.problem import Problem, UnusableInputError


@click.command(
    epilog="\b\nExamples:\n"
    "  inwriting estate checkouts/* --register register.json --signers firm-signers\n"
    "  inwriting estate checkouts/* --register register.json --signers firm-signers \\\n"
    "    --if-paused openai/api",
)
@click.argument("paths", nargs=-1, required=True)
@register_options
@click.option(
    "--if-paused",
    default="",
    metavar="OFFERING",
    help="Show who would be affected by a pause of this offering, as in openai/api.",
)
@click.option(
    "--output",
    "table",
    type=click.Path(path_type=Path),
    default=Path("estate"),
    show_default=True,
    help="Where to write the table, without an ending: .parquet and .json are added.",
)
@report_options("estate", "The output format.")
@click.option(
    "--processes",
    type=click.IntRange(1),
    help="How many repositories to scan at once.  [default: one per core]",
)
@click.option(
    "--scheduler",
    default="",
    metavar="ADDRESS",
    help="Run on a Dask cluster, as in tcp://10.0.0.1:8786. Its workers need the same folders and "
    "the same version of inwriting.",
)
@click.option("--as-of", type=DateType(), help="Judge as of this day.  [default: today]")
def command(
    paths: tuple[str, ...],
    if_paused: str,
    table: Path,
    wanted: ReportWanted,
    processes: int | None,
    scheduler: str,
    as_of: datetime.date | None,
    no_cache: bool,
    **given: Any,
) -> int:
    """Run the gate over the checked-out repositories at PATHS, and write the results as one table.

    The table says which tool is used where, in which role, and whether the register allows it. It
    has a row for every repository, even one that could not be scanned.

    Exits with the worst exit code that `inwriting gate` gives for any of the repositories.
    """
    must_write_parquet()
    today = as_of or datetime.datetime.now(tz=datetime.UTC).date()
    asked = GateOptions(today=today, cache=not no_cache, **_absolute(given))
    if asked.register:
        try:
            # Once for all: what cannot be trusted for one cannot be for any.
            asked = dataclasses.replace(asked, opened=open_register(asked))
        except RegisterError as error:
            print_problems((error.problem,))
            print_error("No repository was scanned, and no table was written.")
            return ExitCode.UNEVALUATED
        _refuse_unknown(if_paused, asked)
    orders = Orders(asked, if_paused)
    with progress_bar() as progress:
        visits = []
        # However often a repository is named, it stands in the table once.
        repositories = list({Path(name).resolve(): name for name in reversed(paths)}.values())
        for visited in _visits(repositories, orders, processes, scheduler):
            visits.append(visited)
            progress(f"{len(visits):,} of {len(repositories):,} repositories")
    visits.sort(key=lambda item: item.repository)
    answer = who_is_affected(visits, if_paused) if if_paused else None
    code = ExitCode.CLEAR
    contents = {
        ".parquet": as_parquet(visits),
        ".json": as_table_json(visits, answer).encode("ascii"),
    }
    for ending, content in contents.items():
        if not _written(table.with_name(table.name + ending), content):
            code = worse(code, ExitCode.UNUSABLE)
    return worse(code, tell(EstateReport(visits, answer), wanted, Options(layout())))


def _visits(
    repositories: Sequence[str], orders: Orders, processes: int | None, scheduler: str
) -> Iterator[Visited]:
    if scheduler:
        from inwriting.gate.estate.cluster import visit_there

        # A worker stands in another folder than we do.
        named = {str(Path(name).absolute()): name for name in repositories}
        for visited in visit_there(scheduler, list(named), visit, orders):
            yield dataclasses.replace(visited, repository=named[visited.repository])
        return
    from inwriting.gate.estate.local import visit_here

    most = processes or os.cpu_count() or 1
    # No more than there is work for.
    most = min(most, len(repositories))
    yield from visit_here(repositories, functools.partial(visit, orders=orders), most)


def _absolute(given: dict[str, Any]) -> dict[str, Any]:
    """Return the options with every path made absolute."""
    found = {
        name: value.absolute() if isinstance(value, Path) else value
        for name, value in given.items()
    }
    found["footprints"] = tuple(path.absolute() for path in given["footprints"])
    return found


def _refuse_unknown(offering: str, asked: GateOptions) -> None:
    known = asked.opened.data.offerings if asked.opened else ()
    if offering and offering not in known:
        message = f"The register has no offering {offering}.{guess(offering, known)}"
        fix = "Name an offering as vendor/offering."
        raise UnusableInputError((Problem("--if-paused", 0, 0, message, fix),))


def _written(path: Path, content: bytes) -> bool:
    """Write *content* to *path* atomically, and return whether that worked."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        print_error(f"error: the table could not be written to {path}: {error.strerror or error}")
        return False
    return True

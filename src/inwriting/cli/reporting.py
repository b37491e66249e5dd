"""How a command says what it found: in the format asked for, in files, in GitHub's summary."""

import dataclasses
import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inwriting.cli.output import prefix, print_error, print_result, worse
from inwriting.cli.summary import summarise
from inwriting.exit_codes import ExitCode
from inwriting.output.formats import formats_of, render
from inwriting.output.options import Options
from inwriting.output.report import Report
from inwriting.output.screen import Layout
from inwriting.register.load.changed_lines import changed_lines

# Older versions of click take no type there when they run.
if TYPE_CHECKING:
    _FileType = click.ParamType[tuple[str, Path]]
else:
    _FileType = click.ParamType


class ReportFile(_FileType):
    """A format and the file that it is written into, FORMAT=FILE."""

    name = "report"

    def __init__(self, formats: tuple[str, ...]) -> None:
        """Know the names of *formats*."""
        self._formats = formats

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Path]:
        """Return *value* as a format and a path."""
        if isinstance(value, tuple):
            return value
        name, equals, file = str(value).partition("=")
        if name not in self._formats or not equals or not file.strip():
            known = ", ".join(self._formats)
            self.fail(f"{value!r} is not FORMAT=FILE with one of {known}.", param, ctx)
        return name, Path(file)


@dataclass(frozen=True, slots=True)
class ReportWanted:
    """In which formats a command is to say what it found."""

    output: str
    """What is printed."""
    files: tuple[tuple[str, Path], ...]
    """The other formats, each with its file."""


def report_options(
    command: str, what: str = "The output format."
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Add --format and --write, with the formats of *command*; *what* is the help of the first.

    The command takes both as one argument, *wanted*.
    """
    formats = formats_of(command)

    def add(function: Callable[..., int]) -> Callable[..., int]:
        @functools.wraps(function)
        def called(output: str, files: tuple[tuple[str, Path], ...], **others: Any) -> int:
            return function(wanted=ReportWanted(output, files), **others)

        with_files = click.option(
            "--write",
            "files",
            type=ReportFile(formats),
            multiple=True,
            metavar="FORMAT=FILE",
            help="Also write a report in another format to a file; repeatable.",
        )(called)
        return click.option(
            "--format",
            "output",
            type=click.Choice(formats),
            default="text",
            show_default=True,
            help=what,
        )(with_files)

    return add


def tell(
    report: Report, wanted: ReportWanted, shown: Options, root: Path | None = None
) -> ExitCode:
    """Say *report* as it is *wanted*, and return what to exit with.

    *root* is the folder that its paths are relative to; None where they are as they were typed.
    """
    print_result(render(report, wanted.output, shown))
    if wanted.output == "github":
        add_summary(report, shown)
    code = report.exit_code
    for name, path in wanted.files:
        placed = dataclasses.replace(
            shown, layout=Layout(), prefix=prefix(root, name) if root else ""
        )
        if not _write(path, render(report, name, placed)):
            # Whoever reads only the file would read an old one, or none.
            code = worse(code, ExitCode.UNUSABLE)
    return code


def add_summary(report: Report, shown: Options) -> None:
    """Add *report* to the summary of the GitHub step, if there is one."""

    def written(room: int) -> str:
        page = render(report, "markdown", dataclasses.replace(shown, room=room, run=""))
        # Others write on that page too, so nobody looks for a marker there.
        return page.removeprefix(f"{report.marker}\n")

    summarise(written)


def under_review(shown: Options, root: Path, base: str) -> Options:
    """Return *shown* with what the change since *base* touches, and the address of this CI run."""
    changed = changed_lines(root, base) if base else None
    return dataclasses.replace(shown, changed=changed, run=_run())


def _write(path: Path, text: str) -> bool:
    """Write *text* into *path* and return whether that went well; else say why it did not."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        print_error(f"error: the report could not be written to {path}: {error.strerror or error}")
        return False
    return True


def _run() -> str:
    """Return the address of the GitHub run that this is a step of; empty where there is none."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    server, repository, number = (os.environ.get(name, "").strip() for name in names)
    if not (server.startswith("https://") and repository and number):
        return ""
    return f"{server}/{repository}/actions/runs/{number}"

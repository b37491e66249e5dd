"""What a report needs in CI: files of other formats, and what is under review."""

import dataclasses
import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inwriting.cli.output import print_error
from inwriting.output.formats import FORMATS
from inwriting.output.options import Options
from inwriting.register.load.changed_lines import changed_lines

# Older versions of click take no type there when they run.
if TYPE_CHECKING:
    _FileType = click.ParamType[tuple[str, Path]]
else:
    _FileType = click.ParamType


class ReportFile(_FileType):
    """A format and the file that it is written into, FORMAT=FILE."""

    name = "report"

    def __init__(self, formats: Collection[str] = tuple(FORMATS)) -> None:
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


def write_report(path: Path, text: str) -> bool:
    """Write *text* into *path* and return whether that went well; else say why it did not."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        print_error(f"error: the report could not be written to {path}: {error.strerror or error}")
        return False
    return True


def under_review(shown: Options, root: Path, base: str) -> Options:
    """Return *shown* with what the change since *base* touches, and the address of this CI run."""
    changed = changed_lines(root, base) if base else None
    return dataclasses.replace(shown, changed=changed, run=_run())


def _run() -> str:
    """Return the address of the GitHub run that this is a step of; empty where there is none."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    server, repository, number = (os.environ.get(name, "").strip() for name in names)
    if not (server.startswith("https://") and repository and number):
        return ""
    return f"{server}/{repository}/actions/runs/{number}"

"""Printing: results to standard output, everything else to standard error."""

import os
import sys
from pathlib import Path

from inwriting.exit_codes import ExitCode
from inwriting.output.options import Options
from inwriting.output.safe import no_command, one_line
from inwriting.output.screen import Layout
from inwriting.register.load.problem import Problem

_NARROWEST = 40
_WIDEST = 120


class ReaderGoneError(Exception):
    """Nobody reads the output: the pipe or terminal is closed."""


def print_result(text: str) -> None:
    """Print a whole result at once.

    Raises ReaderGoneError when it cannot be printed in full.
    """
    if sys.stdout is None:
        raise ReaderGoneError
    try:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderGoneError from error


def print_error(text: str) -> None:
    """Print an error or a note, so that no CI takes a line of *text* for a command."""
    if sys.stderr is None:
        return
    try:
        for line in text.splitlines():
            sys.stderr.write(no_command(line) + "\n")
        sys.stderr.flush()
    except OSError:
        # Nobody reads errors; the exit code still tells.
        return


def print_problems(problems: tuple[Problem, ...], prefix: str = "") -> None:
    """Print what cannot be used."""
    for problem in problems:
        shown = f"{prefix}/{problem}" if prefix and not problem.file.startswith("--") else problem
        print_error(f"error: {one_line(str(shown))}")


def accept_any_text() -> None:
    """Make the streams print any text, whatever the terminal's encoding."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace", newline="\n")


def discard_output() -> None:
    """Let the interpreter exit without an error when standard output is closed."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())


def layout() -> Layout:
    """Return the layout for standard output: a file always gets the same plain bytes."""
    if sys.stdout is None or not sys.stdout.isatty():
        return Layout()
    columns = os.get_terminal_size(sys.stdout.fileno()).columns or Layout().width
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Layout(max(_NARROWEST, min(_WIDEST, columns)), colour)


def prefix(root: Path, output: str = "text") -> str:
    """Return the prefix for the register's paths, so that readers can find the files.

    A person finds them from here; code scanning and merge requests from the top of the checkout.
    """
    if output == "text":
        typed = root.as_posix()
        return "" if typed == "." else typed.rstrip("/")
    top = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or "."
    try:
        within = root.resolve().relative_to(Path(top).resolve()).as_posix()
    except ValueError:
        return ""
    return "" if within == "." else within


def options(root: Path, output: str = "text", *, verbose: bool = False, as_of: bool) -> Options:
    """Return the options of a report on the register at *root*."""
    return Options(layout(), verbose, as_of, prefix(root, output))


def worse(*codes: ExitCode) -> ExitCode:
    """Return the worst of *codes*."""
    return max(codes)

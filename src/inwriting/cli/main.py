"""The entry point of `inwriting`: print a cached answer, or load the tool and run the command."""

import gc
import sys

from inwriting.cli import answer_cache

_RARELY = 200_000
"""After how many new objects the garbage collector runs: cycles are rare, and it took a fifth."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with an `ExitCode`."""
    raise SystemExit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    place = answer_cache.cached_answer(given)
    known = place.read() if place else None
    if known is not None:
        return _told(*known)
    gc.set_threshold(_RARELY)
    from inwriting.cli.commands import run as work_out

    return work_out(given, place)


def _told(text: str, code: int) -> int:
    """Print *text*; return *code*, or that of a failure where nobody reads it."""
    stream = sys.stdout
    try:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace", newline="\n")
        stream.write(text)
        stream.flush()
    except (OSError, AttributeError) as error:
        from inwriting.cli.output import discard_output, print_error
        from inwriting.exit_codes import ExitCode

        if sys.stdout is not None and not isinstance(error, BrokenPipeError):
            print_error(f"error: the answer could not be printed: {error}")
        # What its reader did not read was not clear.
        discard_output()
        return ExitCode.FAILED
    return code

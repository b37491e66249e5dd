"""The command `inwriting`: what was answered before is told at once, all else is worked out."""

import sys

from inwriting.cli import kept_answers


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with an `ExitCode`."""
    raise SystemExit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    place = kept_answers.place_of(given)
    known = place.read() if place else None
    if known is not None and _told(known[0]):
        return known[1]
    from inwriting.cli.commands import run as work_out

    return work_out(given, place)


def _told(text: str) -> bool:
    """Print *text*; tell whether that worked."""
    stream = sys.stdout
    try:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace", newline="\n")
        stream.write(text)
        stream.flush()
    except (OSError, AttributeError):
        # Nobody reads it, which is said below in the way in which it always is.
        return False
    return True

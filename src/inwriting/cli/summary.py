"""The summary of a GitHub step, kept within GitHub's size limit."""

import os
from collections.abc import Callable
from pathlib import Path

from inwriting.cli.output import print_error
from inwriting.output.writers.markdown import LARGEST

SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable in which GitHub names the file of a step's summary."""


def summarise(write: Callable[[int], str]) -> None:
    """Add the text that *write* fits into the room left to the step's summary, if there is one."""
    named = os.environ.get(SUMMARY)
    if not named:
        return
    path = Path(named)
    try:
        room = LARGEST - (path.stat().st_size if path.exists() else 0)
        text = write(room)
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        print_error(f"note: the summary could not be written to {named}: {error}")

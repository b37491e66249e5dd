"""Progress on a terminal, for work that takes longer than a second."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SECONDS = 1.0


@contextmanager
def progress_bar() -> Iterator[Callable[[str], None]]:
    """Yield a function that shows what is being done, once a second has passed.

    It shows nothing if standard error is not a terminal.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console

    began = time.monotonic()
    status = Console(stderr=True).status("")

    def tell(what: str) -> None:
        if time.monotonic() - began > _SECONDS:
            status.update(f"{what} …")
            status.start()

    try:
        yield tell
    finally:
        status.stop()


def _silent(what: str) -> None:
    """Say nothing of *what* is being done."""
    del what

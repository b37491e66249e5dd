"""Progress on a terminal, for work that takes longer than a second."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

_SECONDS = 1.0


@contextmanager
def progress_bar() -> Iterator[Callable[[str], None]]:
    """Yield a function that is told what is being done, and shows it once a second has passed.

    Nothing is shown where standard error is no terminal.
    """
    console = Console(stderr=True)
    began = time.monotonic()
    with console.status("") as status:
        status.stop()

        def tell(what: str) -> None:
            if console.is_terminal and time.monotonic() - began > _SECONDS:
                status.update(f"{what} …")
                status.start()

        yield tell

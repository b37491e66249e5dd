"""Look up names that people type, and suggest the one they may have meant."""

from collections.abc import Iterable

import click

from inwriting.register.load.explain import guess

_MOST_LISTED = 30


class UnknownNameError(click.ClickException):
    """A name that the register does not have."""

    exit_code = 2

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        """Say that there is no *what* called *name*, and list those there are."""
        listed = sorted(known)
        near = guess(name, listed)
        hint = near or f" There are: {_shown(listed)}." if listed else " There are none yet."
        super().__init__(f"There is no {what} {name[:80]!r}.{hint}")


def known(what: str, name: str, names: Iterable[str]) -> str:
    """Return *name* when it is one of *names*.

    Raises UnknownNameError when it is not.
    """
    listed = list(names)
    if name not in listed:
        raise UnknownNameError(what, name, listed)
    return name


def _shown(names: list[str]) -> str:
    more = len(names) - _MOST_LISTED
    text = ", ".join(names[:_MOST_LISTED])
    return f"{text} and {more} more" if more > 0 else text

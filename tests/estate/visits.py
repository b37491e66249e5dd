"""Visits that do what real ones may: work, raise, die. They run in processes of their own."""

import os
import signal
import time
from pathlib import Path

from inwriting.exit_codes import ExitCode
from inwriting.gate.estate.visited import UseFound, Visited


def found(file: str = "app.py", line: int = 1, **more: str) -> UseFound:
    """Return a use of an offering."""
    return UseFound(
        file=file,
        line=line,
        column=1,
        tool="northwind",
        name="Northwind AI",
        through="",
        role="runtime",
        verdict=more.get("verdict", "allowed"),
        effect=more.get("effect", "listed"),
        rule="tool-allowed",
        message="It is allowed.",
        offerings=(more.get("offering", "northwind-ai/enterprise"),),
        excepted=False,
        in_baseline=False,
        fingerprint=f"{file}-{line}",
        if_paused_verdict=more.get("then", "paused"),
        if_paused_effect=more.get("then_effect", "blocks"),
    )


def visited(repository: str, *uses: UseFound, code: ExitCode = ExitCode.CLEAR) -> Visited:
    """Return a visit."""
    return Visited(
        repository, "c" * 40, code, f"{code.name.title()}.", files=3, uses=tuple(sorted(uses))
    )


def visit(repository: str) -> Visited:
    """Do what the repository's name says: ``raise``, ``die``, or work."""
    if "raise" in repository:
        message = f"no such thing in {repository}"
        raise ValueError(message)
    if "die-once" in repository and _first_time(repository):
        _die()
    if "die-always" in repository:
        _die()
    return visited(repository, found())


def visit_slowly(repository: str, orders: tuple[str, float]) -> Visited:
    """Write down that a visit began, and take a while."""
    folder, seconds = orders
    began = Path(folder) / f"{Path(repository).name}-{os.getpid()}-{time.monotonic_ns()}"
    began.touch()
    if "raise" in repository:
        message = "no such thing"
        raise ValueError(message)
    time.sleep(seconds)
    return visited(repository, found())


def _first_time(repository: str) -> bool:
    try:
        Path(repository).with_suffix(".seen").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)

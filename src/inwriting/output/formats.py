"""The formats in which every command can say what it found, each loaded when asked for.

A new one is a module with `render(report, options)` and a record in FORMATS: then `check`, `gate`,
`diff`, `watch` and `estate` offer it.
"""

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inwriting.output.options import Options

# Whoever only asks for the formats' names need not load what writes them.
if TYPE_CHECKING:
    from inwriting.output.report import Report


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """One format."""

    name: str
    """As --format takes it."""
    module: str
    """The module that writes it."""
    commands: tuple[str, ...] = ()
    """The only commands that have it; empty for all."""


_WRITERS = "inwriting.output.writers"
FORMATS = (
    OutputFormat("text", f"{_WRITERS}.text"),
    OutputFormat("github", f"{_WRITERS}.github"),
    OutputFormat("sarif", f"{_WRITERS}.sarif"),
    OutputFormat("json", f"{_WRITERS}.own_json"),
    OutputFormat("junit", f"{_WRITERS}.junit"),
    OutputFormat("gitlab", f"{_WRITERS}.gitlab"),
    OutputFormat("cyclonedx", "inwriting.output.gate.cyclonedx", ("gate",)),
    OutputFormat("markdown", f"{_WRITERS}.markdown"),
)


def formats_of(command: str) -> tuple[str, ...]:
    """Return the names of the formats that *command* has."""
    return tuple(item.name for item in FORMATS if not item.commands or command in item.commands)


def render(report: "Report", output: str, options: Options) -> str:
    """Return *report* in the format *output*, ending with a line break unless it is empty."""
    (module,) = (item.module for item in FORMATS if item.name == output)
    text: str = importlib.import_module(module).render(report, options)
    return text if text.endswith("\n") or not text else text + "\n"

"""The formats of `inwriting check`, each in a module of its own that is loaded when asked for."""

import importlib
from typing import TYPE_CHECKING

from inwriting.output.options import Options

# Whoever only asks for the formats' names need not load what evaluates a register.
if TYPE_CHECKING:
    from inwriting.register.decide.outcome import Outcome

FORMATS = {
    "text": "text",
    "github": "github",
    "sarif": "sarif",
    "json": "findings_json",
    "junit": "junit",
    "gitlab": "gitlab",
}
"""The module of each format."""


def render(outcome: "Outcome", output: str, options: Options) -> str:
    """Return *outcome* in the format *output*, ending with a line break."""
    module = importlib.import_module(f"inwriting.output.{FORMATS[output]}")
    text: str = module.render(outcome, options)
    return text if text.endswith("\n") else text + "\n"

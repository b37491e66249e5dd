"""The formats of `inwriting gate`, each in a module of its own that is loaded when asked for."""

import importlib

from inwriting.gate.result import GateResult
from inwriting.output.options import Options

FORMATS = {
    "text": "text",
    "github": "github",
    "sarif": "sarif",
    "json": "gate_json",
    "junit": "junit",
    "gitlab": "gitlab",
    "cyclonedx": "cyclonedx",
    "markdown": "markdown",
}
"""The module of each format."""


def render(result: GateResult, output: str, options: Options) -> str:
    """Return *result* in the format *output*, ending with a line break."""
    module = importlib.import_module(f"inwriting.output.gate.{FORMATS[output]}")
    text: str = module.render(result, options)
    return text if text.endswith("\n") else text + "\n"

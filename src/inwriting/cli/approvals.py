"""Add an entry to approvals.yaml without touching its comments and layout."""

import datetime
import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.util import load_yaml_guess_indent

from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.schema import mistakes
from inwriting.register.load.yaml import parse

_BEGINNING = """\
# yaml-language-server: $schema=../../schemas/approvals.schema.json
#
# Who signed what, and when. Each sign-off covers exactly one state of dossier.yaml and use.yaml,
# identified by its digest. `inwriting sign` writes these entries; don't type a digest by hand.
format: 1
approvals: []
"""


def with_approval(file: str, text: str, entry: dict[str, Any]) -> str:
    """Return *text* of approvals.yaml with *entry* at the end of its list.

    Raises UnusableInputError when anything else would change, or the result would not be valid.
    """
    text = text or _BEGINNING
    before, _ = parse(file, text)
    _, indent, offset = load_yaml_guess_indent(text)
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    # A list that is empty, or written in brackets, tells nothing about how to indent.
    yaml.indent(mapping=2, sequence=(indent or 4), offset=2 if offset is None else offset)
    data = yaml.load(text)
    if not data["approvals"]:
        data["approvals"] = CommentedSeq()
        yaml.indent(mapping=2, sequence=4, offset=2)
    data["approvals"].fa.set_block_style()
    data["approvals"].append(_laid_out(entry))
    stream = io.StringIO()
    yaml.dump(data, stream)
    result = stream.getvalue()
    after, problems = parse(file, result)
    wanted = {**before, "approvals": [*before["approvals"], entry]}
    if problems or after != wanted or mistakes("approvals", after):
        problem = Problem(
            file,
            0,
            0,
            "The sign-off cannot be added without changing something else in the file.",
            "Check the name, the address and the note, or simplify the layout of the file.",
        )
        raise UnusableInputError((problem,))
    return result


def _laid_out(entry: dict[str, Any]) -> CommentedMap:
    laid_out = CommentedMap()
    for key, value in entry.items():
        laid_out[key] = value
    person = CommentedMap(
        {
            "name": DoubleQuotedScalarString(entry["by"]["name"]),
            "email": DoubleQuotedScalarString(entry["by"]["email"]),
        }
    )
    person.fa.set_flow_style()
    laid_out["by"] = person
    # As a date and not as text, it is written without quotes.
    laid_out["on"] = datetime.date.fromisoformat(entry["on"])
    if "offerings" in entry:
        offerings = CommentedSeq(entry["offerings"])
        offerings.fa.set_flow_style()
        laid_out["offerings"] = offerings
    if "note" in entry:
        laid_out["note"] = DoubleQuotedScalarString(entry["note"])
    return laid_out

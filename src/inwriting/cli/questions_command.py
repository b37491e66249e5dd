"""`inwriting questions`: what the register asks vendors, and which dossiers lack a question."""

import datetime
from pathlib import Path
from typing import Any

import click

from inwriting.cli.files import write_over
from inwriting.cli.options import register_root, root_option
from inwriting.cli.output import print_problems, print_result
from inwriting.cli.register_questions import questions_of
from inwriting.exit_codes import ExitCode
from inwriting.publish.dossier_text import NOT_LOOKED_FOR
from inwriting.register.check.left_out import left_out
from inwriting.register.load.declared_questions import is_answered_in_dossiers
from inwriting.register.load.document_texts import open_locker
from inwriting.register.load.problem import UnusableInputError
from inwriting.register.load.register import load_register
from inwriting.register.load.source import FolderSource
from inwriting.register.load.yaml_editing import appended
from inwriting.register.model.register import Vendor, build_register

_MOST_NAMED = 10
"""How many vendors are named before the rest is counted."""
_Missing = dict[str, tuple[str, ...]]
"""The offerings for which a dossier leaves a question out, by question."""


@click.command(epilog="\b\nExample:\n  inwriting questions\n  inwriting questions --add-missing")
@click.option(
    "--add-missing",
    is_flag=True,
    help="Add each missing question to the dossier, under silent, as not looked for yet.",
)
@root_option
def command(root: Path, add_missing: bool) -> int:
    """List the questions that vendors answer, and the dossiers that lack one.

    A question that is new in policy/questions.yaml is silent wherever a dossier lacks it. With
    --add-missing each such dossier says so; comments and layout stay. That changes the dossier, so
    its sign-offs end.
    """
    register_root(root)
    questions = questions_of(root)
    loaded = load_register(FolderSource(root), open_locker(()))
    register, problems = build_register(loaded, datetime.date.min)
    if register is None:
        raise UnusableInputError(loaded.problems)
    missing = {vendor.id: found for vendor in register.vendors if (found := _missing(vendor))}
    if add_missing:
        for vendor, found in missing.items():
            path = f"vendors/{vendor}/dossier.yaml"
            write_over(root / path, _with_silences(path, loaded.texts[path], found))
            print_result(f"Written: {path}: {', '.join(found)}")
        if not missing:
            print_result("Written: nothing. No dossier lacks a question.")
    else:
        print_result(_listed(questions, missing))
    print_problems((*loaded.problems, *problems))
    return ExitCode.UNUSABLE if loaded.problems or problems else ExitCode.CLEAR


def _missing(vendor: Vendor) -> _Missing:
    found: dict[str, list[str]] = {}
    for offering in vendor.offerings:
        for question in left_out(offering):
            found.setdefault(question, []).append(offering.id)
    everywhere = len(vendor.offerings)
    return {q: tuple(ids) if len(ids) < everywhere else () for q, ids in found.items()}


def _with_silences(file: str, text: str, missing: _Missing) -> str:
    """Return the dossier *text* with a silence on each question that is *missing*.

    Raises UnusableInputError when it cannot be added without changing anything else.
    """
    for question, offerings in missing.items():
        scope = {"offerings": list(offerings)} if offerings else {}
        text = appended(file, text, ("silent", question), {**scope, "note": NOT_LOOKED_FOR})
    return text


def _listed(questions: dict[str, Any], missing: dict[str, _Missing]) -> str:
    asked = {k: q for k, q in questions["questions"].items() if is_answered_in_dossiers(q)}
    width = max(map(len, asked))
    lines = []
    for name, question in asked.items():
        lines.append(f"{name:<{width}}  {' '.join(question['title'].split())}")
        lacking = [vendor for vendor, found in missing.items() if name in found]
        if lacking:
            more = len(lacking) - _MOST_NAMED
            shown = ", ".join(lacking[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
            lines.append(f"{'':<{width}}  missing in {len(lacking)}: {shown}")
    if missing:
        lines.append("Next: inwriting questions --add-missing")
    return "\n".join(lines)

"""`inwriting propose`: a vendor's first dossier, from an issue."""

from pathlib import Path
from typing import BinaryIO

import click

from inwriting.cli.issue_body import LARGEST, read_body
from inwriting.cli.issue_dossier import Proposal
from inwriting.cli.new_dossier import free_place, open_questions, write_dossier
from inwriting.cli.options import register_root, root_option
from inwriting.cli.output import print_result
from inwriting.exit_codes import ExitCode
from inwriting.publish.dossier_text import open_dossier
from inwriting.publish.issue_form import asked
from inwriting.register.load.problem import UnusableInputError


@click.command(
    epilog="\b\nExample:\n  gh issue view 12 --json body --jq .body | inwriting propose -",
)
@click.argument("issue", type=click.File("rb"))
@root_option
def command(root: Path, issue: BinaryIO) -> int:
    """Write vendors/ID/dossier.yaml from ISSUE, the body of an issue made with the issue form.

    ISSUE is a file, or - for standard input. Every answer is validated against the schema
    and the register. In the new dossier, every question is still open. No other file is written,
    and existing files are never overwritten.
    """
    register_root(root)
    file = "the issue" if issue.name in {"-", "<stdin>"} else str(issue.name)
    answers, problems = read_body(file, issue.read(4 * LARGEST + 1), asked())
    if problems:
        raise UnusableInputError(problems)
    proposal = Proposal(file, answers)
    if proposal.problems():
        raise UnusableInputError(proposal.problems())
    path = free_place(root, proposal.vendor)
    questions = open_questions(root)
    write_dossier(path, open_dossier({**proposal.values(), "questions": questions}))
    silent = "\n".join(f"  {item['title']}" for item in questions)
    print_result(
        f"Written: {path.as_posix()}\n"
        f"Still open, for you to look up ({len(questions)} questions):\n{silent}\n"
        "Next: inwriting check"
    )
    return ExitCode.CLEAR

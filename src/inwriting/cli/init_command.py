"""`inwriting init`: start a firm's own register."""

from pathlib import Path

import click

from inwriting.cli.files import write_new
from inwriting.cli.output import print_result
from inwriting.cli.starter_files import FORGES, starter_texts
from inwriting.exit_codes import ExitCode
from inwriting.register.load.problem import Problem, UnusableInputError


@click.command(epilog="\b\nExample:\n  inwriting init our-register")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--forge",
    type=click.Choice(list(FORGES)),
    default="github",
    show_default=True,
    help="Where changes will be reviewed. Also writes its CI checks, code owners and site.",
)
def command(folder: Path, forge: str) -> int:
    """Write the starter files of a firm's own register into FOLDER.

    The policy is a fictional firm's, for you to edit. There are no vendors yet. Existing files are
    never overwritten.
    """
    texts = starter_texts(forge)
    taken = sorted(name for name in texts if (folder / name).exists())
    if taken:
        raise UnusableInputError(
            tuple(
                Problem(
                    (folder / name).as_posix(),
                    0,
                    0,
                    "This file already exists and was not overwritten.",
                    "Choose another folder, or move the file away.",
                )
                for name in taken
            )
        )
    for name, text in texts.items():
        write_new(folder / name, text)
    shown = folder.as_posix()
    print_result(
        f"Written: {len(texts)} files in {shown}\n"
        f"Next: edit {shown}/policy/policy.yaml, then inwriting new VENDOR --root {shown}"
    )
    return ExitCode.CLEAR

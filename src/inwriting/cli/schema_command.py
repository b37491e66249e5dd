"""`inwriting schema`: the schemas that editors read, made for the register's own questions."""

from pathlib import Path

import click

from inwriting.cli.files import write_new, write_over
from inwriting.cli.options import register_root, root_option
from inwriting.cli.output import print_result
from inwriting.cli.register_questions import questions_of
from inwriting.exit_codes import ExitCode
from inwriting.register.load.declared_questions import declared_in
from inwriting.register.load.editor_schemas import FOLDER, editor_schemas
from inwriting.register.load.problem import Problem, UnusableInputError


@click.command(epilog="\b\nExample:\n  inwriting schema")
@root_option
def command(root: Path) -> int:
    """Write the schemas that editors read, for the questions in policy/questions.yaml.

    They lie in schemas/, where the first line of each YAML file leads. Only editors read them: the
    tool holds every file to the questions themselves.
    """
    register_root(root)
    texts = editor_schemas(declared_in(questions_of(root)))
    if (root / FOLDER).is_symlink():
        message = "This folder is a link, and nothing is written through it."
        raise UnusableInputError((Problem(FOLDER, 0, 0, message, "Make it a folder of its own."),))
    written = [name for name, text in texts.items() if _write(root / name, text)]
    if not written:
        print_result(f"Up to date: {len(texts)} schemas in {FOLDER}/")
    else:
        print_result("\n".join(f"Written: {name}" for name in written))
    return ExitCode.CLEAR


def _write(path: Path, text: str) -> bool:
    """Write *text* to *path* unless it is there; tell whether anything was written."""
    if not path.exists():
        write_new(path, text)
    elif path.is_symlink() or path.read_bytes() != text.encode("utf-8"):
        write_over(path, text)
    else:
        return False
    return True

"""The questions of a register, for commands that write by them."""

from pathlib import Path
from typing import Any

from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.register import QUESTIONS, load_questions
from inwriting.register.load.source import FolderSource


def questions_of(root: Path) -> dict[str, Any]:
    """Return the data of the register's file of questions.

    Raises UnusableInputError when there is none that can be used.
    """
    file = load_questions(FolderSource(root))
    if file is None:
        fix = "Begin a register with `inwriting init FOLDER`."
        raise UnusableInputError((Problem(QUESTIONS, 0, 0, "The file is missing.", fix),))
    if file.problems:
        raise UnusableInputError(file.problems)
    data: dict[str, Any] = file.data
    return data

"""Somebody who asks questions, and sees whether an answer was worked out or kept.

What is kept is marked in its file, sealed as it ought to be, so that its use is seen.
"""

from pathlib import Path

import pytest

from inwriting.cli import answer_cache, commands, main
from tests import registers

MARK = "KEPT\n"
QUESTION = ["ask", "acme/desk", "--data", "confidential", "--team", "advice"]


class Asker:
    """Asks questions in one folder, of one register, and sees what is kept."""

    def __init__(self, folder: Path, captured: pytest.CaptureFixture[str]) -> None:
        self.root = registers.make(folder / "register")
        self.answers = folder / "cache" / "inwriting" / "answers"
        self._captured = captured

    def ask(self, *more: str, question: list[str] = QUESTION) -> tuple[str, int]:
        """Return what is told, and the exit code."""
        self._captured.readouterr()
        code = main.run([*question, *more])
        return self._captured.readouterr().out, code

    def truth(self, *more: str, question: list[str] = QUESTION) -> tuple[str, int]:
        """Return what is told when nothing is kept."""
        self._captured.readouterr()
        code = commands.run([*question, *more])
        return self._captured.readouterr().out, code

    def mark(self) -> None:
        """Let every answer that is kept be seen when it is used."""
        for file in self.answers.iterdir():
            answer = file.read_bytes()[32:]
            file.write_bytes(answer_cache._sealed(str(file), answer[:1] + MARK.encode()))

    def begin(self, *more: str) -> None:
        """Ask once, and see that the answer is kept."""
        first = self.ask(*more)
        assert first == self.truth(*more)
        assert self.ask(*more) == first
        self.mark()
        assert self.ask(*more) == (MARK, first[1])

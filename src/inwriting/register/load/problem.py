"""What is wrong with an input file, in words that its writer can act on."""

from dataclasses import dataclass

Path = tuple[str | int, ...]
"""A place inside a file's data: keys and indexes from the top."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One mistake in one input file."""

    file: str
    """The file, relative to the register's folder, with forward slashes."""
    line: int
    """The line, counted from 1; 0 when the mistake has no line."""
    column: int
    """The column in code points, counted from 1; 0 when it has none."""
    message: str
    """What is wrong."""
    fix: str
    """How to mend it."""

    def __str__(self) -> str:
        """Return file:line:column, what is wrong and how to mend it."""
        place = self.file
        if self.line:
            place += f":{self.line}:{self.column}"
        return f"{place}: {self.message} {self.fix}"


class UnusableInputError(Exception):
    """Input that cannot be used at all; carries every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep *problems*, at least one."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

"""The exit codes of every command, named in one place."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command's exit code says. The worst one that applies is used."""

    CLEAR = 0
    """Everything ran, nothing blocks."""
    BLOCKED = 1
    """Everything ran, and something blocks."""
    UNUSABLE = 2
    """Input or arguments that cannot be read, parsed or understood."""
    NOTHING = 3
    """There was nothing to check."""
    FAILED = 4
    """The tool itself failed, or one of its checks did."""
    UNEVALUATED = 5
    """The gate could not judge: the register is missing, unsigned, altered or too old."""

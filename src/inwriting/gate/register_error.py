"""Why a register cannot be used; the gate then judges nothing."""

from inwriting.register.load.problem import Problem


class RegisterError(Exception):
    """A register that is missing, unreadable, unsigned, altered, too old or somebody else's."""

    def __init__(self, source: str, message: str, fix: str) -> None:
        """Keep what is wrong with the register at *source*, and what to do."""
        super().__init__(f"{source}: {message} {fix}")
        self.problem = Problem(source, 0, 0, message, fix)

"""Why the register cannot be published."""

from inwriting.register.load.problem import Problem, UnusableInputError


class PublishError(UnusableInputError):
    """What was asked for cannot be done, and the reader can mend it."""

    def __init__(self, place: str, message: str, fix: str) -> None:
        """Say what is wrong at *place* and how to mend it."""
        super().__init__((Problem(place, 0, 0, message, fix),))


class BrokenPublicationError(Exception):
    """The tool made something that is wrong by its own rules: never the reader's fault."""

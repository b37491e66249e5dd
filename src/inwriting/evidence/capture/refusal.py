"""Why a document was not taken. Nothing of a refused document is stored."""

from enum import Enum


class Reason(Enum):
    """The kinds of reasons."""

    DAMAGED = "damaged"
    """It cannot be read whole."""
    LOCKED = "locked"
    """It needs a password."""
    TOO_LARGE = "too-large"
    """It is, or unpacks to, more than the limits allow, or nests too deeply."""
    TOO_SLOW = "too-slow"
    NO_TEXT = "no-text"
    """It, or a part of it, is pictures or empty."""
    NEEDS_BROWSER = "needs-browser"
    """A page whose text is written by programs in it."""
    BLOCK_PAGE = "block-page"
    """A page that keeps programs out, in place of the text."""
    UNKNOWN_KIND = "unknown-kind"
    ENCODING = "encoding"
    """Its letters cannot be told."""
    UNDECIDED = "undecided"
    """It says more than one thing: tracked changes, results that were never worked out."""
    ATTACHMENT = "attachment"
    """Something that hangs on it cannot be read."""
    NOT_INSTALLED = "not-installed"
    """What is needed to read it is not there."""


class RefusedError(Exception):
    """A document that is not taken."""

    def __init__(self, reason: Reason, message: str, fix: str) -> None:
        """Say what is wrong and what to do."""
        super().__init__(f"{message} {fix}")
        self.reason = reason
        self.message = message
        self.fix = fix

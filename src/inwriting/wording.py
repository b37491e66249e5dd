"""Words that every layer puts together in the same way."""

ANSWERS = {"allowed": "yes", "conditional": "yes, if", "paused": "not yet", "refused": "no"}
"""What each verdict is to people; data files keep the verdict's own word."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return *number* with its noun, as in 3 vendors."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def told(message: str, fix: str) -> str:
    """Return what is wrong and how to mend it, for formats with a single text."""
    return f"{message.rstrip('.')}. Fix: {fix}" if fix else message

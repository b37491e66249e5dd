"""Numbers with their nouns."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return *number* with its noun, as in 3 vendors."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

"""Suppressions: comments that say ``inwriting:``, in whatever way a format writes comments."""

import re

from inwriting.gate.uses import Spot

_WORD = re.compile(r"\binwriting:")
_CLOSING = re.compile(r"\s*(\*+/|-->|--%>|#\}|%\}|\*\)|#>|\]\])?\s*\Z")


def suppressions(path: str, line: int, column: int, text: str) -> tuple[tuple[Spot, str], ...]:
    """Return each suppression in the comment *text*, which begins at *line* and *column*.

    Each has the place of its word and its words to the end of its line, without the mark that
    closes the comment.
    """
    found = []
    for number, part in enumerate(text.split("\n")):
        for match in _WORD.finditer(part):
            begin = match.start() + (column if number == 0 else 1)
            words = _CLOSING.sub("", part[match.start() :])
            found.append((Spot(path, line + number, begin), words))
            # What follows on the line belongs to the first.
            break
    return tuple(found)

"""Other people's text in GitHub's Markdown: shown as it is, never markup, link or mention."""

import re

from inwriting.report.safe import one_line

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def escaped(text: str) -> str:
    """Return *text* on one line with every mark of punctuation made plain.

    Letters and digits mean nothing to Markdown, so what remains can be no markup; the marks are
    written as numeric references, which are no markup wherever they stand, in a table too.
    """
    return _MARKS.sub(lambda match: f"&#{ord(match.group())};", one_line(text))


def table_row(cells: list[str]) -> str:
    """Return one row of a table; *cells* are Markdown already."""
    return f"| {' | '.join(cells)} |\n"

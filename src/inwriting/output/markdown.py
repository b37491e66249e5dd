"""Other people's text in GitHub's Markdown: shown as it is, never markup, link or mention."""

import re

from inwriting.output.safe import one_line

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def escaped(text: str) -> str:
    """Return *text* on one line with every mark of punctuation made plain.

    Letters and digits mean nothing to Markdown, so what remains can be no markup; the marks are
    written as numeric references, which are no markup wherever they stand, in a table too.
    """
    return _MARKS.sub(lambda match: f"&#{ord(match.group())};", one_line(text))


_HIDDEN_BREAK = "&#8203;"
"""A space without width."""
_MEANT = re.compile(r"([#$&*<>@[\\\]_`|~])")
"""Marks that mean something within a line; the others do only at its beginning."""
_LINKED = re.compile(
    r"(?P<before>[@#]|:(?=[^ ])|www(?=\.)|\bgh-(?=[0-9]))|(?P<commit>\b[0-9a-f]{7,}\b)",
    re.IGNORECASE,
)


def inert(text: str) -> str:
    """Return *text*, to stand within a line, so that GitHub makes nothing of it: a mention or link.

    GitHub looks for mentions, addresses, issues, commits and pictures in the page that it has made
    of the Markdown, where a numeric reference is the character that it stands for. What it looks
    for is therefore broken by a space without width, and a dollar sign stands in a tag of its
    own, so that it begins no formula.
    """
    pieces = []
    start = 0
    line = one_line(text)
    for match in _LINKED.finditer(line):
        pieces.append(_plain(line[start : match.start()]))
        words = match.group()
        if match["commit"]:
            parts = [words[place : place + 6] for place in range(0, len(words), 6)]
            pieces.append(_HIDDEN_BREAK.join(parts))
        else:
            pieces.append(_plain(words) + _HIDDEN_BREAK)
        start = match.end()
    pieces.append(_plain(line[start:]))
    return "".join(pieces).replace("&#36;", "<span>&#36;</span>")


def _plain(text: str) -> str:
    return _MEANT.sub(lambda match: f"&#{ord(match.group())};", text)


def fenced(text: str) -> str:
    """Return the lines of *text* as a block of code, in which nothing is markup and all is copied.

    The fence is longer than any in the text.
    """
    lines = [one_line(line) for line in text.split("\n")]
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *lines, fence]) + "\n"


def table_row(cells: list[str]) -> str:
    """Return one row of a table; *cells* are Markdown already."""
    return f"| {' | '.join(cells)} |\n"

"""From bytes to text that may be parsed: UTF-8, of bounded size, with no character that hides."""

import re
from dataclasses import dataclass

from inwriting.register.load.problem import Problem

LARGEST_FILE = 512 * 1024
"""The largest YAML file that is read, in bytes."""
MOST_PROBLEMS_OF_A_KIND = 100
"""How many places of forbidden characters are named in one file; the rest are counted."""

# Bidirectional controls reorder what a reader sees (CVE-2021-42574); the line
# and paragraph separators and NEL are line breaks to some parsers and not to others.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# Almost every file holds these and nothing else, which is known without a search.
_PLAIN_BYTES = b"\n" + bytes(range(0x20, 0x7F))


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text: line and column, both counted from 1."""

    line: int
    column: int


def position_in(text: str, offset: int) -> Position:
    """Return the position of the code point at *offset* of *text*."""
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def decode(file: str, content: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return *content* as text with line feeds only, and the problems that forbid its use.

    The last line ends with one too: readers differ on what a text says that breaks off in a line.
    Forbidden characters are spaces in the text, so that it can be searched for other mistakes
    at the same places. The text is empty when the bytes are no text at all.
    """
    if len(content) > LARGEST_FILE:
        return "", (
            Problem(
                file,
                0,
                0,
                f"The file has {len(content):,} bytes; at most {LARGEST_FILE:,} are read.",
                "Split it, or move long texts into evidence documents.",
            ),
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        place = position_in(before, len(before))
        return "", (
            Problem(
                file,
                place.line,
                place.column,
                f"Byte 0x{content[error.start]:02x} is not UTF-8.",
                "Save the file as UTF-8.",
            ),
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if text and not text.endswith("\n"):
        text += "\n"
    # No forbidden character is printable, but the line feed, which ends lines.
    if not content.translate(None, _PLAIN_BYTES) or text.replace("\n", "").isprintable():
        return text, ()
    problems = tuple(_forbidden(file, text))
    return (_FORBIDDEN.sub(" ", text) if problems else text), problems


def hidden_character(value: str) -> str | None:
    """Return the name of the first forbidden character in a parsed *value*, or None."""
    for match in _FORBIDDEN.finditer(value):
        if match.group() not in "\t\n":
            return _name(match.group())
    return None


def hidden_class() -> str:
    """Return the characters that no value may hold, but for tab and line feed, as a class.

    It is a regular expression in ASCII that browsers read with the flag u.
    """
    return "".join(
        character if character in "[-]" else f"\\u{{{ord(character):x}}}"
        for character in _FORBIDDEN.pattern
    )


def _forbidden(file: str, text: str) -> list[Problem]:
    problems = []
    places = list(_FORBIDDEN.finditer(text))
    for match in places[:MOST_PROBLEMS_OF_A_KIND]:
        place = position_in(text, match.start())
        character = match.group()
        fix = "Use spaces." if character == "\t" else "Delete it, or type the line again."
        problems.append(
            Problem(file, place.line, place.column, f"{_name(character)} is not allowed.", fix)
        )
    if len(places) > MOST_PROBLEMS_OF_A_KIND:
        rest = len(places) - MOST_PROBLEMS_OF_A_KIND
        problems.append(
            Problem(file, 0, 0, f"{rest} more forbidden characters.", "Fix the first ones.")
        )
    return problems


def _name(character: str) -> str:
    known = {
        "\t": "A tab",
        "\r": "A carriage return without a line feed",
        "\u2028": "A line separator (U+2028)",
        "\u2029": "A paragraph separator (U+2029)",
        "\x85": "A next-line character (U+0085)",
        "\ufeff": "A byte order mark (U+FEFF)",
    }
    if character in known:
        return known[character]
    code = f"U+{ord(character):04X}"
    if "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069":
        return f"A bidirectional control character ({code})"
    if character < " " or "\x7f" <= character <= "\x9f":
        return f"A control character ({code})"
    return f"An invisible character ({code})"

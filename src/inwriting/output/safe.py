"""Text of other people, made safe to print: one line, and nothing that a terminal or CI obeys."""

import re
import unicodedata

_ESCAPED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Categories whose members steer terminals, reorder text or cannot be encoded."""
_PLAIN = re.compile(r"[ -~]*\Z")


def one_line(text: str) -> str:
    r"""Return *text* on one line, with control and invisible characters written as escapes.

    White space of any kind becomes one space each, so nobody can begin a line of their own;
    ESC becomes ``\x1b`` and a bidirectional control ``\u202e``.
    """
    if _PLAIN.match(text):
        return text
    return "".join(_shown(character) for character in text)


def no_command(text: str) -> str:
    """Return *text* on one line that no CI runner takes for a command, wherever it is printed.

    GitHub's runner obeys lines that begin with two colons, and ``##[`` anywhere in a line; a
    word may come to stand at the beginning of a line when text is wrapped.
    """
    safe = one_line(text).replace("##[", "# #[")
    return re.sub(r"(?<!\S):(?=:)", ": ", safe)


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    code = ord(character)
    if unicodedata.category(character) in _ESCAPED or code & 0xFFFE == 0xFFFE:
        return character.encode("unicode_escape", "surrogatepass").decode("ascii")
    return character

"""Files whose bytes are not what runs: kept elsewhere, locked, or in a code of their own."""

import codecs
import re

_POINTER = b"version https://git-lfs.github.com/spec/v1\n"
_LOCKED = b"\0GITCRYPT\0"
_PYTHON = "Python source"
# As PEP 263 has it: a comment in one of the first two lines.
_CODING = re.compile(
    rb"(?:[ \t\f]*(?:#[^\r\n]*)?\r?\n)?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)"
)
_PROBE = b"import \\x61 + \\u0061 +AGE-"
"""Letters that codes of escapes or of seven bits take for others."""


LONGEST_BEGINNING = 400
"""How many bytes of a file tell it."""


def why_withheld(kind: str, content: bytes) -> tuple[str, str]:
    """Return why *content*, of a file of this *kind*, is not what runs, and what to do; else "".

    The file's beginning is enough.
    """
    if content.startswith(_POINTER):
        reason = "is kept by Git LFS elsewhere, and only a pointer to it is here"
        return reason, "Check the repository out with Git LFS (git lfs pull)."
    if content.startswith(_LOCKED):
        return "is locked with git-crypt", "Unlock the repository before the gate runs."
    if kind == _PYTHON and (name := _strange_code(content)):
        reason = f"is written in the code {name}, in which other letters stand for a name"
        return reason, "Save it in UTF-8."
    return "", ""


def _strange_code(content: bytes) -> str:
    match = _CODING.match(content[:LONGEST_BEGINNING])
    if match is None:
        return ""
    name = match[1].decode("ascii", "replace")
    try:
        read, _ = codecs.lookup(name).decode(_PROBE, "strict")
    except LookupError:
        # Python does not read such a file either.
        return ""
    except ValueError:
        return name
    return "" if read == _PROBE.decode("ascii") else name

"""The baseline: uses that were there when a repository began with the gate. Only new ones fail."""

import hashlib
import json
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inwriting.gate.uses import ToolUse
from inwriting.register.load.problem import Problem

FORMAT = 1
"""The version of the file's format."""
LARGEST = 16 * 1024 * 1024
"""The largest baseline that is read, in bytes."""
_KEYS = ("fingerprint", "file", "role", "through", "tool")
_FIX = "Write it anew: add --write-baseline to the same command."


@dataclass(frozen=True, slots=True, order=True)
class BaselineEntry:
    """One use in one file that is known of."""

    file: str
    tool: str
    role: str
    through: str
    """The tool that data pass first; empty for none."""
    fingerprint: str

    @property
    def words(self) -> str:
        """The use, in words."""
        through = f" through {self.through}" if self.through else ""
        return f"{self.tool}{through} in {self.file} ({self.role})"


def fingerprint(use: ToolUse, file: str) -> str:
    """Return what stays the same as long as *use* is in *file*, wherever in it."""
    return _digest(use.tool, use.role.value, use.through, file)


def entry(use: ToolUse, file: str) -> BaselineEntry:
    """Return the entry for *use* in *file*."""
    return BaselineEntry(file, use.tool, use.role.value, use.through, fingerprint(use, file))


def written(entries: Iterable[BaselineEntry]) -> str:
    """Return the text of a baseline that holds *entries*, sorted, each once."""
    document = {
        "format": FORMAT,
        "uses": [
            {key: getattr(item, key) for key in sorted(_KEYS)} for item in sorted(set(entries))
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def read_baseline(path: Path) -> tuple[tuple[BaselineEntry, ...], tuple[Problem, ...]]:
    """Return the entries of the baseline at *path*, and what is wrong with it.

    With problems there are no entries. A baseline that is not there is a problem too: a misspelt
    name must not look like an empty one.
    """
    name = f"--baseline {path.as_posix()}"
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            return (), (Problem(name, 0, 0, "The baseline is not a plain file.", _FIX),)
        if state.st_size > LARGEST:
            message = f"The baseline has more than {LARGEST:,} bytes."
            return (), (Problem(name, 0, 0, message, _FIX),)
        document = json.loads(path.read_bytes())
        entries = tuple(_entries(document))
    except FileNotFoundError:
        return (), (Problem(name, 0, 0, "There is no such baseline.", _FIX),)
    except OSError as error:
        reason = error.strerror or str(error)
        return (), (Problem(name, 0, 0, f"The baseline cannot be read: {reason}.", _FIX),)
    except (ValueError, RecursionError) as error:
        words = " ".join(str(error).split())[:200]
        return (), (Problem(name, 0, 0, f"This is no baseline of the gate: {words}.", _FIX),)
    if list(entries) != sorted(set(entries)):
        message = "The entries are not sorted, or one stands twice; somebody edited them by hand."
        return (), (Problem(name, 0, 0, message, _FIX),)
    return entries, ()


def _entries(document: Any) -> Iterable[BaselineEntry]:
    if not isinstance(document, dict) or set(document) != {"format", "uses"}:
        message = "it must have format and uses, and nothing else"
        raise ValueError(message)
    if document["format"] != FORMAT or isinstance(document["format"], bool):
        message = f"its format is {document['format']!r}, and this version reads {FORMAT}"
        raise ValueError(message)
    if not isinstance(document["uses"], list):
        message = "uses must be a list"
        raise ValueError(message)
    for number, item in enumerate(document["uses"]):
        if not isinstance(item, dict) or set(item) != set(_KEYS):
            message = f"entry {number} must have {', '.join(sorted(_KEYS))}, and nothing else"
            raise ValueError(message)
        if not all(isinstance(value, str) for value in item.values()):
            message = f"entry {number} must hold texts"
            raise ValueError(message)
        if item["fingerprint"] != _digest(
            item["tool"], item["role"], item["through"], item["file"]
        ):
            message = f"the fingerprint of entry {number} is not that of its use"
            raise ValueError(message)
        yield BaselineEntry(**item)


def _digest(*parts: str) -> str:
    # No name of a file or a tool holds the character that parts them.
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()

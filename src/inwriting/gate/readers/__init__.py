"""From a file's path to what kind of file it is and what reads it.

The records of ecosystems list manifests and lock files, `structured_table.py` and `source_table.py`
the other formats; a format's module is imported only when a file of its kind is to be read.
"""

import functools
import importlib
import re
from collections.abc import Iterable

from inwriting.gate.ecosystem import Ecosystems
from inwriting.gate.file_reading import Reader
from inwriting.gate.format import Format
from inwriting.gate.known_ecosystems import ECOSYSTEMS
from inwriting.gate.readers.source_table import SOURCE
from inwriting.gate.readers.structured_table import STRUCTURED

_Claim = tuple[str, Format]
"""A pattern and the format of the files that fit it."""

FORMATS: tuple[Format, ...] = (*ECOSYSTEMS.formats, *STRUCTURED, *SOURCE)
"""Every kind of file that the gate reads."""


def reader_of(form: Format) -> Reader:
    """Return what reads files of the kind *form*.

    Raises ImportError or AttributeError when the table names what is not there.
    """
    return _reader(form.module, form.function)


@functools.cache
def _reader(module: str, function: str) -> Reader:
    # A name without a dot is a module of this package.
    loaded = importlib.import_module(module if "." in module else f"{__name__}.{module}")
    reader: Reader = getattr(loaded, function)
    return reader


class Formats:
    """Tells the format of a file by its path."""

    def __init__(self, formats: Iterable[Format]) -> None:
        """Sort the patterns of *formats* by how exact they are.

        Raises ValueError when two formats claim the same files.
        """
        self._names: dict[str, Format] = {}
        self._endings: dict[str, Format] = {}
        paths: dict[str, list[_Claim]] = {}
        wild: dict[str, list[_Claim]] = {}
        claimed: dict[str, Format] = {}
        for form in formats:
            for pattern in form.files:
                if (other := claimed.setdefault(pattern, form)) is not form:
                    message = f"{pattern} is {other.kind} and {form.kind}"
                    raise ValueError(message)
                if "/" in pattern:
                    paths.setdefault(_ending_of_pattern(pattern), []).append((pattern, form))
                elif "*" not in pattern:
                    self._names[pattern] = form
                elif pattern.startswith("*.") and "*" not in pattern[1:] and "." not in pattern[2:]:
                    self._endings[pattern[2:]] = form
                else:
                    wild.setdefault(_ending_of_pattern(pattern), []).append((pattern, form))
        self._paths = _Patterns(paths)
        self._wild = _Patterns(wild)

    def of(self, path: str) -> Format | None:
        """Return the format of the file at *path*, or None when nothing reads it."""
        path = path.lower()
        name = path.rpartition("/")[2]
        _, dot, ending = name.rpartition(".")
        if not dot:
            ending = ""
        if found := self._paths.of(ending, path):
            return found
        if found := self._names.get(name):
            return found
        return self._wild.of(ending, name) or (self._endings.get(ending) if dot else None)


class _Patterns:
    """Patterns with a *, those for one ending together as one expression."""

    def __init__(self, claims: dict[str, list[_Claim]]) -> None:
        """Sort *claims*, keyed by what stands behind the name's last dot; "" is for any."""
        varying = claims.pop("", [])
        self._varying = _compiled(varying)
        self._by_ending = {
            ending: _compiled([*found, *varying]) for ending, found in claims.items()
        }

    def of(self, ending: str, text: str) -> Format | None:
        """Return the format of the longest pattern that fits *text*."""
        expression, forms = self._by_ending.get(ending, self._varying)
        found = expression.fullmatch(text)
        return forms[found.lastindex - 1] if found and found.lastindex else None


def _compiled(claims: list[_Claim]) -> tuple[re.Pattern[str], list[Format]]:
    ordered = sorted(claims, key=lambda claim: (-len(claim[0]), claim[0]))
    alternatives = "|".join(f"({_expression(pattern)})" for pattern, _ in ordered)
    # Without a pattern nothing fits.
    return re.compile(alternatives or "(?!)", re.DOTALL), [form for _, form in ordered]


def _expression(pattern: str) -> str:
    """Return *pattern*, as `patterns.matches_file` reads it, as a regular expression."""
    *folders, name = pattern.split("/")
    parts = [re.escape(part).replace(r"\*", "[^/]*") for part in folders]
    last = ".+" if name == "**" else re.escape(name).replace(r"\*", "[^/]*")
    return "(?:.*/)?" + "/".join([*parts, last])


@functools.cache
def known_formats(ecosystems: Ecosystems = ECOSYSTEMS) -> Formats:
    """Return the formats of *ecosystems* and of the two tables, sorted once."""
    return Formats((*ecosystems.formats, *STRUCTURED, *SOURCE))


def _ending_of_pattern(pattern: str) -> str:
    """Return what stands behind the last dot of all names that fit *pattern*; "" when it varies."""
    name = pattern.rpartition("/")[2]
    _, dot, ending = name.rpartition(".")
    return ending if dot and "*" not in ending else ""

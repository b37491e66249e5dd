"""From a file's path to what kind of file it is and what reads it.

`structured_table.py` and `source_table.py` list the formats; a format's module is imported only
when a file of its kind is to be read.
"""

import functools
import importlib
from collections.abc import Iterable

from inwriting.gate.patterns import matches_file
from inwriting.gate.readers.format import Format
from inwriting.gate.readers.source_table import SOURCE
from inwriting.gate.readers.structured_table import STRUCTURED
from inwriting.gate.seen import Reader

FORMATS: tuple[Format, ...] = (*STRUCTURED, *SOURCE)
"""Every kind of file that the gate reads."""


def reader_of(form: Format) -> Reader:
    """Return what reads files of the kind *form*.

    Raises ImportError or AttributeError when the table names what is not there.
    """
    return _reader(form.module, form.function)


@functools.cache
def _reader(module: str, function: str) -> Reader:
    loaded = importlib.import_module(f"inwriting.gate.readers.{module}")
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
        # Keyed by what the file's name must end with, behind its last dot; "" for any.
        self._paths: dict[str, list[tuple[str, Format]]] = {}
        self._wild: dict[str, list[tuple[str, Format]]] = {}
        claimed: dict[str, Format] = {}
        for form in formats:
            for pattern in form.files:
                if (other := claimed.setdefault(pattern, form)) is not form:
                    message = f"{pattern} is {other.kind} and {form.kind}"
                    raise ValueError(message)
                self._file_away(pattern, form)
        for table in (self._paths, self._wild):
            for patterns in table.values():
                patterns.sort(key=lambda item: (-len(item[0]), item[0]))

    def _file_away(self, pattern: str, form: Format) -> None:
        if "/" in pattern:
            self._paths.setdefault(_ending_of_pattern(pattern), []).append((pattern, form))
        elif "*" not in pattern:
            self._names[pattern] = form
        elif pattern.startswith("*.") and "*" not in pattern[1:] and "." not in pattern[2:]:
            self._endings[pattern[2:]] = form
        else:
            self._wild.setdefault(_ending_of_pattern(pattern), []).append((pattern, form))

    def of(self, path: str) -> Format | None:
        """Return the format of the file at *path*, or None when nothing reads it."""
        path = path.lower()
        name = path.rpartition("/")[2]
        _, dot, ending = name.rpartition(".")
        if not dot:
            ending = ""
        if found := self._first(self._paths, ending, path):
            return found
        if found := self._names.get(name):
            return found
        return self._first(self._wild, ending, name) or (self._endings.get(ending) if dot else None)

    @staticmethod
    def _first(table: dict[str, list[tuple[str, Format]]], ending: str, path: str) -> Format | None:
        candidates = table.get(ending, [])
        if ending and (others := table.get("")):
            candidates = [*candidates, *others]
        fitting = (form for pattern, form in candidates if matches_file(pattern, path))
        return next(fitting, None)


@functools.cache
def known_formats() -> Formats:
    """Return the formats of the two tables, sorted once."""
    return Formats(FORMATS)


def _ending_of_pattern(pattern: str) -> str:
    """Return what stands behind the last dot of all names that fit *pattern*; "" when it varies."""
    name = pattern.rpartition("/")[2]
    _, dot, ending = name.rpartition(".")
    return ending if dot and "*" not in ending else ""

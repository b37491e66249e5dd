"""One kind of file that the gate reads by its structure, and what reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, told by its path alone."""

    kind: str
    """What a person calls such a file: "npm manifest", "Python source"."""
    module: str
    """The module that reads it, imported when first needed: one of `readers`, or a full name."""
    files: tuple[str, ...]
    """Which files these are: patterns as `patterns.matches_file` reads them, in small letters.

    A name (``package.json``), an ending (``*.py``), or a path (``.github/workflows/*.yml``). Where
    several formats have a pattern for one file, the most exact holds: a path before a name, a
    name before a name with a *, and an ending last.
    """
    function: str = "read"
    """The `Reader` in that module."""
    always: bool = False
    """Whether it is read even where the search finds nothing that a footprint names.

    Only for a format whose signs no literal text shows.
    """

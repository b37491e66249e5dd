"""Small invented repositories, each in one text, and what the gate finds in them."""

import re
from pathlib import Path

from inwriting.gate.compiled_footprints import CompiledFootprints
from inwriting.gate.find import find
from inwriting.gate.uses import ToolUse

_FILE = re.compile(r"^-- (.+) --$", re.MULTILINE)


def files(text: str) -> dict[str, str]:
    """Return the files that *text* holds, each behind a line ``-- path --``."""
    parts = _FILE.split(text)
    return dict(zip(parts[1::2], (part.removeprefix("\n") for part in parts[2::2]), strict=True))


def write(repository: dict[str, str], folder: Path) -> None:
    """Write the files of *repository* below *folder*."""
    for path, text in repository.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def lines(repository: dict[str, str], folder: Path, footprints: CompiledFootprints) -> list[str]:
    """Return what is found in *repository*, written to *folder*, a line for each use."""
    write(repository, folder)
    return [line(use) for use in find(folder, footprints).uses]


def line(use: ToolUse) -> str:
    """Return a use in one line, with the places of all its signs."""
    parts = [use.tool, use.role.value]
    if use.through:
        parts.append(f"through {use.through}")
    if not use.established:
        parts.append(f"not established: {use.strength.name.lower()}")
    if use.undetermined:
        parts.append("undetermined")
    signs = ", ".join(f"{sign.spot.file}:{sign.spot.line} {sign.said}" for sign in use.signs)
    return f"{', '.join(parts)}: {signs}"

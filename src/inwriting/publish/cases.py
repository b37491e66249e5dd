"""The cases of the checks, for their pages: what passes, and what is found."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from inwriting.publish.errors import PublishError
from inwriting.publish.escape import ident
from inwriting.register.load.yaml import parse

FOLDER = Path("tests") / "checks"
_SHOWN = ("file", "at", "to", "add", "remove", "replace", "write", "delete")


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a check."""

    passes: bool
    title: str
    changes: str
    """The changes to a clean register, as text."""
    base: str
    """What the base branch had otherwise, as text; empty when nothing is compared."""
    says: tuple[str, ...]
    """What the check says; nothing where it passes."""


def cases_of(root: Path, check: str) -> tuple[Case, ...]:
    """Return the cases of *check* in the register at *root*, failing ones first; none without.

    Raises PublishError when a case cannot be read: a page must not show less than there is.
    """
    folder = root / FOLDER / ident(check)
    return tuple(
        _read(path, passes=kind == "pass")
        for kind in ("fail", "pass")
        for path in sorted((folder / kind).glob("*.yaml"))
    )


def _read(path: Path, *, passes: bool) -> Case:
    data, problems = parse(path.name, path.read_text(encoding="utf-8"))
    if problems or not isinstance(data, dict) or "title" not in data:
        why = problems[0].message if problems else "It has no title."
        raise PublishError(str(path), f"This case cannot be read. {why}", "Mend it.")
    return Case(
        passes,
        str(data["title"]),
        _text(data.get("change", ())),
        _text(data.get("base", ())),
        tuple(str(item.get("says", "")) for item in data.get("expect", ())),
    )


def _text(changes: Iterable[Mapping[str, object]]) -> str:
    return "\n\n".join("\n".join(_lines(change)) for change in changes)


def _lines(change: Mapping[str, object]) -> Iterator[str]:
    for key in _SHOWN:
        if key in change:
            value = change[key]
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield f"{key}: {text}"

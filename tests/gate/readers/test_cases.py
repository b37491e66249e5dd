"""Golden tests of the readers: a folder a case, and no code.

A case is a folder ``tests/gate/readers/cases/<format>/<case>/`` with

- ``input.txt``: the file, whatever it is called in a repository;
- ``expected.json``: its ``path`` in the repository, the ``kind`` of file that it is, and what is
  ``seen`` in it, ``unread``, and said in ``comments``; a thing seen is its line and column, its
  kind, its name, for whom it is, and what else is known of it.

``pytest tests/gate/readers --update-golden`` writes all but the path anew; read the difference
before you commit it.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from inwriting.gate.file_reading import Seen, TextFile
from inwriting.gate.readers import known_formats, reader_of

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("cases/*/*/input.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_case(case: Path, request: pytest.FixtureRequest) -> None:
    """The reader of the file's format sees exactly what the case expects, in this order."""
    golden = case / "expected.json"
    expected = json.loads(golden.read_text(encoding="utf-8"))
    content = (case / "input.txt").read_bytes()
    seen = _read(expected["path"], content)
    if request.config.getoption("--update-golden"):
        text = json.dumps(seen, indent=2, ensure_ascii=False)
        golden.write_text(text + "\n", encoding="utf-8")
    assert seen == expected


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_line_ends_of_windows_change_nothing(case: Path) -> None:
    """What a file says does not hang on how its lines end."""
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    content = (case / "input.txt").read_bytes().replace(b"\n", b"\r\n")
    assert _read(expected["path"], content)["seen"] == expected["seen"]


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_the_search_finds_is_seen(case: Path) -> None:
    """When the search points at a thing, the reader sees it as if it had read the whole file."""
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    for content in _with_both_line_ends(case):
        for line in expected["seen"]:
            name = line.split("  ")[1].encode()
            row = int(line.partition(":")[0]) - 1
            if name not in content or name not in content.split(b"\n")[row]:
                # Put together from several places, as Maven's names are, or told by a constant.
                continue
            hits = tuple(
                (at, at + len(name)) for at in range(len(content)) if content.startswith(name, at)
            )
            with_hits = _read(expected["path"], content, hits)["seen"]
            assert _plain(line) in [_plain(other) for other in with_hits]


def _with_both_line_ends(case: Path) -> tuple[bytes, bytes]:
    content = (case / "input.txt").read_bytes()
    return content, content.replace(b"\n", b"\r\n")


def _plain(line: str) -> str:
    """Return the line without its group, whose number counts what was looked at.

    Of a call its name alone: where the search points elsewhere, its import is not looked for.
    """
    parts = line.split("  ")
    if parts[0].endswith(" call"):
        parts = parts[:2]
    return "  ".join(part for part in parts if not part.startswith("group "))


def _read(path: str, content: bytes, hits: tuple[tuple[int, int], ...] = ()) -> dict[str, Any]:
    form = known_formats().of(path)
    assert form is not None, f"nothing reads {path}"
    reading = reader_of(form)(TextFile(path, content, hits))
    groups: dict[int, int] = {}
    return {
        "path": path,
        "kind": form.kind,
        "seen": [_line(seen, groups) for seen in reading.seen],
        "unread": [
            f"{one.line}: {one.reason}{'' if one.blocks else ' (does not block)'}"
            for one in reading.unread
        ],
        "comments": [f"{spot.line}:{spot.column} {text}" for spot, text in reading.comments],
    }


def _line(seen: Seen, groups: dict[int, int]) -> str:
    """Return what is seen in one line; groups are numbered in the order in which they come."""
    parts = [f"{seen.spot.line}:{seen.spot.column} {seen.kind}", seen.name]
    if seen.scope != "normal":
        parts.append(seen.scope)
    if seen.system:
        parts.append(f"in {seen.system}")
    if seen.key:
        parts.append(f"key {seen.key}")
    parts += [f"{name}={text}" for name, text in seen.arguments]
    if seen.group:
        parts.append(f"group {groups.setdefault(seen.group, len(groups) + 1)}")
    return "  ".join(parts)

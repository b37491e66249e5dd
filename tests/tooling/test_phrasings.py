"""What people read is free of the wordings that `phrasings.txt` lists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("phrasings.txt")
PROSE = ("README.md", "SECURITY.md", "docs/*.md", "starter/*.md", ".github/*.md")
CODE = ("src/inwriting/cli/*.py", "src/inwriting/**/words.py", "src/inwriting/gate/rules.py")
TEMPLATES = ("src/inwriting/publish/templates/*.j2",)
_NO_PROSE = re.compile(r"```.*?```|`[^`\n]*`|{[{%#].*?[}%#]}|<[^>]*>", re.DOTALL)
"""Code blocks, code spans, and the parts of a template that are not shown."""


def _phrasings() -> list[tuple[re.Pattern[str], str]]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(re.compile(pattern, re.IGNORECASE), better) for pattern, better in pairs]


def _found(text: str) -> list[str]:
    """Return each wording in *text* that the list rejects, with what to write instead."""
    shown = " ".join(_NO_PROSE.sub(" ", text).split())
    return [
        f"{match.group()!r}: write {better}"
        for pattern, better in _phrasings()
        for match in pattern.finditer(shown)
    ]


def _strings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.value


def _files(patterns: tuple[str, ...]) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


@pytest.mark.parametrize("path", _files(PROSE + TEMPLATES), ids=lambda path: path.name)
def test_page(path: Path) -> None:
    """A page or template has none of the wordings."""
    assert not _found(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", _files(CODE), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_strings(path: Path) -> None:
    """No string of a command or a words module has one of the wordings."""
    assert not [wording for text in _strings(path) for wording in _found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "data that shall go in",
        "Judge every vendor anew.",
        "Keys that count no more.",
        "a model that alone it speaks of",
        "Whoever signs, signs once.",
        "one of which nobody knows",
    ],
)
def test_rejected(text: str) -> None:
    """What was written before this list is rejected."""
    assert _found(text)


@pytest.mark.parametrize(
    "text", ["no more than ten", "`inwriting check --anew`", "the same, again"]
)
def test_accepted(text: str) -> None:
    """Ordinary English and names of options are left alone."""
    assert not _found(text)

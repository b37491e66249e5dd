"""Edits leave every other byte as it is, and hold exactly what was wanted."""

import difflib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.register.load.problem import UnusableInputError
from inwriting.register.load.yaml import parse
from inwriting.register.load.yaml_editing import added, appended, replaced
from tests.workflows.starters import ROOT

DOSSIERS = [
    ROOT / "vendors" / name / "dossier.yaml" for name in ("lovable", "northwind-ai", "quillon")
]
TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "S")), min_size=1)


def _data(text: str) -> Any:
    data, problems = parse("f", text)
    assert not problems
    return data


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.parent.name)
def test_real_files_only_gain_lines(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    entry = {"says": "never", "data": ["prompts"], "summary": "A: b's #c"}
    result = appended("f", text, ("statements", "training-use"), entry)
    result = appended("f", result, ("statements", "something-new"), {"says": "never"})
    result = added("f", result, ("documents", "something-new"), {"kind": "marketing"})
    lines = difflib.ndiff(text.splitlines(), result.splitlines())
    assert not [line for line in lines if line.startswith("- ")]
    before, after = _data(text), _data(result)
    assert after["statements"]["training-use"][:-1] == before["statements"].get("training-use", [])
    assert after["statements"]["training-use"][-1] == entry
    assert after["documents"]["something-new"] == {"kind": "marketing"}


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("b: []\n# end\n", ("b",), "b:\n  - q: 1\n# end\n"),
        ("b: [x]  # why\nc: 1\n", ("b",), "b: [x, {q: 1}]  # why\nc: 1\n"),
        ("b:\n- x  # one\n\n# next\nc: 1\n", ("b",), "b:\n- x  # one\n- q: 1\n\n# next\nc: 1\n"),
        ("b:\n  - >-\n    long\n\nc: 1\n", ("b",), "b:\n  - >-\n    long\n  - q: 1\n\nc: 1\n"),
        ("a:\n  b: 1", ("a", "c"), "a:\n  b: 1\n  c:\n    - q: 1\n"),
        ("a: {b: 1}\n", ("a", "c"), "a: {b: 1, c: [q: 1]}\n"),
        ("a: {}\nz: 2\n", ("a", "c"), "a:\n  c:\n    - q: 1\nz: 2\n"),
        ("a:\nz: 2\n", ("a", "c"), "a:\n  c:\n    - q: 1\nz: 2\n"),
        ("z: 2\n", ("a", "c"), "z: 2\na:\n  c:\n    - q: 1\n"),
    ],
)
def test_a_list_grows_in_its_own_layout(text: str, path: tuple[str, ...], expected: str) -> None:
    assert appended("f", text, path, {"q": 1}) == expected


@pytest.mark.parametrize("text", [":0", ":", "::x", ":a b"])
def test_inside_braces_a_text_with_a_colon_first_is_read_back(text: str) -> None:
    written = appended("f", "b: [{q: 1}]\n", ("b",), {"q": text})
    assert _data(written)["b"][-1] == {"q": text}


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.integers(-(10**20), 10**20))
def test_scalars_are_exchanged_and_nothing_else(word: str, number: int) -> None:
    text = "# top\na: {b: 'old', c: 12}  # beside\nd:\n  - \"x\" # last\n"
    try:
        result = replaced("f", text, {("a", "b"): word, ("a", "c"): number, ("d", 0): word})
    except UnusableInputError:
        # What the strict reader refuses in a file is not written into one.
        assert parse("f", f"'{word.replace(chr(39), chr(39) * 2)}'")[1] or word.strip() != word
        return
    assert _data(result) == {"a": {"b": word, "c": number}, "d": [word]}
    assert result.count("#") == 3 + 2 * word.count("#")


@pytest.mark.parametrize(
    ("text", "path"),
    [("a: 1\n", ("a",)), ("a: [1]\n", ("b", "c", "d")), ("- a\n", ("a",)), ("a: x\n", ("a", "b"))],
)
def test_what_is_in_the_way_is_said(text: str, path: tuple[str, ...]) -> None:
    with pytest.raises(UnusableInputError):
        added("f", text, path, {"q": 1})

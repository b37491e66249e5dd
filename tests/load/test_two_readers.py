"""Two readers of YAML never disagree on what is accepted: the fast one, the slow one, the suite."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.register.load import fast_yaml, files
from inwriting.register.load.fast_yaml import plain_data
from inwriting.register.load.files import KEYS_ARE_IDS, YamlFile, load_file
from inwriting.register.load.reader_agreement import disagreement
from inwriting.register.load.source import FolderSource
from inwriting.register.load.text import decode
from inwriting.register.load.valid import is_plainly_valid
from inwriting.register.load.yaml import parse
from tests.checks.cases import HERE, ROOT
from tests.load.declared import DECLARED, DERIVED
from tests.load.two_readers import PIECES, is_fast, kept_apart, same, written, yaml_like
from tools.yaml_test_suite import SuiteError, cases, folder

DOSSIER = (ROOT / "vendors/northwind-ai/dossier.yaml").read_text(encoding="utf-8")
SHIPPED = sorted(
    path
    for pattern in ("vendors/*/*.yaml", "policy/*.yaml", "footprints/*.yaml")
    for path in ROOT.glob(pattern)
)


@given(yaml_like, st.booleans())
@settings(deadline=None, max_examples=1500)
def test_random_text_is_read_alike(text: str, free_keys: bool) -> None:
    """What the fast reader reads alone, the slow one reads too, and as the same data."""
    assert kept_apart(f"{text}\n", free_keys=free_keys) == ""


@given(written())
@settings(deadline=None, max_examples=300)
def test_data_written_in_any_style_are_read_back(case: tuple[Any, str]) -> None:
    """Flow, block, quotes, folds, comments and odd indentation: both read what was meant."""
    held, text = case
    assert kept_apart(text) == ""
    data, problems = parse("x", text)
    assert problems == ()
    assert same(data, held)
    assert disagreement("x", text, data) == ()


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Return some lines of a real dossier, with a few pieces put in, taken out and moved."""
    lines = DOSSIER.splitlines(keepends=True)
    begin = draw(st.integers(0, len(lines) - 1))
    text = "".join(lines[begin : begin + draw(st.integers(1, 12))])
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 3))
        text = text[:place] + draw(st.sampled_from(("", *PIECES))) + text[place + cut :]
    return text


@given(damaged())
@settings(deadline=None, max_examples=400)
def test_damaged_text_is_read_alike(text: str) -> None:
    """Real files with small mistakes are where readers part."""
    assert kept_apart(f"{text}\n") == ""


@given(st.integers(0, len(DOSSIER)), st.sampled_from(PIECES), st.integers(0, 3))
@settings(deadline=None, max_examples=40)
def test_both_ways_end_alike(place: int, piece: str, cut: int) -> None:
    """A whole dossier ends in the same data or the same problems, read fast first or not."""
    content = (DOSSIER[:place] + piece + DOSSIER[place + cut :]).encode()
    loaded = _loaded(content)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(files, "plain_data", lambda *_, **__: None)
        slowly = _loaded(content)
    assert loaded.problems == slowly.problems
    assert loaded.problems or same(loaded.data, slowly.data)


def _loaded(content: bytes, kind: str = "dossier") -> YamlFile:
    return files._loaded("x", kind, content, DERIVED.get(kind))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_is_shipped_is_read_fast(path: Path) -> None:
    """The files of this repository are plain, valid, and the same to both readers."""
    kind = "footprint" if path.parent.name == "footprints" else path.stem
    text, problems = decode(path.name, path.read_bytes())
    assert problems == ()
    data = plain_data(text, free_keys=kind not in KEYS_ARE_IDS)
    assert data is not None
    assert is_plainly_valid(kind, data, DERIVED.get(kind))
    # One in some is enough to read slowly: it takes a minute to read all.
    if len(text) < 6_000 or path.parent.name in ("northwind-ai", "policy"):
        assert same(data, parse("x", text)[0])


@pytest.fixture(scope="module")
def suite() -> dict[str, dict[str, Any]]:
    try:
        return cases(folder())
    except SuiteError as error:
        if os.environ.get("CI"):
            pytest.fail(f"{error} In CI this may not be left out.")
        pytest.skip(str(error))


def test_the_suite_is_read_alike(suite: dict[str, dict[str, Any]]) -> None:
    """No case of the public YAML test suite is read in two ways, or read though it is no YAML.

    What one reader alone takes for YAML, as ruamel.yaml does with some of the suite's mistakes,
    the other refuses, and so it is refused.
    """
    accepted, fast = 0, 0
    for name, case in suite.items():
        assert kept_apart(case["yaml"]) == "", name
        text, problems = decode(name, case["yaml"].encode())
        if problems:
            continue
        fast += plain_data(text, free_keys=True) is not None
        data, problems = parse(name, text)
        if problems or disagreement(name, text, data):
            continue
        accepted += 1
        assert not case.get("fail"), name
        if case.get("json"):
            assert data == json.loads(case["json"]), name
    # Most of the suite is what this project refuses: anchors, tags, several documents.
    assert len(suite) > 400
    assert accepted > 130
    assert fast > 60


SHARP: dict[str, str] = {
    "no final newline": "a: |\n  b",
    "carriage returns": "a: 'b\r\n  c'\r\nd: e\r\n",
    "next line": "a: b\x85c\n",
    "line separator": "a: b\u2028c\n",
    "byte order mark": "\ufeffa: b\n",
    "tab": "a:\tb\n",
    "nul": "a: b\0\n",
    "spaces at the end": "a: b   \nc: 'd'  \n",
    "indentation indicator": "a: |2\n   b\n",
    "empty block": "a: |\n",
    "blank lines at first": "a: >\n\n   b\n\n c\n",
    "spaces in a blank line": "a: |\n  b\n   \n  c\n",
    "block within brackets": "{a: >\n b}\n",
    "long key": f"{'a' * 1100}: b\n",
    "key far from its colon": f"a{' ' * 1100}: b\n",
    "key of two lines": "{a\n b: c}\n",
    "quoted key of two lines": '"a\n b": c\n',
    "colon in the line below": "{a\n : b}\n",
    "colon without space": "{a:}\n",
    "quotes before a colon": '["a":b]\n',
    "colon for a key": "{:: }\n",
    "comment without space": "a: 'b'#c\n",
    "comment within text": "a: b\n  # c\n  d\n",
    "minus in brackets": "[-, -]\n",
    "question mark": "[?a]\n",
    "text of two lines": "a: b\n  c\n\n  d\n",
    "flow at the margin": "a: [b,\nc]\n",
    "number with underscores": "a: 1_000\n",
    "binary number": "a: 0b11\n",
    "signed hexadecimal": "a: -0x1F\n",
    "long number": f"a: {'0' * 40}1\n",
    "infinite": "a: .inf\n",
    "too large": "a: 1e400\n",
    "hidden character as escape": 'a: "\\u202e"\n',
    "half a character as escape": 'a: "\\ud83d\\ude00"\n',
    "merge key": "<<: b\n",
    "second document": "a: b\n---\nc: d\n",
    "end of document": "a: b\n...\n",
    "directive": "%YAML 1.3\n---\na: b\n",
    "duplicate key": "{a: 1, 'a': 2}\n",
    "no text for a key": "1: a\n",
}


@pytest.mark.parametrize("text", SHARP.values(), ids=[name.replace(" ", "-") for name in SHARP])
def test_sharp_corners_are_read_alike(text: str) -> None:
    """Where readers of YAML are known to part, the fast one is not asked alone."""
    assert kept_apart(text) == ""
    assert kept_apart(text, free_keys=False) == ""


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("b: c\na: 1_000\n", 2, "the text '1_000', another as the number 1000"),
        ("a: [b,\nc]\n", 2, "cannot read this: invalid indentation"),
        ("- [-, -]\n", 1, "cannot read this"),
        ("x:\n  a: 'b'#c\n", 2, "cannot read this: comments must be separated"),
        ("a:\n- |+\n", 2, "the text '', another as the text '\\n'"),
        ("- {a:}\n", 1, "the keys a:, another as the keys a."),
    ],
)
def test_a_disagreement_is_a_problem_with_its_place(text: str, line: int, says: str) -> None:
    """What either reader refuses, or reads otherwise, is refused, and the message says where."""
    data, problems = parse("x", text)
    assert problems == ()
    (problem,) = disagreement("x", text, data)
    assert problem.line == line
    assert says in problem.message
    assert "quotes" in problem.fix


def test_a_file_that_is_read_in_two_ways_is_refused() -> None:
    """The schema finds nothing wrong with it, and it is refused all the same."""
    told = DOSSIER.replace("clause: '3.1'", "clause: 3_1", 1)
    assert told != DOSSIER
    (problem,) = _loaded(told.encode()).problems
    assert problem.line == told[: told.index("clause: 3_1")].count("\n") + 1
    assert "another as the number 31" in problem.message


@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "? ", "- ? ", ": ", "- &a ", "!a - "])
@pytest.mark.parametrize("before", ["", "a: |\n  ", "a: '\n  "])
def test_deep_nesting_never_ends_the_process(unit: str, before: str) -> None:
    """yaml-rs builds data on the native stack: it is not asked about what could exhaust it."""
    text = f"{before}{unit * 30_000}\n" + ("  '\n" if "'" in before else "")
    assert _loaded(text.encode()).problems
    assert disagreement("x", text, {"a": ""})


def test_without_the_fast_reader_everything_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python without its wheel reads what is plain slowly, and as the same data."""
    fast = _loaded(DOSSIER.encode())
    monkeypatch.setattr(fast_yaml, "_reader", lambda: fast_yaml._no_reader)
    assert plain_data(DOSSIER) is None
    slow = _loaded(DOSSIER.encode())
    assert slow.problems == ()
    assert same(slow.data, fast.data)
    assert disagreement("x", "a: 1_000\n", {"a": "1_000"}) == ()


def test_a_fast_reader_that_breaks_off_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A panic in Rust is no Exception in Python; it is caught, and an interruption is not."""
    panic = type("PanicException", (BaseException,), {})

    def raising(error: BaseException) -> Callable[[], Callable[[str], Any]]:
        def reader(_text: str) -> Any:
            raise error

        return lambda: reader

    monkeypatch.setattr(fast_yaml, "_reader", raising(panic("at src/lib.rs")))
    assert plain_data("a: b\n") is None
    assert _loaded(b"a: b\n").problems
    monkeypatch.setattr(fast_yaml, "_reader", raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        plain_data("a: b\n")


def test_what_is_plain_needs_no_slow_library() -> None:
    """Whoever reads good files pays for no library that is there to explain bad ones."""
    code = (
        "import sys; from pathlib import Path; "
        "from inwriting.register.load.files import load_file; "
        "from inwriting.register.load.source import FolderSource; "
        "file = load_file(FolderSource(Path(sys.argv[1])), 'dossier.yaml', 'dossier'); "
        "assert file.problems == (), file.problems; print(*sys.modules)"
    )
    place = str(ROOT / "vendors/northwind-ai")
    done = subprocess.run(
        [sys.executable, "-c", code, place], capture_output=True, check=True, text=True
    )
    loaded = set(done.stdout.split())
    assert "yaml_rs" in loaded
    assert not loaded & {"ruamel.yaml", "jsonschema", "email_validator", "rfc3986_validator"}


def test_random_text_is_often_read_fast() -> None:
    """A test of agreement shows nothing about text that the fast reader is never asked about."""
    found = {True: 0, False: 0}

    @given(yaml_like)
    @settings(deadline=None, max_examples=300, database=None)
    def count(text: str) -> None:
        found[is_fast(f"{text}\n")] += 1

    count()
    assert found[True] > 20
    assert found[False] > 20


def test_a_small_register_is_read_alike_from_its_folder() -> None:
    """Through the one way in, with a source, as the commands read it."""
    loaded = load_file(
        FolderSource(HERE / "register"), "vendors/acme/dossier.yaml", "dossier", DECLARED
    )
    assert loaded is not None
    assert loaded.problems == ()
    assert same(loaded.data, parse("x", loaded.text)[0])

"""What the hand-written pages show is true: their examples are read by the tool itself."""

import dataclasses
import re
from pathlib import Path

import pytest

from inwriting.register.check.api import GROUPS, HELPERS, SUBJECTS
from inwriting.register.check.collect import collect
from inwriting.register.check.finding import Effect
from inwriting.register.decide.verdict import Verdict
from inwriting.register.load.schema import mistakes
from inwriting.register.load.yaml import parse
from inwriting.register.model.questions import NEVER_KNOWN
from tests.checks.cases import ROOT, evaluate_case

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MODELINE = re.compile(r"# yaml-language-server: \$schema=\S*/(\w+)\.schema\.json\n")


def blocks(page: str, language: str) -> list[str]:
    """Return the code of *language* on *page*."""
    found = BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))
    return [text for name, text in found if name == language]


def test_the_files_that_are_shown_are_valid() -> None:
    kinds = []
    for text in blocks("format.md", "yaml"):
        modeline = MODELINE.match(text)
        assert modeline, text
        data, problems = parse("example.yaml", text)
        assert problems == ()
        assert mistakes(modeline.group(1), data) == ()
        kinds.append(modeline.group(1))
    assert kinds == ["dossier", "questions", "use", "approvals"]


def test_the_check_that_is_shown_works(tmp_path: Path) -> None:
    (source,) = blocks("checks-how-to.md", "python")
    (text,) = blocks("checks-how-to.md", "yaml")
    case, problems = parse("case.yaml", text)
    assert problems == ()
    name = re.search(r"^def (\w+)\(", source, re.MULTILINE)
    assert name
    file = tmp_path / "checks" / f"{name.group(1)}.py"
    file.parent.mkdir()
    file.write_text(source, encoding="utf-8")
    for folder, changes, found in (("clean", {}, False), ("changed", case, True)):
        (tmp_path / folder).mkdir()
        register = evaluate_case(changes, tmp_path / folder).register
        assert register
        listed = (name.group(1).replace("_", "-"),)
        policy = dataclasses.replace(register.policy, checks_from="folder", checks=listed)
        collected = collect(tmp_path, policy)
        assert collected.problems == ()
        offering = register.offering("acme/desk")
        assert bool(list(collected.checks[0].function(offering))) is found


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("checks-how-to.md", [*GROUPS, *SUBJECTS, *HELPERS, *(item.name for item in Effect)]),
        ("about.md", [verdict.word for verdict in Verdict]),
        ("format.md", sorted(NEVER_KNOWN - {"silent"})),
        ("legal.md", ["ODC-BY 1.0", "not legal advice", "not your own contract"]),
    ],
)
def test_the_pages_name_what_there_is(page: str, words: list[str]) -> None:
    text = " ".join((DOCS / page).read_text(encoding="utf-8").split())
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\n",
        "a: *x\n",
        "<<: {a: 1}\n",
        "a: !!str 1\n",
        "a: 1\na: 2\n",
        "a: 1\n---\nb: 2\n",
        "a:\t1\n",
        "a: .inf\n",
    ],
)
def test_what_the_page_calls_refused_is_refused(text: str) -> None:
    _, problems = parse("example.yaml", text)
    assert problems
    assert problems[0].line


def test_words_and_dates_stay_what_they_are() -> None:
    data, problems = parse("example.yaml", 'a: no\nb: 2026-11-24\nc: "4.10"\nd: 4.10\n')
    assert problems == ()
    assert data == {"a": "no", "b": "2026-11-24", "c": "4.10", "d": 4.1}

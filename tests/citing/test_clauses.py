"""Documents in which marked lines name the clause that they lie in: drop one in, write no code."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.evidence.citing.clauses import clause_at, fits

CASES = sorted((Path(__file__).parent / "clauses").glob("*.md"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_clause_of_each_marked_line(path: Path) -> None:
    marked = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line.partition(" <= ")[0] for line in marked)
    start = 0
    found, wanted = {}, {}
    for line in marked:
        words, arrow, label = line.partition(" <= ")
        if arrow:
            inside = start + len(words) - len(words.lstrip()) + 1
            found[words], wanted[words] = clause_at(text, inside).label, label
        start += len(words) + 1
    assert found == wanted
    assert wanted


@pytest.mark.parametrize(
    ("clause", "there"),
    [
        ("2.1", True),
        ("Section 2.1, second sentence", True),
        ("II.1", True),
        ("2", True),
        ("2.2", False),
        ("Article 7", False),
        ("On data", True),
    ],
)
def test_a_typed_clause_is_held_against_the_place(clause: str, *, there: bool) -> None:
    text = "## 2. Data\n\n2.1 We use it.\n\n2.2 We keep it.\n"
    assert fits(text, text.index("We use"), clause) is there


def test_numbers_that_a_capture_glued_into_one_line_divide_it() -> None:
    filling = "It holds for as long as the contract runs, wherever you may be. " * 12
    text = f"Terms of Acme. 1.1 We keep it. {filling}We count it.1.2 We delete it. {filling}"
    assert clause_at(text, text.index("We delete")).label == "1.2"
    assert clause_at(text, text.index("We keep")).label == ""
    short = "Terms of Acme.1.2 We delete it."
    assert clause_at(short, short.index("We delete")).label == ""


@settings(deadline=None, max_examples=80)
@given(st.text("ab1.2()#*-\n IVX[]", max_size=400))
def test_any_text_has_clauses(text: str) -> None:
    for start in range(0, len(text) + 1, 17):
        clause = clause_at(text, start)
        assert all(part.start <= start for part in clause.parts)


def test_a_long_text_in_one_line_takes_no_time() -> None:
    begun = time.process_time()
    clause_at("1.1 Words. " * 100_000, 500)
    clause_at("(a" * 200_000, 500)
    clause_at("**" * 200_000, 500)
    assert time.process_time() - begun < 20

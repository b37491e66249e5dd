"""The answer in one sentence: each file in sentences/ says what was decided and what is then said.

A finding that a class names leads to its verdict; ``as public`` repeats another class.
"""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from inwriting.publish.escape import escape
from inwriting.publish.published.decisions import (
    PublishedAcceptance,
    PublishedDecision,
    PublishedFinding,
)
from inwriting.publish.published.offering import PublishedOffering, PublishedUse
from inwriting.publish.published.policy import PublishedDataClass
from inwriting.publish.published.questions import PublishedQuestion
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.sentence import Sentence, SentencePart, answer, listed, unusable
from tests.publish.altered import blank

CASES = sorted((Path(__file__).parent / "sentences").glob("*.yaml"))
CLASSES = {"public": "Public", "internal": "Internal", "restricted": "Restricted"}
TITLES = {"retention": "Retention", "training-use": "Use for training"}
VERDICTS = {
    "refuse": "refused",
    "pause": "paused",
    "merge": "paused",
    "condition": "conditional",
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = YAML(typ="safe").load(path)
    register, offering = decided(case)
    assert str(answer(register, offering)) == case["sentence"]


def test_there_are_cases() -> None:
    assert len(CASES) >= 12


def test_a_clause_leads_to_its_statement_and_the_rest_to_the_reasons() -> None:
    case = {
        "used": True,
        "decisions": {
            "public": [
                {"effect": "refuse", "message": "It is kept (x).", "clauses": ["Terms, 4"]},
                {"effect": "refuse", "message": "It is sold."},
            ],
            "internal": "as public",
            "restricted": "as public",
        },
    }
    sentence = answer(*decided(case), {("", "Terms, 4"): "s-retention-0"})
    assert "([Terms&#44; 4](#s-retention-0))" in sentence.markdown.replace("&#40;", "(").replace(
        "&#41;", ")"
    )
    assert "[one more reason](#why)" in sentence.markdown


def test_what_others_wrote_is_text() -> None:
    text = "<b>[x](y)</b>"
    assert Sentence((SentencePart(text), SentencePart(text, "why"))).markdown == (
        f"{escape(text)}[{escape(text)}](#why)"
    )
    with pytest.raises(ValueError, match="is not an id"):
        _ = Sentence((SentencePart("x", "x) onclick="),)).markdown


def test_a_vendor_that_cannot_be_used() -> None:
    assert str(unusable("Acme")).startswith("You may not put any data into any product of Acme,")


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["A"], "A"), (["A", "B"], "A or B"), (["A", "B", "C"], "A, B or C")],
)
def test_names_are_listed(names: list[str], said: str) -> None:
    assert listed(names, "or") == said


def decided(case: dict[str, Any]) -> tuple[PublishedRegister, PublishedOffering]:
    """Return the small register with what the *case* decides, and its offering."""
    classes = case.get("classes", CLASSES)
    findings: list[PublishedFinding] = []
    verdicts: dict[str, PublishedDecision] = {}
    for name in classes:
        said = case["decisions"][name]
        if isinstance(said, str) and said.startswith("as "):
            verdicts[name] = verdicts[said.removeprefix("as ")]
            continue
        parts: dict[str, list[Any]] = {"reasons": [], "conditions": [], "accepted": []}
        worst = "allowed"
        for item in [] if said == "allowed" else said:
            number = len(findings)
            findings.append(_finding(item))
            verdict = VERDICTS[item["effect"]]
            if "accepted" in item:
                verdict = "conditional"
                ends = str(item["accepted"])
                parts["accepted"].append(PublishedAcceptance(number, f"e{number}", "", "", ends))
            else:
                part = "conditions" if item["effect"] == "condition" else "reasons"
                parts[part].append(number)
            order = ("allowed", "conditional", "paused", "refused")
            worst = max(worst, verdict, key=order.index)
        made = {name: tuple(items) for name, items in parts.items()}
        verdicts[name] = PublishedDecision(verdict=worst, warnings=(), **made)
    register = blank(
        PublishedRegister,
        data_classes=tuple(
            blank(PublishedDataClass, id=name, name=text) for name, text in classes.items()
        ),
        questions=tuple(
            blank(PublishedQuestion, id=name, title=text) for name, text in TITLES.items()
        ),
    )
    offering = blank(
        PublishedOffering,
        name="Acme Desk",
        use=blank(PublishedUse) if case["used"] else None,
        verdicts=verdicts,
        findings=tuple(findings),
    )
    return register, offering


def _finding(item: dict[str, Any]) -> PublishedFinding:
    return blank(
        PublishedFinding,
        effect=item["effect"],
        message=item["message"],
        question=item.get("question", ""),
        clauses=tuple(item.get("clauses", ())),
    )

"""The answer in one sentence: each file in sentences/ says what was decided and what is then said.

A finding that a class names leads to its verdict; ``as public`` repeats another class.
"""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from inwriting.publish.escape import escape
from inwriting.publish.sentence import Part, Sentence, answer, listed, unusable

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
    assert Sentence((Part(text), Part(text, "why"))).markdown == (
        f"{escape(text)}[{escape(text)}](#why)"
    )
    with pytest.raises(ValueError, match="is not an id"):
        _ = Sentence((Part("x", "x) onclick="),)).markdown


def test_a_vendor_that_cannot_be_used() -> None:
    assert str(unusable("Acme")).startswith("You may not put any data into any product of Acme,")


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["A"], "A"), (["A", "B"], "A or B"), (["A", "B", "C"], "A, B or C")],
)
def test_names_are_listed(names: list[str], said: str) -> None:
    assert listed(names, "or") == said


def decided(case: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what register.json has of the *case*: the part of the register, and the offering."""
    classes = case.get("classes", CLASSES)
    findings: list[dict[str, Any]] = []
    verdicts: dict[str, dict[str, Any]] = {}
    for name in classes:
        said = case["decisions"][name]
        if isinstance(said, str) and said.startswith("as "):
            verdicts[name] = verdicts[said.removeprefix("as ")]
            continue
        decision: dict[str, Any] = {
            "verdict": "allowed",
            **{part: [] for part in ("reasons", "conditions", "accepted", "warnings")},
        }
        worst = "allowed"
        for item in [] if said == "allowed" else said:
            number = len(findings)
            findings.append({"question": "", "clauses": []} | item)
            verdict = VERDICTS[item["effect"]]
            if "accepted" in item:
                verdict = "conditional"
                ends = str(item["accepted"])
                decision["accepted"].append(
                    {"finding": number, "exception": f"e{number}", "expires": ends}
                )
            else:
                part = "conditions" if item["effect"] == "condition" else "reasons"
                decision[part].append(number)
            order = ("allowed", "conditional", "paused", "refused")
            worst = max(worst, verdict, key=order.index)
        verdicts[name] = decision | {"verdict": worst}
    register = {
        "data-classes": [{"id": name, "name": text} for name, text in classes.items()],
        "questions": [{"id": name, "title": text} for name, text in TITLES.items()],
    }
    offering = {
        "name": "Acme Desk",
        "use": {} if case["used"] else None,
        "verdicts": verdicts,
        "findings": findings,
    }
    return register, offering

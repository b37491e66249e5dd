"""The rules file: as its schema says, of the register's questions, and of nobody's names."""

import re
from pathlib import Path
from typing import Any

from inwriting.evidence.watch.rules import FIRMS_FILE, built, merged, shipped_data, unknown_names
from inwriting.register.load.files import YamlFile
from inwriting.register.load.schema import mistakes
from inwriting.register.load.yaml import parse
from tests.checks.cases import ROOT, read

COMMON = frozenset({"deep", "partners", "weights", "together", "writer", "continue"})
"""Words of the language with which a tool's or a vendor's name begins."""


_NAMED = re.compile(r"\s*-?\s*(?:id|name|vendor): [\"']?([^\"'{}#]+)")


def _strings(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [text for value in data.values() for text in _strings(value)]
    if isinstance(data, list):
        return [text for value in data for text in _strings(value)]
    return [data] if isinstance(data, str) else []


def _names() -> set[str]:
    """Return every vendor's and product's name that register and footprints know, small."""
    files = [*(ROOT / "footprints").glob("*.yaml"), *(ROOT / "vendors").glob("*/dossier.yaml")]
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    found = {path.parent.name for path in files} | {path.stem for path in files}
    found |= {m[1] for line in lines if (m := _NAMED.match(line))}
    words = {name.casefold() for name in found}
    first = {word for name in words for word in [re.split(r"[^\w]+", name)[0]] if len(word) > 3}
    return words | first


def test_no_word_list_names_a_vendor_or_a_product() -> None:
    """Rules that name whom they were made on would hold for nobody else."""
    data = shipped_data()
    lists = {text.rstrip("*").strip() for text in _strings({**data, "rules": []})}
    written = {word for text in lists for word in (text, *text.split())}
    clash = (written & _names()) - COMMON - _of_the_language()
    assert clash == set()


def _of_the_language() -> frozenset[str]:
    """Return words that begin a name and are plain English, as the policy's questions use them."""
    text = (ROOT / "policy/questions.yaml").read_text(encoding="utf-8")
    return frozenset(re.findall(r"(?<!\w)[a-z]{2,}(?!\w)", text))


def test_the_file_is_as_its_schema_says() -> None:
    assert mistakes("drift", shipped_data()) == ()


def test_every_rule_bears_on_questions_that_are_asked() -> None:
    questions = read(ROOT / "policy/questions.yaml")["questions"]
    for rule in shipped_data()["rules"]:
        assert set(rule["questions"]) <= set(questions), rule["id"]


def test_every_list_is_used_and_every_name_is_known() -> None:
    data = shipped_data()
    used = {"not-a-name"}
    for rule in data["rules"]:
        for group in rule.get("needs", ()):
            used |= set(group)
        for key in ("not-as", "without", "begins-not", "under"):
            used |= set(rule.get(key, ()))
        known = {*data["features"], "stance", "period", "names", "listed"}
        assert {*rule["reads"], *rule.get("must-read", ())} <= known
    assert used == set(data["words"])


def _firms(text: str) -> YamlFile:
    data, problems = parse(FIRMS_FILE, text)
    assert problems == ()
    assert mistakes("drift", data) == ()
    return YamlFile(FIRMS_FILE, text, data, ())


def test_a_firm_adds_words_and_rules() -> None:
    file = _firms("format: 1\nwords:\n  train: [season*]\n")
    rules = built(merged(shipped_data(), file.data))
    assert unknown_names(file) == ()
    assert rules.words["train"].pattern.search("we season our models")
    assert rules.words["train"].pattern.search("we train our models")


def test_a_firms_mistakes_are_named_with_their_lines() -> None:
    file = _firms(
        "format: 1\ngrammar:\n  negatons: [nay]\nrules:\n"
        "  - {id: training-on-our-data, title: x, questions: [retention], "
        "needs: [[train]], reads: [stance]}\n"
        "  - {id: other, title: x, questions: [retention], reads: [stance]}\n"
        "  - {id: third, title: x, questions: [retention], needs: [[traim]], reads: [stand]}\n"
    )
    said = [str(problem) for problem in unknown_names(file)]
    assert len(said) == 5
    assert all(text.startswith(f"{FIRMS_FILE}:") for text in said)
    assert "Did you mean train?" in "".join(said)
    assert Path(FIRMS_FILE).name == "drift.yaml"

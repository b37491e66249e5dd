"""The pages: one for each thing, made of nothing but escaped text."""

import re
from pathlib import Path
from typing import Any

import pytest

from inwriting.publish import words
from inwriting.publish.cases import cases_of
from inwriting.publish.errors import PublishError
from inwriting.publish.escape import Markdown
from inwriting.publish.history_json import NO_HISTORY
from inwriting.publish.links import Links
from inwriting.publish.pages import pages
from inwriting.publish.published.shared import PublishedCell
from inwriting.publish.register_json import register_document
from inwriting.publish.render import TEMPLATES, escaped
from inwriting.publish.site import publish
from inwriting.register.decide.evaluate import Evaluation
from tests.checks.cases import ROOT
from tests.publish.altered import altered


def test_everything_has_its_page(whole: Evaluation, tmp_path: Path) -> None:
    result = publish(whole, ROOT, tmp_path / "pages", "8d08335")
    register = register_document(whole)
    wanted = {
        *("index.md", "questions.md", "policy.md", "frameworks.md", "expiries.md"),
        *("register.json", "register.schema.json", "checks/index.md", "assets/extra.css"),
        *("about.md", "format.md", "reviewers.md", "checks-how-to.md", "legal.md"),
        *(f"checks/{item.id}.md" for item in register.checks),
    }
    for vendor in register.vendors:
        wanted.add(f"vendors/{vendor.id}/index.md")
        wanted |= {f"vendors/{item.reference}.md" for item in vendor.offerings}
    assert wanted <= set(result.files)
    assert result.vendors == len(register.vendors)
    assert result.offerings == register.counts.offerings
    assert all((tmp_path / "pages" / name).is_file() for name in result.files)


def test_the_same_register_gives_the_same_bytes(small: Evaluation, tmp_path: Path) -> None:
    for name in ("one", "two"):
        publish(small, ROOT, tmp_path / name)
    one, two = (
        {
            path.relative_to(tmp_path / name).as_posix(): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "two")
    )
    assert one == two


def test_a_page_says_why_and_where(small: Evaluation) -> None:
    made = dict(pages(register_document(small), {}, NO_HISTORY))
    page = made["vendors/acme/desk.md"]
    for heading in ("Verdict", "Why", "Conditions", "Instead", "Signed", "Answers", "Statements"):
        assert f"## {heading} " in page
    assert "Agreement with Acme, 3&#46;1" in page
    assert "Ask the library&#46;" in page
    assert "does not exist" in page
    assert "questions.md#training-use" in page


def test_the_front_page_says_what_was_not_judged(small: Evaluation) -> None:
    register = register_document(small)
    assert "iw-alert" not in dict(pages(register, {}, NO_HISTORY))["index.md"]
    failed = {"unusable-vendors": ["broken-ai"], "result": {"exit-code": 4, "name": "failed"}}
    register = altered(register, lambda data: data.update(failed))
    page = dict(pages(register, {}, NO_HISTORY))["index.md"]
    assert "broken&#45;ai" in page
    assert "A check failed" in page


def test_a_vendor_under_contract_is_no_public_one(small: Evaluation) -> None:
    def real(data: dict[str, Any]) -> None:
        for vendor in data["vendors"]:
            vendor["fictional"] = False
            for document in vendor["documents"]:
                document["source"] |= {"kind": "held-elsewhere", "where": "Safe no. 4"}

    register = altered(register_document(small), real)
    made = dict(pages(register, {}, NO_HISTORY))
    assert "Judged by a contract that the firm has signed" in made["vendors/acme/index.md"]
    assert "Safe no&#46; 4" in made["vendors/acme/index.md"]
    assert "This is not legal advice" in made["vendors/acme/desk.md"]


def test_what_has_no_page_is_named_without_a_link(small: Evaluation) -> None:
    links = Links(register_document(small), 1)
    for name in (
        links.vendor("nobody"),
        links.offering("nobody/none"),
        links.check("check-crashed"),
        links.question("nothing"),
        links.framework("nothing"),
        links.data_class("nothing"),
    ):
        assert re.fullmatch(r"<code>[a-z&#;0-9]+</code>", name)


def test_real_vendors_are_attributed_with_links_to_their_texts(whole: Evaluation) -> None:
    register = register_document(whole)
    made = dict(pages(register, {}, NO_HISTORY))
    archived = [
        (vendor, document)
        for vendor in register.vendors
        for document in vendor.documents
        if document.source.kind == "archive"
    ]
    assert archived
    for vendor, document in archived:
        page = made[f"vendors/{vendor.id}/index.md"]
        assert "ODC&#45;BY 1&#46;0" in page
        assert "This is not legal advice" in page
        assert document.source.commit in page
        assert 'href="https&#58;&#47;&#47;github&#46;com&#47;' in page


def test_a_page_of_a_check_shows_its_cases(small: Evaluation) -> None:
    register = register_document(small)
    name = "answer-falls-short"
    found = cases_of(ROOT, name)
    assert {case.passes for case in found} == {True, False}
    page = dict(pages(register, {name: found}, NO_HISTORY))[f"checks/{name}.md"]
    assert "The contract permits training" in page
    assert "the answer is permitted" in page
    assert cases_of(ROOT, "no-such-check") == ()


def test_a_broken_case_is_no_missing_case(tmp_path: Path) -> None:
    for text in ("title: [", "change: []"):
        case = tmp_path / "tests/checks/some-check/fail/case.yaml"
        case.parent.mkdir(parents=True, exist_ok=True)
        case.write_text(text, encoding="utf-8")
        with pytest.raises(PublishError, match="cannot be read"):
            cases_of(tmp_path, "some-check")


def test_no_template_gets_around_the_escaping() -> None:
    for path in TEMPLATES.glob("*"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|macro|Markup|raw", text), path.name


def test_only_text_and_numbers_are_printed() -> None:
    assert escaped("<b>") == "&#60;b&#62;"
    assert escaped(3) == "3"
    assert escaped(Markdown("<b>")) == "<b>"
    for value in (None, True, 1.5, (), object()):
        with pytest.raises(TypeError, match="neither text nor a number"):
            escaped(value)


def test_only_known_marks_are_coloured() -> None:
    assert words.badge("yes", "allowed") == '<span class="iw iw-allowed">yes</span>'
    with pytest.raises(ValueError, match="no kind of mark"):
        words.badge("yes", "allowed onclick")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([], ""),
        ([("", "")], ""),
        ([("prompts", ""), ("uploads", "")], "prompts, uploads"),
        ([("prompts", "train"), ("uploads", "train")], "prompts, uploads (train)"),
        (
            [("prompts", "train"), ("prompts", "fine-tune"), ("feedback", "train")],
            "prompts (train, fine tune); feedback (train)",
        ),
    ],
)
def test_cells_in_words(cells: list[tuple[str, str]], said: str) -> None:
    assert words.cells([PublishedCell(data, purpose) for data, purpose in cells]) == said

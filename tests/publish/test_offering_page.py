"""The pages of offerings: what they show is what was decided, and nothing else."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from inwriting.publish.contradictions import found_by_checks
from inwriting.publish.escape import escape
from inwriting.publish.flow_picture import flow, flow_picture
from inwriting.publish.history_json import NO_HISTORY
from inwriting.publish.matrix_picture import MARKS, SHORT, matrix, matrix_picture
from inwriting.publish.pages import pages
from inwriting.publish.pictures import lines
from inwriting.publish.published.offering import PublishedOffering
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.published.vendor import PublishedVendor
from inwriting.publish.register_json import register_document
from inwriting.publish.runbook import runbook
from inwriting.publish.words import EFFECTS, VERDICTS
from inwriting.register.decide.evaluate import Evaluation
from tests.checks.cases import evaluate_case
from tests.publish.altered import altered, history_with

ATTACK = "<script>alert(1)</script> [x](javascript:alert(2)) {{ 7*7 }}"


def test_the_matrix_says_of_each_class_what_was_decided(whole: Evaluation) -> None:
    register = register_document(whole)
    seen = 0
    for _, offering in offerings(register):
        rows = matrix(register, offering).rows
        shown = {row.question for row in rows}
        for place, data_class in enumerate(register.data_classes):
            decision = offering.verdicts[data_class.id]
            said = [row.verdicts[place] for row in rows if row.verdicts and row.verdicts[place]]
            for number in [*decision.reasons, *decision.conditions]:
                finding = offering.findings[number]
                if finding.question not in shown:
                    said.append(EFFECTS[finding.effect])
            if any(
                offering.findings[item.finding].question not in shown for item in decision.accepted
            ):
                said.append("conditional")
            worst = max(said, key=VERDICTS.index, default="allowed")
            assert worst == decision.verdict, (offering.reference, data_class.id)
            seen += 1
    assert seen > 100


def test_the_matrix_has_every_cell_and_tells_silence_from_the_rest(whole: Evaluation) -> None:
    register = register_document(whole)
    for _, offering in offerings(register):
        found = matrix(register, offering)
        picture = matrix_picture(found, offering.name)
        root = parsed(picture)
        links = [item.get("href") for item in root.iter() if item.tag.endswith("}a")]
        assert links == [f"#a-{row.question}" for row in found.rows]
        cells = [standing for row in found.rows for standing in row.standings if standing]
        for standing, mark in MARKS.items():
            drawn = [
                item.text
                for item in root.iter()
                if item.get("class", "").split(" ")[0] == f"t-{standing}"
            ]
            assert drawn == [mark] * cells.count(standing)
    assert len(set(MARKS.values())) == len(MARKS)
    assert len(set(SHORT.values())) == len(SHORT)


def test_every_row_of_the_matrix_leads_to_its_answer(whole: Evaluation) -> None:
    for path, page in made(register_document(whole)).items():
        if path.startswith("vendors/") and not path.endswith("/index.md"):
            wanted = set(re.findall(r'href="#(a-[a-z-]+)"', page))
            assert wanted
            assert all(f'<a id="{name}"></a>' in page for name in wanted), path


def test_each_picture_has_a_name_and_is_described(whole: Evaluation) -> None:
    page = made(register_document(whole))["vendors/stackhouse/counsel.md"]
    pictures = re.findall(r"<svg.*?</svg>", page)
    assert len(pictures) == 3
    for picture in pictures:
        root = ElementTree.fromstring(picture)  # noqa: S314 - it was made here
        about, name = (
            next(item for item in root if item.tag.endswith(part)) for part in ("desc", "title")
        )
        assert root.get("aria-labelledby") == f"{name.get('id')} {about.get('id')}"
        assert "iw-picture" in root.get("class", "").split(" ")
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_answer_comes_first(whole: Evaluation) -> None:
    page = made(register_document(whole))["vendors/quillon/drafting.md"]
    order = ["verdict", "instead", "why", "conditions", "teams", "matrix", "behind", "flow"]
    order += ["mistake", "controls", "signed", "answers", "statements", "history"]
    places = [page.index(f"{{ #{name}") for name in order]
    assert places == sorted(places)
    assert page.index("You may put Public and Internal data") < places[1]
    assert 'href="../../ask.html#offering=quillon/drafting"' in page
    assert "under an exception until 2027&#45;01&#45;31" in page


def test_what_documents_say_against_each_other_stands_side_by_side(whole: Evaluation) -> None:
    register = register_document(whole)
    vendor, offering = one(register, "glimmerdesk/meetings")
    found = list(found_by_checks(register, vendor, offering))
    assert found
    for item in found:
        assert len({side.statement.says for side in item.sides if side.statement}) > 1
        assert all(side.document for side in item.sides)
        messages = {finding.message for finding in offering.findings}
        assert item.summary in messages
    training = next(item for item in found if item.question == "training-use")
    contract, sales = training.sides
    assert contract.document
    assert sales.document
    assert contract.document.kind == "signed-contract"
    assert contract.speaks == "This one speaks: the answer rests on it."
    assert sales.document.voice == "commercial"
    assert "does not speak" in sales.speaks or "only where no stronger" in sales.speaks


def test_the_flow_is_that_of_the_answers_and_of_the_chain(whole: Evaluation) -> None:
    register = register_document(whole)
    vendor, offering = one(register, "stackhouse/counsel")
    found = flow(register, vendor, offering)
    kept = dict(found.kinds)["metadata"][0]
    assert (kept.text, kept.standing) == ("limited, 30 days", "protects")
    assert found.companies[0].startswith("Glimmerdesk (fictional) (less is promised there: Use for")
    vendor, offering = one(register, "github/individual")
    trained = dict(flow(register, vendor, offering).kinds)["uploads"][2]
    assert (trained.text, trained.standing) == ("permitted", "exposes")


def test_the_runbook_names_people_ways_and_clauses(whole: Evaluation) -> None:
    register = register_document(whole)
    steps = runbook(register, *one(register, "northwind-ai/enterprise"))
    assert steps[0].title == "Tell the firm, now"
    text = "\n".join(point.text for step in steps for point in step.points)
    assert register.firm.contact in steps[0].points[0].text
    assert "who is responsible for the tool here" in text
    assert "the policy sets no deadline down" in text
    assert "Ask here: desk@northwind-ai.example. Deadline: 3 days." in text
    clauses = [point.clause for step in steps for point in step.points if point.clause]
    assert "Enterprise Agreement NW-2026-0417, 5.4" in clauses
    assert "Outside counsel guidelines of 2026-02-01, section 9" in clauses


def test_the_runbook_makes_nothing_up(tmp_path: Path) -> None:
    change = [
        {"file": "vendors/acme/dossier.yaml", "at": ["statements", name], "remove": True}
        for name in ("accidental-input", "deletion-on-request", "training-use", "retention")
    ]
    register = register_document(evaluate_case({"change": change}, tmp_path))
    steps = runbook(register, *one(register, "acme/desk"))
    text = "\n".join(point.text for step in steps for point in step.points)
    assert "No document says what it does about an input by mistake." in text
    assert "No document says when it deletes on request." in text
    assert "No document that we read names an address for it." in text
    assert "Nobody can say whether it was used: prompts, uploads" in text
    assert "Deadline" not in text


def test_a_tool_that_the_firm_does_not_use_has_a_runbook_too(whole: Evaluation) -> None:
    register = register_document(whole)
    steps = runbook(register, *one(register, "deepseek/consumer"))
    assert "Nobody in the firm answers for this tool." in steps[0].points[1].text
    assert all(step.points for step in steps)


def test_the_history_is_told_or_said_to_be_missing(small: Evaluation) -> None:
    register = register_document(small)
    assert "There is no history of the verdicts" in made(register)["vendors/acme/desk.md"]
    change = {
        "commit": "0123456789abcdef" * 2 + "01234567",
        "on": "2026-10-01",
        "at": "2026-10-01T10:00:00Z",
        "subject": ATTACK,
        "compared-with": "b" * 40,
        "vendor": "acme",
        "offering": "acme/desk",
        "name": "Acme Desk",
        "data-class": register.data_classes[0].id,
        "was": "paused",
        "now": "allowed",
        "why": [],
        "no-longer": [ATTACK],
    }
    history = history_with(change, since="2026-09-01")
    page = dict(pages(register, {}, history))["vendors/acme/desk.md"]
    assert "2026&#45;10&#45;01" in page
    assert "<code>0123456789ab</code>" in page
    assert f"No longer: {escape(ATTACK)}" in page
    assert ATTACK not in page
    history = history_with(change | {"offering": "acme/other"}, since="2026-09-01")
    page = dict(pages(register, {}, history))["vendors/acme/desk.md"]
    assert "Its verdicts have not changed since 2026&#45;09&#45;01" in page


def test_pictures_hold_what_others_wrote_as_text(whole: Evaluation) -> None:
    def attack(data: dict[str, Any]) -> None:
        for key, name in (("questions", "title"), ("data-classes", "name"), ("regions", "name")):
            for item in data[key]:
                item[name] = ATTACK

    register = altered(register_document(whole), attack)
    vendor, offering = one(register, "northwind-ai/enterprise")
    for picture in (
        matrix_picture(matrix(register, offering), ATTACK),
        flow_picture(flow(register, vendor, offering), ATTACK),
    ):
        parsed(picture)
        assert "<script" not in picture
        assert "{{" not in picture
        assert "[x]" not in picture


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", []),
        ("one two", ["one two"]),
        ("one two three", ["one two", "three"]),
        ("one two three four five", ["one two", "three f…"]),
        ("onetwothreefourfivesix", ["onetwoth", "reefour…"]),
    ],
)
def test_text_is_cut_into_lines(text: str, made: list[str]) -> None:
    assert lines(text, 8, 2) == made


def offerings(register: PublishedRegister) -> list[tuple[PublishedVendor, PublishedOffering]]:
    """Return every offering with its vendor."""
    return [(vendor, item) for vendor in register.vendors for item in vendor.offerings]


def one(register: PublishedRegister, reference: str) -> tuple[PublishedVendor, PublishedOffering]:
    """Return the offering *reference* with its vendor."""
    return next(pair for pair in offerings(register) if pair[1].reference == reference)


def made(register: PublishedRegister) -> dict[str, str]:
    """Return every page of *register*."""
    return dict(pages(register, {}, NO_HISTORY))


def parsed(picture: str) -> ElementTree.Element:
    """Return *picture*, which must be well-formed."""
    return ElementTree.fromstring(picture)  # noqa: S314 - it was made here

"""The page "Can I use it?" in a browser: what it shows is what was decided, and nothing else."""

import dataclasses
import itertools
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest
from playwright.sync_api import Page, expect

from inwriting.publish.ask_json import SAYS, SCRIPT, ask_data
from inwriting.publish.escape import plain
from inwriting.publish.site import build, publish
from inwriting.register.decide.asking import Asked, region_meant, reply
from inwriting.register.decide.evaluate import Evaluation
from tests import axe
from tests.browser import ChromiumPage
from tests.checks.cases import evaluate_case
from tests.site.hostile import hostile
from tests.site.test_site import collapsed, dialogs_of, foreign_elements

NAMED = "named in the firm's rules"


@pytest.fixture
def page(chromium_page: ChromiumPage) -> Iterator[Page]:
    """A page that at the end has asked no other host for anything, and complained of nothing."""
    yield chromium_page.page
    assert chromium_page.foreign_requests == []
    assert chromium_page.console_errors == []


def address(site: Path, **question: str) -> str:
    """Return the address of a question."""
    given = "&".join(f"{name.replace('_', '-')}={value}" for name, value in question.items())
    return (site / "ask.html").as_uri() + (f"#{given}" if given else "")


def opened(page: Page, site: Path, **question: str) -> None:
    """Open the page at a question anew, as a link from elsewhere does."""
    page.goto("about:blank")
    page.goto(address(site, **question))
    page.locator("#iw-q").wait_for()


def answer_of(page: Page) -> str:
    """Return the first line of the answer."""
    return collapsed(page.locator(".iw-q-answer h2").inner_text())


@pytest.mark.browser
def test_what_it_shows_is_what_was_decided(page: Page, built: Path, whole: Evaluation) -> None:
    """For many questions: verdict, reasons, conditions and clauses are those of the command."""
    register, verdicts = whole.register, whole.verdicts
    assert register is not None
    assert verdicts is not None
    policy = register.policy
    questions = list(
        itertools.product(
            [item.reference for item in register.offerings],
            [item.id for item in policy.classes],
            ("", *policy.teams),
            ("", *policy.clients),
            ("", *policy.regions),
        )
    )
    chance = random.Random(3)  # noqa: S311 - a sample, no secret
    used = [q for q in questions if register.offering(q[0]).use]  # type: ignore[union-attr]
    opened(page, built)
    for offering, data, team, client, region in (
        *chance.sample(questions, 25),
        *chance.sample(used, 45),
    ):
        asked = Asked(offering, data, team, client, region_meant(policy, team, region))
        wanted = reply(register, verdicts, asked)
        page.goto(
            address(built, offering=offering, data=data, team=team, client=client, region=region)
        )
        says = SAYS[wanted.decision.verdict.word][0]
        name = policy.data_class(data)
        assert name is not None
        expect(page.locator(".iw-q-answer h2")).to_have_text(
            f"{says} {name.name} data into {wanted.offering.name}"
        )
        shown = collapsed(page.locator(".iw-q-answer").text_content() or "")
        told = (
            wanted.decision.conditions + tuple(a.finding for a in wanted.decision.accepted)
            if wanted.yes
            else wanted.decision.reasons
        )
        for finding in told:
            assert collapsed(finding.message) in shown
            assert all(collapsed(clause) in shown for clause in finding.clauses)
        hidden = () if not wanted.yes else wanted.decision.reasons
        assert [f for f in hidden if f.message in shown] == []
        if not wanted.yes:
            assert all(collapsed(question.ask) in shown for question in wanted.to_ask)
            assert collapsed(wanted.instead) in shown
            others = page.locator("section", has_text="What to use instead").locator("li")
            assert [collapsed(text) for text in others.all_inner_texts()] == [
                f"{SAYS[other.verdict.word][0]} {other.offering.name}, "
                f"{other.offering.dossier.name}, "
                f"{NAMED if other.named else 'of the same kind'}; its page"
                for other in wanted.others
            ]
        for item in wanted.written:
            assert collapsed(item.says) in shown
            assert collapsed(item.where) in shown


def test_every_link_of_every_answer_leads_somewhere(built: Path, whole: Evaluation) -> None:
    """The pages and statements that the data names are there."""
    data = json.loads(msgspec.json.encode(ask_data(whole)))
    for offering in data["offerings"]:
        text = (built / offering["page"]).read_text(encoding="utf-8")
        anchors = set(re.findall(r'\bid="([^"]+)"', text))
        rows = {data["written"][n]["at"] for ns in offering["written"].values() for n in ns}
        replies = (
            data["replies"][number]
            for table in offering["answers"]["by-class"].values()
            for number in data["tables"][table].values()
        )
        cited = {
            clause["at"]
            for found in replies
            for number in (
                *found["reasons"],
                *found["conditions"],
                *(item["finding"] for item in found["accepted"]),
            )
            for clause in data["findings"][number]["clauses"]
        }
        assert (rows | cited) - {""} <= anchors, offering["reference"]
    for target in data["checks"].values():
        assert (built / target).is_file()


@pytest.mark.browser
def test_a_link_to_a_statement_leads_to_it(page: Page, built: Path) -> None:
    opened(page, built, offering="northwind-ai/enterprise", data="internal")
    link = page.locator(".iw-q-answer a", has_text="NW-2026-0417, 4.1").first
    target = unquote(link.get_attribute("href") or "")
    link.click()
    page.wait_for_url(f"**/{target}")
    assert page.locator(f"#{target.partition('#')[2]}").count() == 1


@pytest.mark.browser
def test_with_the_keyboard_alone(page: Page, built: Path) -> None:
    """The tool is found as one types, and the arrow keys and Enter choose it."""
    opened(page, built)
    field = page.locator("#iw-q-tool")
    expect(field).to_be_focused()
    page.keyboard.type("claude")
    assert field.get_attribute("aria-expanded") == "true"
    options = page.locator("#iw-q-tools [role=option]")
    assert options.count() == 2
    assert options.first.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").inner_text().startswith("Claude API")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert field.input_value().startswith("Claude API")
    assert field.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert answer_of(page).endswith("data into Claude API, Claude for Work and Enterprise")
    assert "data into Claude API" in page.locator("#iw-q [role=status]").inner_text()


@pytest.mark.browser
def test_escape_closes_the_list_and_then_empties_the_field(page: Page, built: Path) -> None:
    opened(page, built, offering="quillon/drafting", data="internal")
    field = page.locator("#iw-q-tool")
    field.click()
    assert page.locator("#iw-q-tools [role=option]").count() == 48
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "Quillon Drafting"
    assert answer_of(page).endswith("into Quillon Drafting")
    page.keyboard.press("Escape")
    assert field.input_value() == ""
    assert page.locator(".iw-q-answer h2").count() == 0


@pytest.mark.browser
def test_a_name_that_is_written_anew_has_no_answer_until_it_is_chosen(
    page: Page, built: Path
) -> None:
    opened(page, built, offering="quillon/drafting", data="internal")
    field = page.locator("#iw-q-tool")
    field.click()
    page.keyboard.type("zapier")
    assert page.locator(".iw-q-answer h2").count() == 0
    assert "quillon" not in page.url
    assert "The register has no tool of that name" in page.locator(".iw-q-says").inner_text()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert field.input_value() == "zapier"
    assert page.locator(".iw-q-answer h2").count() == 0
    page.go_back()
    assert answer_of(page).endswith("into Quillon Drafting")
    assert field.input_value() == "Quillon Drafting"


@pytest.mark.browser
def test_the_way_back_leads_through_the_questions(page: Page, built: Path) -> None:
    opened(page, built)
    page.keyboard.type("quillon")
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Restricted", exact=True).check()
    assert answer_of(page) == "No Restricted data into Quillon Drafting"
    page.get_by_role("radio", name="Public", exact=True).check()
    assert answer_of(page) == "Yes Public data into Quillon Drafting"
    page.go_back()
    assert answer_of(page) == "No Restricted data into Quillon Drafting"
    assert page.get_by_role("radio", name="Restricted", exact=True).is_checked()
    page.go_back()
    assert answer_of(page) == "Quillon Drafting"
    assert page.locator("[name=data]:checked").count() == 0
    page.go_forward()
    assert answer_of(page) == "No Restricted data into Quillon Drafting"


@pytest.mark.browser
def test_the_address_is_the_question(page: Page, built: Path) -> None:
    """All fields stand in it, and whoever opens it sees the same."""
    opened(page, built)
    page.keyboard.type("northw")
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Client confidential", exact=True).check()
    page.get_by_label("Team", exact=True).select_option("tax")
    page.get_by_label("Whose data", exact=True).select_option("kestrel-biotech")
    page.get_by_label("Used from", exact=True).select_option("ch")
    page.get_by_label("Used for", exact=True).select_option("tax-filing")
    assert page.url.partition("#")[2] == (
        "offering=northwind-ai/enterprise&data=client-confidential&team=tax"
        "&client=kestrel-biotech&region=ch&use=tax-filing"
    )
    shown = page.locator(".iw-q-answer").inner_text()
    page.evaluate("localStorage.clear()")
    sent = page.url
    page.goto("about:blank")
    page.goto(sent)
    assert page.locator(".iw-q-answer").inner_text() == shown
    assert "Asked by Tax; data of Kestrel Biotech (fictional); used from Switzerland" in shown


@pytest.mark.browser
def test_a_team_works_in_its_own_region_until_another_is_named(page: Page, built: Path) -> None:
    opened(page, built, offering="quillon/drafting", data="internal", team="corporate")
    first = page.get_by_label("Used from", exact=True).locator("option").first
    assert first.inner_text() == "The team's own: United Kingdom"
    assert "used from United Kingdom (the team's own region)" in page.inner_text(".iw-q-about")
    page.get_by_label("Used from", exact=True).select_option("us")
    assert answer_of(page).startswith("No ")
    assert "may be used from" in page.inner_text(".iw-q-answer")
    page.get_by_label("Used from", exact=True).select_option("")
    assert answer_of(page).startswith("Yes")
    page.get_by_label("Team", exact=True).select_option("")
    assert first.inner_text() == "Nowhere in particular"
    assert "Asked for everybody." in page.inner_text(".iw-q-about")


@pytest.mark.browser
def test_a_sensitive_use_tells_its_review(page: Page, built: Path) -> None:
    opened(page, built, offering="quillon/drafting", data="internal", use="court-filing")
    assert "until it has been reviewed. The advocate who signs" in page.inner_text(".iw-q-use")
    page.get_by_label("Used for", exact=True).select_option("hiring-decision")
    assert "no review is set down for this tool" in page.inner_text(".iw-q-use")
    page.get_by_label("Used for", exact=True).select_option("")
    assert page.locator(".iw-q-use").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("offering=quillon/gone&data=internal", "the tool “quillon/gone”, which is not in this"),
        ("offering=constructor&data=internal", "the tool “constructor”, which is not in this"),
        ("offering=quillon/drafting&data=secret", "the data class “secret”, which this register"),
        ("offering=quillon/drafting&data=toString", "the data class “toString”"),
        ("offering=quillon/drafting&data=internal&team=it", "the team “it”, which this register"),
        ("offering=quillon/drafting&data=internal&client=__proto__", "the client “__proto__”"),
        ("offering=quillon/drafting&data=internal&region=mars", "the region “mars”"),
        ("offering=quillon/drafting&data=internal&use=fun", "the use “fun”"),
        ("offering=quillon/drafting&data=internal&tema=tax", "names “tema”, which this page"),
        ("offering=quillon/drafting&data=internal&data=public", "the data class twice"),
        ("offering=%3Cimg%20src=x%20onerror=alert(1)%3E&data=internal", "“<img src=x onerror"),
        ("offering=quillon/drafting&data=%E0%A4%A", "the data class “"),
    ],
)
def test_an_address_that_names_what_is_not_there_has_no_answer(
    page: Page, built: Path, fragment: str, said: str
) -> None:
    dialogs = dialogs_of(page)
    page.goto(f"{address(built)}#{fragment}")
    page.locator("#iw-q").wait_for()
    assert answer_of(page) == "This address cannot be answered"
    assert said in page.inner_text(".iw-q-answer")
    assert page.locator(".iw-q-answer .iw").count() == 0
    assert said in page.locator("#iw-q [role=status]").inner_text()
    assert page.locator("article img").count() == 0
    assert dialogs == []
    page.get_by_role("button", name="Continue without it").click()
    assert "cannot be answered" not in page.inner_text(".iw-q-answer")


@pytest.mark.browser
def test_a_heading_in_the_address_is_no_question(page: Page, built: Path) -> None:
    page.goto(address(built) + "#can-i-use-it")
    page.locator("#iw-q").wait_for()
    assert "the answer appears here" in page.inner_text(".iw-q-answer")


@pytest.mark.browser
def test_team_and_data_are_remembered_on_this_machine(page: Page, built: Path) -> None:
    opened(page, built, offering="quillon/drafting")
    page.get_by_role("radio", name="Client confidential", exact=True).check()
    page.get_by_label("Team", exact=True).select_option("litigation")
    # As the front page links to it: the answer is there at once.
    opened(page, built, offering="northwind-ai/enterprise")
    assert answer_of(page) == "Yes Client confidential data into Northwind Enterprise"
    assert "Asked by Litigation" in page.inner_text(".iw-q-about")
    assert "As last time: Client confidential, Litigation" in page.inner_text(".iw-q-remembered")
    # A link that names the data is somebody's whole question.
    opened(page, built, offering="northwind-ai/enterprise", data="internal")
    assert "Asked for everybody" in page.inner_text(".iw-q-about")
    assert not page.locator(".iw-q-remembered").is_visible()
    opened(page, built, offering="northwind-ai/enterprise")
    page.get_by_role("button", name="Forget it").click()
    assert answer_of(page) == "Northwind Enterprise"
    opened(page, built, offering="northwind-ai/enterprise")
    assert answer_of(page) == "Northwind Enterprise"


@pytest.mark.browser
@pytest.mark.parametrize("stored", ['{"data": "gone", "team": "gone"}', "no JSON", "null", "[]"])
def test_what_is_remembered_may_be_anything(page: Page, built: Path, stored: str) -> None:
    opened(page, built)
    page.evaluate("text => localStorage.setItem('inwriting-ask', text)", stored)
    opened(page, built, offering="quillon/drafting")
    assert answer_of(page) == "Quillon Drafting"


@pytest.mark.browser
def test_it_works_where_nothing_may_be_stored(page: Page, built: Path) -> None:
    page.add_init_script(
        "for (const name of ['getItem', 'setItem', 'removeItem']) {"
        "  const before = Storage.prototype[name];"
        "  Storage.prototype[name] = function (key, ...rest) {"
        "    if (key === 'inwriting-ask') throw new DOMException('no', 'SecurityError');"
        "    return before.call(this, key, ...rest);"
        "  };"
        "}"
    )
    opened(page, built, offering="quillon/drafting")
    page.get_by_role("radio", name="Public", exact=True).check()
    assert answer_of(page) == "Yes Public data into Quillon Drafting"


@pytest.mark.browser
def test_without_javascript_it_leads_to_all_answers(
    chromium_page: ChromiumPage, built: Path
) -> None:
    browser = chromium_page.page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(built))
    assert not page.locator("#iw-q").is_visible()
    assert "needs JavaScript" in page.locator("article").inner_text()
    assert page.locator(".iw-q-plain li a").count() == 48
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("change", ["away", "other version"])
def test_without_its_data_it_says_so_and_answers_nothing(
    chromium_page: ChromiumPage, built: Path, change: str
) -> None:
    page = chromium_page.page
    text = (built / SCRIPT).read_text(encoding="utf-8")
    other = text.replace('"format":1,', '"format":2,')
    assert other != text
    if change == "away":
        page.route("**/ask-data.js", lambda route: route.abort())
    else:
        page.route("**/ask-data.js", lambda route: route.fulfill(body=other))
    page.goto(address(built, offering="quillon/drafting", data="public"))
    said = {"away": "could not be loaded (ask-data.js)", "other version": "have different versions"}
    page.get_by_text(said[change]).wait_for()
    assert not page.locator("#iw-q").is_visible()
    assert page.locator(".iw-q-plain li a").first.is_visible()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), axe.LOOKS)
def test_axe_finds_nothing_serious(page: Page, built: Path, width: int, scheme: Any) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    states: list[dict[str, str]] = [
        {},
        {"offering": "quillon/drafting"},
        {"offering": "quillon/drafting", "data": "client-confidential", "use": "court-filing"},
        {"offering": "openai/workspace", "data": "internal", "team": "tax"},
        {"offering": "quillon/gone", "data": "internal"},
    ]
    for question in states:
        opened(page, built, **question)
        assert axe.problems(page) == [], question
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert sideways <= 0, question
    opened(page, built)
    page.locator("#iw-q-tool").click()
    page.keyboard.type("chat")
    assert page.locator("#iw-q-tools").is_visible()
    assert axe.problems(page) == []


@pytest.mark.browser
def test_on_a_telephone_the_answer_comes_into_view(page: Page, built: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    opened(page, built, offering="quillon/drafting", data="public")
    expect(page.locator(".iw-q-answer h2")).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("radio", name="Restricted", exact=True).check()
    expect(page.locator(".iw-q-answer h2")).to_be_in_viewport()


@pytest.mark.browser
def test_printed_it_is_a_note(page: Page, built: Path) -> None:
    """What was asked and answered, when, from which state, with nothing folded away."""
    opened(page, built)
    opened(page, built, offering="openai/workspace", data="internal", team="tax")
    folded = page.locator(".iw-q-answer details")
    assert page.locator(".iw-q-answer details[open]").count() == 0
    page.emulate_media(media="print")
    expect(page.locator(".iw-q-answer details[open]")).to_have_count(folded.count())
    note = page.locator("article").inner_text()
    assert "Internal data into ChatGPT Enterprise" in note
    assert "Asked by Tax; used from" in note
    assert "Judged on 2026-11-24" in note
    assert "from commit 8d08335 of the register" in note
    assert "#offering=openai/workspace&data=internal&team=tax" in note
    assert not page.locator("#iw-q-tool").is_visible()
    assert not page.get_by_role("button", name="Print as a note").is_visible()
    page.emulate_media(media="screen")
    expect(page.locator(".iw-q-answer details[open]")).to_have_count(0)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Evaluation, list[str]]:
    """The site of a register full of attacks; one more of its vendors cannot be used."""
    folder = Path(tmp_path_factory.mktemp("hostile"))
    evaluation, texts = hostile(folder)
    assert evaluation.register is not None
    register = dataclasses.replace(evaluation.register, unusable=("broken",))
    evaluation = dataclasses.replace(evaluation, lazy_register=register)
    publish(evaluation, folder / "register", folder / "pages")
    build(folder / "pages", folder / "site")
    return folder / "site", evaluation, texts


@pytest.mark.browser
def test_what_others_write_is_text(
    page: Page, attacked: tuple[Path, Evaluation, list[str]]
) -> None:
    """In every answer that the page can give on an attacked register."""
    site, evaluation, texts = attacked
    register = evaluation.register
    assert register is not None
    dialogs = dialogs_of(page)
    opened(page, site)
    shown = ""
    policy = register.policy
    for offering, data, team, use in itertools.product(
        [item.reference for item in register.offerings],
        [item.id for item in policy.classes],
        ("", *policy.teams),
        ("", *policy.sensitive_uses),
    ):
        page.goto(address(site, offering=offering, data=data, team=team, use=use))
        expect(page.locator(".iw-q-answer h2")).to_contain_text("data into")
        assert foreign_elements(page) == []
        shown += "\n" + collapsed(page.locator("article").text_content() or "")
    page.locator("#iw-q-tool").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("t")
    assert page.locator("#iw-q-tools [role=option]").count()
    assert foreign_elements(page) == []
    assert dialogs == []
    # The texts that the answers speak of: names, clauses, rules, ways out.
    spoken = [text for text in texts if collapsed(text) in shown]
    assert len(spoken) > len(texts) // 4, [text for text in texts if text not in spoken]
    assert all(plain(text) == collapsed(text) for text in spoken)


@pytest.mark.browser
@pytest.mark.parametrize("reference", ["broken", "broken/desk"])
def test_a_vendor_that_cannot_be_used_is_not_judged(
    page: Page, attacked: tuple[Path, Evaluation, list[str]], reference: str
) -> None:
    site = attacked[0]
    opened(page, site, offering=reference, data="public")
    assert answer_of(page) == f"{reference}: not judged, nothing allowed"
    assert "none of its products is allowed" in page.inner_text(".iw-q-answer")
    assert page.locator(".iw-q-answer .iw").count() == 0
    opened(page, site)
    page.keyboard.type("broken")
    page.keyboard.press("Enter")
    assert answer_of(page) == "broken: not judged, nothing allowed"


@pytest.mark.browser
def test_a_register_without_sensitive_uses_does_not_ask_for_one(page: Page, tmp_path: Path) -> None:
    evaluation = evaluate_case({}, tmp_path)
    assert evaluation.register is not None
    policy = dataclasses.replace(evaluation.register.policy, sensitive_uses={})
    register = dataclasses.replace(evaluation.register, policy=policy)
    evaluation = dataclasses.replace(evaluation, lazy_register=register)
    publish(evaluation, tmp_path / "register", tmp_path / "pages")
    build(tmp_path / "pages", tmp_path / "site")
    opened(page, tmp_path / "site", offering="acme/desk", data="public")
    assert page.get_by_label("Used for", exact=True).count() == 0
    assert " data into " in answer_of(page)

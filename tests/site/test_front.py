"""The front page: search, filters, sorting and the state of the whole, against the register."""

import datetime
import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from inwriting.publish.alternatives import instead
from inwriting.publish.charts import verdict_chart
from inwriting.publish.front_page import MOST, SOON_DAYS, front_page
from inwriting.publish.history_json import NO_HISTORY
from inwriting.publish.published.decisions import NarrowedDecision
from inwriting.publish.published.history import PublishedHistory
from inwriting.publish.published.offering import PublishedOffering
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.register_json import register_document
from inwriting.publish.words import PLAIN_VERDICTS, VERDICTS
from inwriting.register.decide.evaluate import Evaluation
from tests.axe import LOOKS, problems
from tests.browser import ChromiumPage
from tests.publish.altered import altered, blank, history_with
from tests.site.hostile import ATTACKS
from tests.site.test_site import dialogs_of, foreign_elements

USABLE = {"allowed", "conditional"}


@pytest.fixture(scope="module")
def register(whole: Evaluation) -> PublishedRegister:
    """What register.json says of it."""
    return register_document(whole)


@pytest.fixture(scope="module")
def offerings(register: PublishedRegister) -> dict[str, PublishedOffering]:
    """Every offering by its reference."""
    return {item.reference: item for vendor in register.vendors for item in vendor.offerings}


@pytest.fixture(scope="module")
def front(built: Path) -> str:
    """The address of the front page of the built site."""
    return (built / "index.html").as_uri()


@pytest.fixture(scope="module")
def attacked(attacked_site: tuple[Path, list[str]]) -> str:
    """The address of the front page of a register full of attacks."""
    return (attacked_site[0] / "site" / "index.html").as_uri()


def references(page: Page) -> list[str]:
    """Return the references of the rows of the table that are seen, from top to bottom."""
    links = page.locator(".iw-register tbody tr:visible .iw-ask-link")
    addresses = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [address.partition("offering=")[2] for address in addresses]


def answers(page: Page) -> dict[str, dict[str, str]]:
    """Return what the search answers: by reference, by name of the data class."""
    found = page.locator(".iw-answers > li").evaluate_all(
        "items => items.map(item => [item.querySelector('.iw-ask-link').getAttribute('href'),"
        " [...item.querySelectorAll('.iw-strip > div')].map(part =>"
        " [part.querySelector('dt').innerText, part.querySelector('dd').innerText])])"
    )
    return {address.partition("offering=")[2]: dict(parts) for address, parts in found}


def said(register: PublishedRegister, offering: PublishedOffering) -> dict[str, str]:
    """Return what the page must say of *offering*."""
    return {
        item.name: PLAIN_VERDICTS[offering.verdicts[item.id].verdict]
        for item in register.data_classes
    }


def quiet(chromium_page: ChromiumPage) -> None:
    """Hold that the page wrote no error and asked no other host."""
    assert chromium_page.console_errors == []
    assert chromium_page.foreign_requests == []


# --- What is made, without a browser ----------------------------------------------------------


def made(register: PublishedRegister, history: PublishedHistory = NO_HISTORY) -> str:
    """Return the front page's text."""
    return dict(front_page(register, history))["index.md"]


def test_what_may_be_used_comes_first(
    register: PublishedRegister, offerings: dict[str, PublishedOffering]
) -> None:
    page = made(register)
    order = sorted(offerings, key=lambda name: page.index(f'#offering={name}"'))
    usable = [
        sum(item.verdict in USABLE for item in offerings[name].verdicts.values()) for name in order
    ]
    assert usable == sorted(usable, reverse=True)
    assert usable[0] > 0 == usable[-1]


def test_each_team_has_the_verdict_that_is_decided_for_it(
    whole: Evaluation, register: PublishedRegister
) -> None:
    assert whole.verdicts is not None
    page = made(register)
    others = 0
    for team, item in itertools.product(register.teams, whole.verdicts.decisions):
        reference, data_class = item
        decided = whole.verdicts.narrowed(
            reference, data_class, team=team.id, region=team.region
        ).verdict.word
        general = whole.verdicts.of(reference, data_class).verdict.word
        row = page[page.index(f'#offering={reference}"') :]
        row = row[: row.index("</tr>")]
        cell = row[row.index(f'data-class="{data_class}"') :]
        cell = cell[: cell.index(">")]
        assert f'data-verdict="{general}"' in cell
        if decided == general:
            assert f"data-for-{team.id}=" not in cell
        else:
            assert f'data-for-{team.id}="{decided}"' in cell
            others += 1
    assert others > 0


def test_a_team_in_a_region_that_is_not_released_is_told_so(register: PublishedRegister) -> None:
    replace = msgspec.structs.replace
    team, data_class = register.teams[0], register.data_classes[0].id
    vendor = register.vendors[0]
    offering = vendor.offerings[0]
    decision = replace(offering.verdicts[data_class], verdict="allowed")

    def narrowed(verdict: str, **who: str) -> NarrowedDecision:
        everybody = {"team": "", "client": "", "region": team.region, "data_class": data_class}
        return blank(NarrowedDecision, verdict=verdict, **everybody | who)

    offering = replace(
        offering,
        verdicts={**offering.verdicts, data_class: decision},
        narrowed=(
            narrowed("paused"),
            narrowed("conditional", team=team.id),
            narrowed("refused", client="somebody"),
            narrowed("refused", region="elsewhere"),
        ),
    )
    vendor = replace(vendor, offerings=(offering, *vendor.offerings[1:]))
    changed = replace(register, vendors=(vendor, *register.vendors[1:]))
    row = made(changed).split(f'#offering={offering.reference}"')[1].split("</tr>")[0]
    assert f'data-for-{team.id}="paused"' in row
    elsewhere = [item.id for item in changed.teams if item.region != team.region]
    assert elsewhere
    assert not any(f"data-for-{name}=" in row for name in elsewhere)


def change(reference: str, day: int) -> dict[str, Any]:
    """Return one entry of the history."""
    return {
        "commit": f"{day:040}",
        "on": f"2026-11-{day:02}",
        "at": f"2026-11-{day:02}T12:00:00Z",
        "subject": "x",
        "compared-with": "b" * 40,
        "vendor": reference.partition("/")[0],
        "offering": reference,
        "name": "Some <b>name</b>",
        "data-class": "internal",
        "was": "paused",
        "now": "allowed",
        "why": [],
        "no-longer": [],
    }


def test_the_last_changes_are_shown_and_the_rest_counted(
    register: PublishedRegister, offerings: dict[str, PublishedOffering]
) -> None:
    known = next(iter(offerings))
    entries = [change(known, 28 - number) for number in range(MOST + 2)]
    entries[0] |= {"was": ""}
    entries[1] |= {"now": "", "offering": "gone/away", "data-class": "gone"}
    page = made(register, history_with(*entries, since="2026-01-01"))
    section = page.split("Recent changes")[1].split("Expiring soon")[0]
    assert section.count("<li>") == MOST
    assert "(2 more)" in section
    assert "2026&#45;11&#45;28" in section
    assert "2026&#45;11&#45;19" not in section
    assert "new <span" in section
    assert "no longer in the register" in section
    assert f'href="vendors/{known}.html">Some &#60;b&#62;name' in section
    assert "gone/away" not in section
    assert "<b>" not in section


def test_what_one_commit_moved_of_an_offering_stands_together(
    register: PublishedRegister, offerings: dict[str, PublishedOffering]
) -> None:
    known, other = list(offerings)[:2]
    entries = [
        change(known, 20) | {"data-class": "public"},
        change(known, 20),
        change(known, 20) | {"data-class": "restricted", "now": "refused"},
        change(other, 20),
        change(known, 19),
    ]
    page = made(register, history_with(*entries, since="2026-01-01"))
    section = page.split("Recent changes")[1].split("Expiring soon")[0]
    items = [item.split("</li>")[0] for item in section.split("<li>")[1:]]
    assert len(items) == 3
    assert "Public, Internal:" in items[0]
    assert items[0].count("<br>") == 2
    assert "Restricted:" in items[0].split("<br>")[2]
    assert "iw-refused" in items[0].split("<br>")[2]


def test_an_empty_history_says_what_is_known(register: PublishedRegister) -> None:
    assert "these pages were built without the history" in made(register)
    page = made(register, history_with(since="2026-01-01"))
    assert "No answer has changed since 2026&#45;01&#45;01" in page


def test_what_is_overdue_or_runs_out_soon_is_shown(register: PublishedRegister) -> None:
    today = datetime.date.fromisoformat(register.judged_on)
    replace = msgspec.structs.replace

    def page_with(days: Iterable[int]) -> str:
        entry = register.deadlines[0]
        deadlines = tuple(
            replace(
                entry,
                on=str(today + datetime.timedelta(days=count)),
                past=count < 0,
                name=f"in{count}days",
            )
            for count in days
        )
        return made(replace(register, deadlines=deadlines))

    section = page_with((-3, 0, SOON_DAYS, SOON_DAYS + 1))
    section = section.split("Expiring soon")[1].split("All expiries")[0]
    assert section.count("overdue") == 1
    assert [f"{n}days" in section for n in (0, SOON_DAYS, SOON_DAYS + 1)] == [True, True, False]
    page = page_with(range(MOST + 3))
    assert page.split("Expiring soon")[1].split("All expiries")[0].count("<li>") == MOST
    assert "(3 more soon)" in page
    assert f"nothing expires within {SOON_DAYS} days" in page_with([SOON_DAYS + 1])


def test_what_to_use_instead_is_usable_or_named_by_the_firm(
    register: PublishedRegister, offerings: dict[str, PublishedOffering]
) -> None:
    by_name = {item.name: item.id for item in register.data_classes}
    kinds = set()
    for offering in offerings.values():
        found = instead(register, offering)
        verdicts = {name: item.verdict for name, item in offering.verdicts.items()}
        if found is None:
            assert set(verdicts.values()) <= USABLE
            continue
        for other in (*found.others, *found.strangers):
            target = other.offering
            for word, names in other.usable:
                for name in names:
                    assert target.verdicts[by_name[name]].verdict == word in USABLE
                    assert verdicts[by_name[name]] not in USABLE
            named = target.reference in offering.alternatives.offerings
            assert named or other.usable
            same = target.kind == offering.kind
            assert named or same == (other in found.others)
        kinds.add((bool(found.text), bool(found.others), bool(found.strangers)))
    assert {(True, True, False), (False, True, False), (False, False, True)} <= kinds


def test_where_nothing_may_be_used_somebody_can_be_asked(register: PublishedRegister) -> None:
    def refuse(data: dict[str, Any]) -> None:
        for vendor in data["vendors"]:
            for offering in vendor["offerings"]:
                offering["alternatives"] = {"offerings": [], "instead": ""}
                for item in offering["verdicts"].values():
                    item["verdict"] = "refused"

    changed = altered(register, refuse)
    found = instead(changed, changed.vendors[0].offerings[0])
    assert found is not None
    assert (found.text, found.others, found.strangers) == ("", (), ())
    ask = "Ask help&#64;harrow&#45;finch&#46;example."
    assert made(changed).count(ask) == changed.counts.offerings


def test_the_chart_escapes_names_and_writes_its_numbers() -> None:
    none = dict.fromkeys(VERDICTS, 0)
    counts = {"a": none | {"allowed": 3, "refused": 1}, "b": none}
    drawn = verdict_chart({"a": '<script>"&', "b": "\ue0000\ue000"}, counts)
    assert "&#60;script&#62;&#34;&#38;" in drawn
    assert "<script" not in drawn
    assert "yes 3 · yes, if 0 · not yet 0 · no 1" in drawn
    assert drawn.startswith("<svg")
    assert drawn.count('class="iw-chart-allowed"') == 1
    assert 'class="iw-chart-paused"' not in drawn


def test_the_chart_of_no_offering_is_empty_bars() -> None:
    drawn = verdict_chart({"a": "A"}, {"a": dict.fromkeys(VERDICTS, 0)})
    assert "yes 0" in drawn
    assert drawn.count("iw-chart-frame") == 1


# --- The search -------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize(
    "typed", ["northwind", "Northwind Enterprise", "  NORTHWIND-AI ", "chat gpt", "Ópenai api"]
)
def test_a_name_is_answered_for_each_class_of_data(
    front: str,
    register: PublishedRegister,
    offerings: dict[str, PublishedOffering],
    chromium_page: ChromiumPage,
    typed: str,
) -> None:
    page = chromium_page.page
    page.goto(front)
    page.get_by_role("searchbox", name="May I use it?").fill(typed)
    found = answers(page)
    assert found
    wanted = {"chat gpt": "openai/", "Ópenai api": "openai/api"}.get(
        typed, "northwind-ai/enterprise"
    )
    for reference, words in found.items():
        assert reference.startswith(wanted)
        assert words == said(register, offerings[reference])
    number = f"{len(found)} product"
    expect(page.locator(".iw-found")).to_contain_text(number)
    expect(page.locator(".iw-missing")).to_be_hidden()
    quiet(chromium_page)


@pytest.mark.browser
@pytest.mark.parametrize("typed", ["Google", "free", "coding assistant", "enterprise api"])
def test_vendor_tier_and_kind_are_found_too(
    front: str,
    offerings: dict[str, PublishedOffering],
    register: PublishedRegister,
    chromium_page: ChromiumPage,
    typed: str,
) -> None:
    page = chromium_page.page
    page.goto(front)
    page.get_by_role("searchbox", name="May I use it?").fill(typed)
    vendors = {
        item.reference: vendor.name for vendor in register.vendors for item in vendor.offerings
    }
    wanted = set()
    for reference, item in offerings.items():
        parts = [item.name, vendors[reference], reference, item.kind]
        text = " ".join([*parts, *item.tiers, *item.surfaces]).lower().replace("-", " ")
        if all(word in text for word in typed.lower().split()):
            wanted.add(reference)
    assert wanted
    assert set(answers(page)) == wanted


@pytest.mark.browser
def test_an_answer_leads_on_with_one_click(front: str, chromium_page: ChromiumPage) -> None:
    page = chromium_page.page
    for name, ending in (
        ("Northwind Enterprise", "vendors/northwind-ai/enterprise.html"),
        ("Why, and under which conditions", "vendors/northwind-ai/enterprise.html"),
        ("Can I use it?", "ask.html#offering=northwind-ai/enterprise"),
    ):
        page.goto(front)
        page.get_by_label("May I use it?").fill("northwind ent")
        page.locator(".iw-answers").get_by_role("link", name=name).first.click()
        page.wait_for_url(f"**/{ending}*")
    quiet(chromium_page)


@pytest.mark.browser
def test_an_answer_says_what_to_use_instead(
    front: str,
    register: PublishedRegister,
    offerings: dict[str, PublishedOffering],
    chromium_page: ChromiumPage,
) -> None:
    page = chromium_page.page
    page.goto(front)
    for reference, offering in offerings.items():
        found = instead(register, offering)
        page.get_by_label("May I use it?").fill(f"{reference} {offering.name}")
        item = page.locator(f'.iw-answers > li:has([href$="offering={reference}"])')
        if found is None:
            expect(item.locator(".iw-instead")).to_have_count(0)
            continue
        text = item.locator(".iw-instead").inner_text()
        assert " ".join(found.text.split()) in text
        for other in found.others:
            assert other.offering.name in text
        for other in found.strangers:
            kind = other.offering.kind.replace("-", " ")
            assert f"{other.offering.name}, {kind}: " in text


@pytest.mark.browser
def test_what_is_not_in_the_register_is_a_no(
    front: str, register: PublishedRegister, chromium_page: ChromiumPage
) -> None:
    page = chromium_page.page
    page.goto(front)
    field = page.get_by_label("May I use it?")
    expect(page.locator(".iw-missing")).to_be_hidden()
    field.fill("zzzqqq")
    expect(page.get_by_role("status").first).to_have_text(
        "“zzzqqq” is not in the register, so the answer is no. You can propose it."
    )
    assert answers(page) == {}
    missing = page.locator(".iw-missing")
    expect(missing).to_contain_text(register.firm.contact)
    expect(missing.locator(".iw-alike")).to_be_hidden()
    field.fill("chatgtp")
    expect(missing.locator(".iw-alike")).to_contain_text("ChatGPT")
    field.fill("!?")
    expect(missing).to_be_visible()
    missing.get_by_role("link", name="products you may use").click()
    assert "answer=usable" in page.url
    expect(page.get_by_label("Answer", exact=True)).to_be_focused()
    missing.get_by_role("link", name="propose this one").click()
    page.wait_for_url("**/propose.html")
    page.go_back()
    expect(page.get_by_label("May I use it?")).to_have_value("!?")
    page.get_by_label("May I use it?").fill("")
    expect(page.locator(".iw-missing")).to_be_hidden()
    expect(page.locator(".iw-found")).to_have_text("")
    quiet(chromium_page)


@pytest.mark.browser
def test_what_is_typed_is_text(attacked: str, chromium_page: ChromiumPage) -> None:
    page = chromium_page.page
    said = dialogs_of(page)
    page.goto(attacked)
    for attack in ATTACKS:
        page.get_by_label("May I use it?").fill(f"zzqq {attack}")
        expect(page.locator(".iw-found")).to_contain_text(f"“zzqq {attack}” is not in the register")
        page.reload()
        expect(page.get_by_label("May I use it?")).to_have_value(f"zzqq {attack}")
        assert foreign_elements(page) == []
    assert said == []
    quiet(chromium_page)


# --- The table --------------------------------------------------------------------------------


def verdict_of(whole: Evaluation, reference: str, data_class: str, team: str) -> str:
    """Return what is decided for *team*, or for everybody."""
    assert whole.verdicts is not None
    assert whole.register is not None
    region = whole.register.policy.teams[team].region if team else ""
    decided = whole.verdicts.narrowed(reference, data_class, team=team, region=region)
    return decided.verdict.word


def expected(whole: Evaluation, register: PublishedRegister, chosen: dict[str, str]) -> set[str]:
    """Return the offerings that the filters *chosen* leave."""
    words = {"usable": USABLE}.get(chosen.get("answer", ""), {chosen.get("answer", "")})
    found = set()
    for vendor in register.vendors:
        for offering in vendor.offerings:
            judged = {
                verdict_of(whole, offering.reference, item.id, chosen.get("team", ""))
                for item in register.data_classes
                if chosen.get("data", item.id) == item.id
            }
            kept = (
                not chosen.get("answer") or bool(judged & words),
                chosen.get("tier", offering.tiers[0]) in offering.tiers,
                chosen.get("surface", offering.surfaces[0]) in offering.surfaces,
                chosen.get("vendor", "") in {"", "fictional" if vendor.fictional else "real"},
                chosen.get("use", "") in {"", "yes" if offering.use else "no"},
            )
            if all(kept):
                found.add(offering.reference)
    return found


def choose(page: Page, chosen: dict[str, str]) -> None:
    """Choose in the filters by their names."""
    for name, value in chosen.items():
        page.locator(f".iw-filters select[name={name}]").select_option(value)


CHOICES: list[dict[str, str]] = [
    {},
    {"data": "client-confidential"},
    {"answer": "allowed"},
    {"answer": "conditional"},
    {"answer": "paused"},
    {"answer": "refused"},
    {"answer": "usable"},
    {"data": "client-confidential", "answer": "usable"},
    {"data": "internal", "answer": "paused"},
    {"data": "restricted", "answer": "usable"},
    {"team": "tax"},
    {"team": "tax", "data": "client-confidential", "answer": "usable"},
    {"team": "litigation", "answer": "usable"},
    {"team": "marketing", "data": "internal", "answer": "refused", "use": "yes"},
    {"tier": "free"},
    {"tier": "enterprise", "surface": "api"},
    {"surface": "developer-tool"},
    {"vendor": "real"},
    {"vendor": "fictional"},
    {"vendor": "real", "data": "internal", "answer": "paused", "tier": "enterprise"},
    {"use": "yes"},
    {"use": "no", "vendor": "fictional"},
]


@pytest.mark.browser
@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_the_filters_leave_what_the_register_says(
    front: str,
    whole: Evaluation,
    register: PublishedRegister,
    chromium_page: ChromiumPage,
    chosen: dict[str, str],
) -> None:
    page = chromium_page.page
    page.goto(front)
    choose(page, chosen)
    wanted = expected(whole, register, chosen)
    shown = references(page)
    assert len(shown) == len(set(shown))
    assert set(shown) == wanted
    total = register.counts.offerings
    number = f"All {total}" if len(wanted) == total else f"{len(wanted) or 'None'} of {total}"
    expect(page.locator(".iw-count")).to_contain_text(f"{number} products")
    for item in register.data_classes:
        seen = page.locator(f'.iw-register td[data-class="{item.id}"]:visible .iw').evaluate_all(
            "items => items.map(item => [item.innerText, item.className])"
        )
        hidden = chosen.get("data", item.id) != item.id
        assert len(seen) == (0 if hidden else len(wanted))
        for reference, (text, style) in zip(shown, seen, strict=False):
            word = verdict_of(whole, reference, item.id, chosen.get("team", ""))
            assert text == PLAIN_VERDICTS[word]
            assert f"iw-{word}" in style
    # A link to the same address shows the same, in a page that knows nothing yet.
    address = page.url
    assert ("#" in address) == bool(chosen)
    page.goto("about:blank")
    page.goto(address)
    assert references(page) == shown
    quiet(chromium_page)


@pytest.mark.browser
def test_a_filter_for_every_team_tier_surface_and_class(
    front: str,
    register: PublishedRegister,
    offerings: dict[str, PublishedOffering],
    chromium_page: ChromiumPage,
) -> None:
    page = chromium_page.page
    page.goto(front)
    for name, wanted in (
        ("data", {item.id for item in register.data_classes}),
        ("answer", {"usable", *VERDICTS}),
        ("team", {item.id for item in register.teams}),
        ("tier", {name for item in offerings.values() for name in item.tiers}),
        ("surface", {name for item in offerings.values() for name in item.surfaces}),
    ):
        options = page.locator(f".iw-filters select[name={name}] option")
        values = [str(item.get_attribute("value")) for item in options.all()]
        assert values[0] == ""
        assert sorted(values[1:]) == sorted(wanted)


COLUMNS = (
    *("Product", "Public", "Internal", "Client confidential", "Restricted"),
    *("Vendor", "Kind", "Tier", "Surface", "In use"),
)


@pytest.mark.browser
@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_sorts_both_ways(front: str, chromium_page: ChromiumPage, column: str) -> None:
    page = chromium_page.page
    page.goto(front)
    heads = page.locator(".iw-register thead th")
    assert tuple(head.inner_text() for head in heads.all()) == COLUMNS
    place = COLUMNS.index(column)
    first = references(page)
    orders = []
    for way in ("ascending", "descending"):
        heads.nth(place).get_by_role("button", name=column, exact=True).click()
        expect(heads.nth(place)).to_have_attribute("aria-sort", way)
        assert page.locator(".iw-register [aria-sort]").count() == 1
        expect(page.locator(".iw-count")).to_contain_text(f"sorted by {column}, {way}")
        cells = page.locator(".iw-register tbody tr").evaluate_all(
            "(rows, place) => rows.map(row => (place ? row.cells[place] :"
            " row.querySelector('.iw-product')).textContent.trim())",
            place,
        )
        words = list(PLAIN_VERDICTS.values())
        if 1 <= place <= 4:
            keys = [words.index(cell) for cell in cells]
            assert keys == sorted(keys, reverse=way == "descending")
        else:
            inorder = page.evaluate(
                "([cells, sign]) => cells.every((cell, index) => !index ||"
                " sign * cells[index - 1].localeCompare(cell, 'en', {sensitivity: 'base'}) <= 0)",
                [cells, 1 if way == "ascending" else -1],
            )
            assert inorder, cells
        orders.append(references(page))
    assert set(orders[0]) == set(orders[1]) == set(first)
    assert orders[0] != orders[1]
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert references(page) == orders[1]
    page.get_by_role("button", name="Reset").click()
    assert references(page) == first
    assert page.locator(".iw-register [aria-sort]").count() == 0


@pytest.mark.browser
def test_sorting_by_a_verdict_goes_by_the_teams(
    front: str, whole: Evaluation, chromium_page: ChromiumPage
) -> None:
    page = chromium_page.page
    page.goto(f"{front}#team=tax&sort=answer-internal")
    ranks = [
        VERDICTS.index(verdict_of(whole, name, "internal", "tax")) for name in references(page)
    ]
    assert ranks == sorted(ranks)
    expect(page.locator(".iw-count")).to_contain_text("answers for the team Tax")
    expect(page.locator(".iw-general").first).to_contain_text("in general: ")


@pytest.mark.browser
def test_steps_back_lead_through_the_choices(front: str, chromium_page: ChromiumPage) -> None:
    page = chromium_page.page
    page.goto(front)
    everything = references(page)
    choose(page, {"vendor": "fictional"})
    fictional = references(page)
    page.get_by_role("button", name="Kind", exact=True).click()
    by_kind = references(page)
    page.get_by_label("May I use it?").press_sequentially("claude")
    assert len(everything) > len(fictional) == len(by_kind) > 0
    assert fictional != by_kind
    page.go_back()
    assert references(page) == fictional
    expect(page.locator("select[name=vendor]")).to_have_value("fictional")
    page.go_back()
    assert references(page) == everything
    expect(page.locator("select[name=vendor]")).to_have_value("")
    page.go_forward()
    assert references(page) == fictional
    page.go_forward()
    assert references(page) == by_kind
    expect(page.get_by_label("May I use it?")).to_have_value("claude")
    quiet(chromium_page)


@pytest.mark.browser
def test_an_address_that_names_the_unknown_says_so(front: str, chromium_page: ChromiumPage) -> None:
    page = chromium_page.page
    page.goto(f"{front}#team=<b>gone</b>&data=nothing&sort=size&vendor=real")
    count = page.locator(".iw-count")
    expect(count).to_contain_text("something the register does not have")
    for part in ("team=<b>gone</b>", "data=nothing", "sort=size"):
        expect(count).to_contain_text(part)
    expect(page.locator("select[name=vendor]")).to_have_value("real")
    assert count.locator("*").count() == 0
    choose(page, {"vendor": ""})
    expect(count).not_to_contain_text("does not have")
    quiet(chromium_page)


@pytest.mark.browser
def test_a_link_to_a_heading_leaves_the_filters(front: str, chromium_page: ChromiumPage) -> None:
    page = chromium_page.page
    page.goto(f"{front}#products")
    everything = references(page)
    choose(page, {"use": "yes"})
    used = references(page)
    page.evaluate("location.hash = '#state'")
    page.wait_for_timeout(100)
    assert references(page) == used != everything
    quiet(chromium_page)


# --- Keys, small pages, paper, no JavaScript --------------------------------------------------


@pytest.mark.browser
def test_everything_goes_by_keys(front: str, chromium_page: ChromiumPage) -> None:
    page = chromium_page.page
    page.goto(front)
    page.keyboard.press("/")
    field = page.get_by_label("May I use it?")
    expect(field).to_be_focused()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    page.keyboard.type("quillon")
    page.keyboard.press("Enter")
    assert list(answers(page)) == ["quillon/drafting"]
    page.keyboard.press("Tab")
    expect(page.locator(".iw-answers .iw-product")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/vendors/quillon/drafting.html")
    page.go_back()
    page.locator("select[name=data]").focus()
    page.keyboard.type("Client")
    page.keyboard.press("Tab")
    page.keyboard.type("yes, or")
    assert set(references(page)) == {"northwind-ai/enterprise", "quillon/drafting"}
    for _ in range(6):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Reset")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Product", exact=True)).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert references(page) == ["quillon/drafting", "northwind-ai/enterprise"]
    quiet(chromium_page)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_moves_sideways_and_verdicts_are_in_sight(
    front: str, chromium_page: ChromiumPage, width: int
) -> None:
    page = chromium_page.page
    page.set_viewport_size({"width": width, "height": 740})
    for fragment in ("", "#q=claude", "#q=zzzz", "#team=tax&data=client-confidential&sort=tier"):
        page.goto("about:blank")
        page.goto(front + fragment)
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert sideways <= 0, fragment
        wide = page.evaluate(
            "[...document.querySelectorAll('.iw-register .iw, .iw-answers *, .iw-filters *')]"
            ".filter(item => item.getClientRects().length"
            " && item.getBoundingClientRect().right > innerWidth).length"
        )
        assert wide == 0, fragment


@pytest.mark.browser
def test_on_a_phone_the_answer_is_on_the_first_screen(
    front: str, chromium_page: ChromiumPage
) -> None:
    page = chromium_page.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(front)
    field = page.get_by_label("May I use it?")
    expect(field).to_be_in_viewport(ratio=1)
    field.fill("chatgpt")
    expect(page.locator(".iw-answers > li").first.locator(".iw-strip")).to_be_in_viewport(ratio=1)


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_without_javascript_the_whole_table_is_there(
    front: str,
    register: PublishedRegister,
    offerings: dict[str, PublishedOffering],
    chromium_browser: Browser,
    width: int,
) -> None:
    context = chromium_browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 740}
    )
    try:
        page = context.new_page()
        page.goto(front)
        assert set(references(page)) == set(offerings)
        assert page.locator("form.iw-form:visible").count() == 0
        assert page.locator(".iw-register button").count() == 0
        expect(page.locator(".iw-search")).to_contain_text("Search needs JavaScript")
        for reference, offering in offerings.items():
            row = page.locator(f'.iw-register tr:has([href$="offering={reference}"])')
            cells = row.locator("td[data-verdict]").all()
            words = [cell.inner_text() for cell in cells]
            assert words == list(said(register, offering).values())
    finally:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_are_the_answers_and_no_forms(
    front: str, chromium_page: ChromiumPage, scheme: str
) -> None:
    page = chromium_page.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 700, "height": 1000})
    page.goto(f"{front}#q=northwind&vendor=fictional")
    shown = references(page)
    page.emulate_media(media="print")
    assert page.locator("form.iw-form:visible").count() == 0
    expect(page.locator(".iw-answers .iw-strip")).to_be_visible()
    expect(page.locator("svg.iw-picture").first).to_be_visible()
    rows = page.locator(".iw-register tbody tr:visible")
    assert rows.count() == len(shown)
    assert rows.first.evaluate("row => getComputedStyle(row).display") == "table-row"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    # Letters that are dark on paper, whatever the screen was.
    for place in (".iw-register .iw", ".iw-register td", ".iw-answers p", "h1"):
        colour = page.locator(place).first.evaluate("item => getComputedStyle(item).color")
        parts = [float(part) for part in colour.split("(")[1].rstrip(")").split(",")[:3]]
        assert sum(parts) < 330, (place, colour)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_no_grave_problem_whatever_is_open(
    front: str, chromium_page: ChromiumPage, width: int, scheme: str
) -> None:
    page = chromium_page.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for fragment in (
        "",
        "#q=a",
        "#q=chatgtp",
        "#team=tax&data=internal&sort=vendor&order=descending",
    ):
        page.goto("about:blank")
        page.goto(front + fragment)
        page.locator(".iw-state summary").click()
        assert problems(page) == [], fragment
    quiet(chromium_page)


@pytest.mark.browser
def test_the_chart_has_its_numbers_in_a_table(
    front: str, register: PublishedRegister, chromium_page: ChromiumPage
) -> None:
    page = chromium_page.page
    page.goto(front)
    expect(page.locator(".iw-numbers")).to_be_hidden()
    page.get_by_text("The same in numbers").click()
    rows = page.locator(".iw-numbers tbody tr").all()
    lines = [item.text_content() for item in page.locator(".iw-chart-numbers").all()]
    for item, row, line in zip(register.data_classes, rows, lines, strict=True):
        counts = msgspec.to_builtins(register.counts.verdicts[item.id])
        assert row.locator("th").inner_text() == item.name
        cells = [cell.inner_text() for cell in row.locator("td").all()]
        assert cells == [str(counts[word]) for word in VERDICTS]
        assert line == " · ".join(f"{PLAIN_VERDICTS[word]} {counts[word]}" for word in VERDICTS)
        assert sum(counts.values()) == register.counts.offerings


@pytest.mark.browser
def test_what_vendors_write_is_text_in_answers_and_rows(
    attacked: str, chromium_page: ChromiumPage
) -> None:
    page = chromium_page.page
    said = dialogs_of(page)
    page.goto(attacked)
    rows = page.locator(".iw-register tbody tr")
    assert rows.count() > 0
    for index in range(rows.count()):
        words = str(rows.nth(index).get_attribute("data-words"))
        page.get_by_label("May I use it?").fill(words)
        assert page.locator(".iw-answers > li").count() > 0
        assert foreign_elements(page) == []
    for option in page.locator(".iw-filters select[name=team] option").all():
        page.locator("select[name=team]").select_option(str(option.get_attribute("value")))
        assert foreign_elements(page) == []
    assert "<script>" in page.locator("article").inner_text()
    assert said == []
    quiet(chromium_page)


@pytest.mark.browser
def test_vendors_that_cannot_be_used_are_a_no(front: str, chromium_page: ChromiumPage) -> None:
    page = chromium_page.page
    page.route(
        "**/index.html",
        lambda route: route.fulfill(
            body=Path(front.removeprefix("file://"))
            .read_text(encoding="utf-8")
            .replace('data-unusable=""', 'data-unusable="broken-ai other"'),
            content_type="text/html",
        ),
    )
    page.goto(front)
    page.get_by_label("May I use it?").fill("Broken AI")
    expect(page.locator(".iw-found")).to_contain_text("The answer is no until they are fixed")
    expect(page.locator(".iw-missing")).to_be_visible()


def with_many_rows(page: Page, front: str) -> None:
    """Open the front page with each row six times."""
    text = Path(front.removeprefix("file://")).read_text(encoding="utf-8")
    start = text.index("<tr", text.index("<tbody", text.index("iw-register-box")))
    end = text.index("</tbody>", start)
    body = text[:start] + text[start:end] * 6 + text[end:]
    page.route("**/index.html", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(front)


@pytest.mark.browser
def test_of_many_products_the_first_are_shown_and_all_are_found(
    front: str, chromium_page: ChromiumPage
) -> None:
    page = chromium_page.page
    with_many_rows(page, front)
    every = page.locator(".iw-register tbody tr").count()
    seen = page.locator(".iw-register tbody tr:visible")
    more = page.get_by_role("button", name=f"Show all {every}")
    expect(seen).to_have_count(200)
    expect(page.locator(".iw-count")).to_contain_text(f"All {every} products")
    page.get_by_label("May I use it?").fill("a")
    expect(page.locator(".iw-answers > li")).to_have_count(50)
    expect(page.locator(".iw-found")).to_contain_text("products, the first 50 of them:")
    page.get_by_label("May I use it?").fill("")
    assert problems(page) == []
    more.click()
    expect(seen).to_have_count(every)
    expect(more).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "iw-product"
    page.locator("select[name=answer]").select_option("usable")
    assert 0 < seen.count() < every
    quiet(chromium_page)


@pytest.mark.browser
def test_on_paper_all_of_many_products_stand(front: str, chromium_page: ChromiumPage) -> None:
    page = chromium_page.page
    with_many_rows(page, front)
    page.emulate_media(media="print")
    rows = page.locator(".iw-register tbody tr")
    expect(page.locator(".iw-register tbody tr:visible")).to_have_count(rows.count())


class Hands:
    """Somebody at the page whose clicks and keys are counted."""

    def __init__(self, page: Page) -> None:
        """Begin with nothing done."""
        self.page = page
        self.clicks = 0
        self.keys = 0

    def click(self, place: Locator) -> None:
        place.click()
        self.clicks += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def choose(self, name: str, option: str) -> None:
        """Open a list and take an option of it: two clicks."""
        self.page.locator(f"select[name={name}]").select_option(label=option)
        self.clicks += 2


@pytest.mark.browser
def test_three_questions_of_staff_take_few_steps(front: str, chromium_page: ChromiumPage) -> None:
    page = chromium_page.page
    page.goto(front)
    field = page.get_by_label("May I use it?")

    # May I put a client's contract into ChatGPT, and if not, what instead?
    hands = Hands(page)
    hands.click(field)
    hands.type("chatgpt")
    first = page.locator(".iw-answers > li").first
    strip = first.locator(".iw-strip > div", has_text="Client confidential")
    expect(strip.locator("dd")).to_have_text("no")
    expect(first.locator(".iw-instead")).to_contain_text("Northwind Enterprise: yes for")
    assert (hands.clicks, hands.keys) == (1, 7)

    # May I use a tool that nobody has heard of?
    page.goto("about:blank")
    page.goto(front)
    hands = Hands(page)
    hands.click(field)
    hands.type("deepl")
    expect(page.locator(".iw-found")).to_contain_text("so the answer is no")
    assert (hands.clicks, hands.keys) == (1, 5)

    # What may the tax team use for clients' data?
    hands = Hands(page)
    hands.choose("data", "Client confidential")
    hands.choose("answer", "yes, or yes, if")
    hands.choose("team", "Tax")
    assert references(page) == ["northwind-ai/enterprise"]
    assert (hands.clicks, hands.keys) == (6, 0)

"""An offering's page in a browser: answer first, pictures that lead on, a file note on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.axe import LOOKS, problems
from tests.browser import ChromiumPage

PAGES = (
    "vendors/northwind-ai/enterprise.html",
    "vendors/quillon/drafting.html",
    "vendors/glimmerdesk/meetings.html",
    "vendors/stackhouse/counsel.html",
    "vendors/openai/workspace.html",
    "vendors/glimmerdesk/index.html",
)


@pytest.mark.browser
def test_the_answer_is_on_the_first_screen_of_a_phone(
    built: Path, chromium_page: ChromiumPage
) -> None:
    page = chromium_page.page
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto((built / "vendors/northwind-ai/enterprise.html").as_uri())
    boxes = page.locator(".iw-strip li")
    assert [text.split("\n") for text in boxes.all_inner_texts()] == [
        ["Public", "allowed"],
        ["Internal", "allowed"],
        ["Client confidential", "allowed"],
        ["Restricted", "refused"],
    ]
    last = boxes.last.bounding_box()
    assert last
    assert last["y"] + last["height"] < 800
    answer = page.locator(".iw-answer")
    assert answer.inner_text().startswith("You may put Public, Internal and Client confidential")
    box = answer.bounding_box()
    assert box
    assert box["y"] < 800


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_everybody_can_read_it_with_all_unfolded(
    built: Path, chromium_page: ChromiumPage, width: int, scheme: str
) -> None:
    page = chromium_page.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for name in PAGES:
        page.goto((built / name).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
        assert problems(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
    assert chromium_page.console_errors == []
    assert chromium_page.foreign_requests == []


@pytest.mark.browser
def test_a_row_of_the_matrix_leads_to_its_answer_by_mouse_and_by_keys(
    built: Path, chromium_page: ChromiumPage
) -> None:
    page = chromium_page.page
    page.goto((built / "vendors/stackhouse/counsel.html").as_uri())
    page.get_by_role("link", name="Retention: to the answer").click()
    assert page.evaluate("location.hash") == "#a-retention"
    row = page.locator("#a-retention").locator("xpath=ancestor::tr")
    assert "none" in row.inner_text()
    link = page.get_by_role("link", name="Regions: to the answer")
    link.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#a-regions"


@pytest.mark.browser
def test_a_clause_in_the_sentence_leads_to_its_statement(
    built: Path, chromium_page: ChromiumPage
) -> None:
    page = chromium_page.page
    page.goto((built / "vendors/stackhouse/counsel.html").as_uri())
    page.locator(".iw-answer a").first.click()
    name = page.evaluate("location.hash")
    row = page.locator(name).locator("xpath=ancestor::tr")
    assert "Outside model providers" in row.inner_text()
    assert "Stackhouse Master Terms, 6" in row.inner_text()


@pytest.mark.browser
def test_the_worst_path_is_told_by_words_and_by_its_line(
    built: Path, chromium_page: ChromiumPage
) -> None:
    page = chromium_page.page
    page.goto((built / "vendors/stackhouse/counsel.html").as_uri())
    picture = page.locator("svg.iw-chain")
    assert "Worst path: it promises less" in (picture.text_content() or "")
    widths = {
        kind: page.evaluate(
            "kind => getComputedStyle(document.querySelector(`.iw-chain .${kind}`)).strokeWidth",
            kind,
        )
        for kind in ("worst", "pass")
    }
    assert float(widths["worst"].removesuffix("px")) > 2 * float(widths["pass"].removesuffix("px"))


@pytest.mark.browser
def test_contradictions_stand_side_by_side_and_on_a_phone_below_each_other(
    built: Path, chromium_page: ChromiumPage
) -> None:
    page = chromium_page.page
    for width, beside in ((1280, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((built / "vendors/glimmerdesk/meetings.html").as_uri())
        sides = page.locator(".iw-sides").first.locator(".iw-side")
        one, two = (sides.nth(number).bounding_box() for number in (0, 1))
        assert one
        assert two
        assert (one["y"] == two["y"]) is beside
        assert "voice" in sides.first.inner_text()
        assert "authority" in sides.first.inner_text()


@pytest.mark.browser
def test_paper_has_the_note_and_not_the_way_through_the_site(
    built: Path, chromium_page: ChromiumPage
) -> None:
    page = chromium_page.page
    page.goto((built / "vendors/quillon/drafting.html").as_uri())
    folded = page.locator("details.iw-fold:not(.iw-same)").first
    inside = folded.locator("li").first
    assert not inside.is_visible()
    page.emulate_media(media="print")
    assert hidden(page, ".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".iw-next")
    assert inside.is_visible()
    note = page.locator(".iw-file-note").inner_text()
    assert "Harrow & Finch LLP" in note
    assert "Judged on 2026-11-24 from commit 8d08335" in note
    for text in ("Client confidential", "You may put", "Signed by", "Subscription Agreement"):
        assert page.get_by_text(text).first.is_visible(), text
    assert page.pdf(format="A4").startswith(b"%PDF")


def hidden(page: Page, *selectors: str) -> bool:
    """Tell whether nothing that *selectors* name can be seen."""
    return not any(
        item.is_visible() for selector in selectors for item in page.locator(selector).all()
    )

"""Every kind of page, for everybody: light and dark, wide and narrow, on paper."""

from pathlib import Path

import pytest

from tests.axe import LOOKS, problems
from tests.browser import ChromiumPage

PAGES = (
    "index.html",
    "ask.html",
    "propose.html",
    "questions.html",
    "policy.html",
    "frameworks.html",
    "expiries.html",
    "checks/index.html",
    "checks/answer-unclear.html",
    "about.html",
    "reviewers.html",
    "architecture.html",
    "vendors/northwind-ai/index.html",
    "vendors/northwind-ai/enterprise.html",
    "vendors/stackhouse/index.html",
    "vendors/glimmerdesk/index.html",
    "vendors/openai/index.html",
)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_no_grave_problem(
    built: Path, chromium_page: ChromiumPage, width: int, scheme: str
) -> None:
    page = chromium_page.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = {}
    for name in PAGES:
        page.goto((built / name).as_uri())
        page.locator("article h1").first.wait_for()
        shown = page.locator("body").get_attribute("data-md-color-scheme")
        assert shown == {"light": "default", "dark": "slate"}[scheme]
        if wrong := problems(page):
            found[name] = wrong
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert sideways <= 0, name
    assert found == {}
    assert chromium_page.console_errors == []
    assert chromium_page.foreign_requests == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "odd",
    ["<p class=x style='color: #bbb'>Odd</p>", "<div style='background: #333'><p class=x>Odd"],
)
def test_what_is_odd_among_what_is_alike_is_found(chromium_page: ChromiumPage, odd: str) -> None:
    """Of texts that look alike a few are judged; this one does not."""
    page = chromium_page.page
    alike = "<p class=x>Alike</p>" * 50
    page.set_content(f"<html lang=en><title>T</title><main><h1>T</h1>{alike}{odd}")
    (found,) = problems(page)
    assert found.startswith("color-contrast (serious)")
    assert "Odd" in found
    page.set_content(f"<html lang=en><title>T</title><main><h1>T</h1>{alike}")
    assert problems(page) == []

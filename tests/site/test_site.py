"""The built site: whole, on its own, and deaf to what vendors write."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Dialog, Page

from inwriting.publish.errors import BrokenPublicationError, PublishError
from inwriting.publish.escape import plain
from inwriting.publish.register_json import register_document
from inwriting.publish.site import build, publish
from inwriting.register.decide.evaluate import Evaluation
from tests.browser import ChromiumPage
from tests.checks.cases import ROOT, evaluate_case
from tests.site.hostile import ATTACKS


@pytest.fixture(scope="module")
def attacked(attacked_site: tuple[Path, list[str]]) -> tuple[Path, list[str]]:
    """The site of a register full of attacks, and the texts of these."""
    folder, texts = attacked_site
    return folder / "site", texts


def test_every_offering_has_a_page(built: Path, whole: Evaluation) -> None:
    for vendor in register_document(whole).vendors:
        assert (built / "vendors" / vendor.id / "index.html").is_file()
        for offering in vendor.offerings:
            assert (built / "vendors" / f"{offering.reference}.html").is_file()
    assert (built / "register.json").is_file()


def test_every_link_leads_somewhere(built: Path) -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in built.rglob("*.html")}
    anchors = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in pages.items()}
    checked = 0
    for path, text in pages.items():
        if path.name == "404.html":
            continue
        for address in re.findall(r'\b(?:href|src)="([^"]*)"', text):
            parts = urlsplit(address.replace("&amp;", "&"))
            if parts.scheme or "&#" in address:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            assert target.is_file(), (path.name, address)
            # A fragment with "=" speaks to the page's script.
            if parts.fragment and "=" not in parts.fragment and target in anchors:
                assert unquote(parts.fragment) in {*anchors[target], "__tabbed"}, (path, address)
            checked += 1
    assert checked > 1000


def test_vendors_stay_out_of_the_navigation(built: Path) -> None:
    text = (built / "index.html").read_text(encoding="utf-8")
    navigation = text[text.index('<nav class="md-tabs"') : text.index('<main class="md-main"')]
    assert "vendors/" not in navigation
    assert "questions.html" in navigation


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_pages_need_no_other_host_and_no_server(
    built: Path, whole: Evaluation, chromium_page: ChromiumPage, width: int
) -> None:
    page = chromium_page.page
    page.set_viewport_size({"width": width, "height": 800})
    offering = register_document(whole).vendors[0].offerings[0]
    for name in (
        "index.html",
        "questions.html",
        "checks/index.html",
        "policy.html",
        "frameworks.html",
        "expiries.html",
        "about.html",
        "format.html",
        f"vendors/{offering.reference}.html",
    ):
        page.goto((built / name).as_uri())
        page.wait_for_timeout(150)
        assert page.locator("article h1").count() == 1
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert sideways <= 0, name
    assert chromium_page.foreign_requests == []
    assert chromium_page.console_errors == []


@pytest.mark.browser
def test_the_search_works_from_a_folder(built: Path, chromium_page: ChromiumPage) -> None:
    found = search(chromium_page.page, built / "index.html", "retention")
    assert "matching document" in found
    assert chromium_page.foreign_requests == []
    assert chromium_page.console_errors == []


@pytest.mark.browser
def test_what_a_vendor_writes_is_text(
    attacked: tuple[Path, list[str]], chromium_page: ChromiumPage
) -> None:
    folder, texts = attacked
    page = chromium_page.page
    dialogs = dialogs_of(page)
    shown = ""
    for path in pages_of(folder):
        page.goto(path.as_uri())
        page.wait_for_timeout(100)
        assert foreign_elements(page) == [], path.name
        shown += "\n" + collapsed(page.locator("article").inner_text())
    assert [text for text in texts if plain(text) not in shown] == []
    assert all(any(attack in text for text in texts) for attack in ATTACKS)
    assert dialogs == []
    assert chromium_page.foreign_requests == []
    assert chromium_page.console_errors == []


@pytest.mark.browser
def test_a_title_of_a_vendor_is_text(
    attacked: tuple[Path, list[str]], chromium_page: ChromiumPage
) -> None:
    folder, texts = attacked
    page = chromium_page.page
    page.goto((folder / "vendors/acme/index.html").as_uri())
    title = page.title()
    assert any(title == f"{collapsed(text)} - In Writing" for text in texts)
    assert page.locator(".md-header__title *:not(div, span, label)").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("words", ["t1", "t4", "t9", "onerror", "danger"])
def test_the_search_shows_a_vendors_words_as_text(
    attacked: tuple[Path, list[str]], chromium_page: ChromiumPage, words: str
) -> None:
    folder, _ = attacked
    page = chromium_page.page
    dialogs = dialogs_of(page)
    assert "matching document" in search(page, folder / "index.html", words)
    assert page.locator(".md-search-result script, .md-search-result img").count() == 0
    assert foreign_elements(page) == []
    assert dialogs == []
    assert chromium_page.foreign_requests == []
    assert chromium_page.console_errors == []


def test_a_warning_of_mkdocs_is_an_error_and_keeps_the_old_site(tmp_path: Path) -> None:
    evaluation = evaluate_case({}, tmp_path)
    pages, site = tmp_path / "pages", tmp_path / "site"
    publish(evaluation, ROOT, pages)
    build(pages, site)
    page = pages / "about.md"
    gone = "\n[gone](no-such-page.md)\n[gone](policy.md#no-such-anchor)\n"
    page.write_text(page.read_text("utf-8") + gone, encoding="utf-8")
    with pytest.raises(BrokenPublicationError, match=r"no-such-page\.md") as raised:
        build(pages, site)
    assert "no-such-anchor" in str(raised.value)
    assert (site / "index.html").is_file()


def test_without_mkdocs_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(PublishError, match=r"pip install .inwriting\[site\]"):
        build(tmp_path / "pages", tmp_path / "site")


def pages_of(folder: Path) -> Iterator[Path]:
    """Yield the pages on which text of vendors or of the firm may stand."""
    yield from sorted((folder / "vendors").rglob("*.html"))
    yield from (folder / name for name in ("index.html", "policy.html", "expiries.html"))


def dialogs_of(page: Page) -> list[str]:
    """Return a list that what *page* says in dialogs will be added to."""
    said: list[str] = []

    def note(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    return said


def collapsed(text: str) -> str:
    """Return *text* with white space collapsed."""
    return " ".join(text.split())


def foreign_elements(page: Page) -> list[str]:
    """Return what of *page* only a vendor's text can have made.

    Our own pictures, forms and data carry the classes iw-picture, iw-form and iw-data.
    """
    found: list[str] = page.evaluate(
        """() => [
          ...document.querySelectorAll(
            "article script:not(.iw-data[type='application/json']), article img," +
            "article svg:not(.iw-picture), article .admonition, article form:not(.iw-form)," +
            "article iframe, article object, article b, article strong, article .footnote," +
            "article abbr, article [style*=url]"),
          ...document.querySelectorAll("a[href^='javascript:' i]"),
          ...[...document.querySelectorAll("*")].filter(
            item => [...item.attributes].some(part => part.name.startsWith("on"))),
          ...[...document.querySelectorAll("article a[href^='http']")].filter(
            item => !["acme.example", "github.com"].includes(item.hostname)),
        ].map(item => item.outerHTML.slice(0, 200))"""
    )
    return found


def search(page: Page, place: Path, words: str) -> str:
    """Search for *words* on the page at *place*, and return how much was found."""
    page.goto(place.as_uri())
    page.locator("input[name=query]").click()
    page.locator(".md-search-result__meta", has_text="Type to start").wait_for()
    page.keyboard.type(words)
    page.locator(".md-search-result__item").first.wait_for()
    return page.locator(".md-search-result__meta").inner_text()

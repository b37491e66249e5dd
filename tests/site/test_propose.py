"""The form for proposing a vendor, in a browser: what it lets through loads as it was typed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import ElementHandle, Page

from inwriting.publish.dossier_text import NOT_LOOKED_FOR
from inwriting.publish.repository import Repository
from inwriting.publish.site import build, publish
from inwriting.register.check.finding import Effect
from inwriting.register.decide.evaluate import Request, evaluate
from inwriting.register.load.schema import mistakes
from inwriting.register.load.text import hidden_character
from inwriting.register.load.yaml import parse
from inwriting.texts.passages import digest_of_bytes
from tests import axe
from tests.browser import ChromiumPage
from tests.checks.cases import evaluate_case, read
from tests.load.declared import DECLARED

pytestmark = pytest.mark.browser

DIGEST = "sha256:" + "0123456789abcdef" * 4
NASTY = (
    "no",
    "null",
    "~",
    "1e3",
    "0x10",
    "2026-11-24",
    "- a: b # c",
    'she said "yes" and \\ left',
    "it's 100 % {x} [y] &z *w !v |u >t @s `r`",
    "Ünïcödé 日本語 \U0001f600 e\u0301",
    "two\nlines\n\nand more ",
    " leading and trailing ",
    "a\ttab",
    "---",
    "...",
    "</textarea></form><script>alert(1)</script>",
    "x" * 120,
    "\U0001f600" * 120,
)
"""Texts that YAML or HTML could take for something else."""
UNSEEN = ("a\u2028b", "a\u2029b", "a\u200bb", "a\u202eb", "a\x7fb", "a\x85b", "a\ufeffb", "a\x01b")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small register, whose repository is known."""
    folder = Path(tmp_path_factory.mktemp("propose"))
    evaluation = evaluate_case({}, folder)
    repository = Repository("https://github.com/owner/register")
    publish(evaluation, folder / "register", folder / "pages", repository=repository)
    build(folder / "pages", folder / "site")
    return folder


@pytest.fixture
def page(site: Path, chromium_page: ChromiumPage) -> Iterator[Page]:
    """The empty form. Nothing that is done with it may end in an error or leave this machine."""
    page = chromium_page.page
    open_form(page, site)
    yield page
    assert chromium_page.console_errors == []
    assert chromium_page.foreign_requests == []


def open_form(page: Page, site: Path) -> None:
    """Open the page and wait until the form is there."""
    page.goto((site / "site/propose.html").as_uri())
    page.locator("form#propose").wait_for()


def at(page: Page, *keys: str) -> ElementHandle:
    """Return the field at *keys*; of several entries or passages, the last."""
    found = page.evaluate_handle(
        """keys => {
          const { entries, kind, part } = inwriting.form;
          let node = document.getElementById("propose");
          for (const key of keys) {
            if (["list", "entries"].includes(kind(node))) node = entries(node).at(-1);
            node = part(node, key);
          }
          return node;
        }""",
        keys,
    ).as_element()
    assert found, keys
    return found


def control(page: Page, *keys: str) -> ElementHandle:
    """Return what takes the text of the field at *keys*."""
    found = at(page, *keys).query_selector("input, textarea, select")
    assert found, keys
    return found


def write(page: Page, text: str, *keys: str) -> None:
    """Type *text* into the field at *keys*."""
    control(page, *keys).fill(text)


def choose(page: Page, value: str, *keys: str) -> None:
    """Choose *value* in the list, or among the boxes, at *keys*."""
    field = at(page, *keys)
    if field.get_attribute("data-kind") == "choice":
        control(page, *keys).select_option(value)
    else:
        box = field.query_selector(f"input[value='{value}']")
        assert box, (keys, value)
        box.check()


def add(page: Page, *keys: str) -> None:
    """Press the button that adds to the field at *keys*."""
    button = at(page, *keys).query_selector("button.iw-add")
    assert button
    button.click()
    unfold(page)


def fill(page: Page) -> None:
    """Fill in the least that a proposal needs."""
    write(page, "Example AI", "vendor", "name")
    choose(page, "public-terms", "vendor", "basis")
    write(page, "Ada Example", "vendor", "owner", "name")
    write(page, "ada@test.example", "vendor", "owner", "email")
    write(page, "Example Assistant", "offerings", "name")
    choose(page, "chat-assistant", "offerings", "kind")
    choose(page, "enterprise", "offerings", "tiers")
    choose(page, "workspace", "offerings", "surfaces")


def unfold(page: Page) -> None:
    """Open everything that is folded away."""
    page.evaluate("document.querySelectorAll('#propose details').forEach(item => item.open = true)")


def download(page: Page) -> str:
    """Press the button, and return the file."""
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download dossier.yaml").click()
    assert caught.value.suggested_filename == "dossier.yaml"
    return Path(caught.value.path()).read_text(encoding="utf-8")


def finish(page: Page) -> list[str]:
    """Press the button when something is wrong, and return what is said at the top."""
    page.get_by_role("button", name="Download dossier.yaml").click()
    return page.locator("#propose-errors li").all_inner_texts()


def loaded(text: str) -> Any:
    """Return the data of a dossier that must be right in every way."""
    data, problems = parse("dossier.yaml", text)
    assert problems == ()
    assert mistakes("dossier", data, DECLARED) == ()
    return data


def test_the_least_is_a_dossier_that_checks_clear(page: Page, site: Path, tmp_path: Path) -> None:
    fill(page)
    text = download(page)
    data = loaded(text)
    questions = read(site / "register/policy/questions.yaml")["questions"]
    asked = [
        name
        for name, item in questions.items()
        if item["asked-of"] == "vendor" and "derived-from" not in item
    ]
    assert data == {
        "format": 1,
        "vendor": {
            "name": "Example AI",
            "basis": "public-terms",
            "owner": {"name": "Ada Example", "email": "ada@test.example"},
        },
        "offerings": {
            "example-assistant": {
                "name": "Example Assistant",
                "kind": "chat-assistant",
                "tiers": ["enterprise"],
                "surfaces": ["workspace"],
            }
        },
        "documents": {},
        "statements": {},
        "silent": {name: [{"note": NOT_LOOKED_FOR}] for name in asked},
    }
    evaluation = evaluate_case({}, tmp_path)
    assert evaluation.register
    place = "vendors/example-ai/dossier.yaml"
    dossier = tmp_path / "register" / place
    dossier.parent.mkdir()
    dossier.write_text(text, encoding="utf-8")
    again = evaluate(Request(tmp_path / "register", clock=evaluation.register.today))
    assert again.problems == ()
    assert again.exit_code is evaluation.exit_code
    found = [finding for finding in again.findings if finding.at.file.startswith(place)]
    assert found
    assert [finding for finding in found if finding.effect is Effect.MERGE] == []


def test_everything_else_can_be_told(page: Page, tmp_path: Path) -> None:
    fill(page)
    unfold(page)
    add(page, "documents")
    write(page, "Agreement of 2026", "documents", "title")
    choose(page, "signed-contract", "documents", "kind")
    choose(page, "legal", "documents", "voice")
    choose(page, "example-assistant", "documents", "governs")
    choose(page, "file", "documents", "source", "kind")
    write(page, "evidence/agreement.md", "documents", "source", "file")
    evidence = tmp_path / "agreement.md"
    evidence.write_bytes(b"We never train.\n")
    chooser = at(page, "documents", "digest").query_selector("input[type=file]")
    assert chooser
    chooser.set_input_files(evidence)
    page.wait_for_function(
        "document.querySelector('[data-key=digest] input').value.startsWith('sha256:')"
    )
    for name in ("observed", "checked", "signed"):
        write(page, "2026-11-01", "documents", "dates", name)
    add(page, "statements", "retention")
    choose(page, "limited", "statements", "retention", "says")
    choose(page, "prompts", "statements", "retention", "data")
    write(page, "30", "statements", "retention", "period", "length")
    choose(page, "days", "statements", "retention", "period", "unit")
    choose(page, "agreement-of-2026", "statements", "retention", "document")
    write(page, "4.2", "statements", "retention", "clause")
    write(page, "Kept for thirty days.", "statements", "retention", "quote")
    write(page, "Prompts stay for thirty days.", "statements", "retention", "summary")
    write(page, "zero-mode\npreview\n", "statements", "retention", "when")
    write(page, "Nothing on it in the agreement.", "silent", "regions", "note")
    add(page, "subprocessors")
    write(page, "Cloudy", "subprocessors", "name")
    choose(page, "hosting", "subprocessors", "role")
    write(page, "It only hosts.", "subprocessors", "outside-register")
    choose(page, "agreement-of-2026", "subprocessors", "document")
    write(page, "Annex 3", "subprocessors", "clause")
    data = loaded(download(page))
    assert data["documents"] == {
        "agreement-of-2026": {
            "kind": "signed-contract",
            "voice": "legal",
            "title": "Agreement of 2026",
            "governs": ["example-assistant"],
            "source": {"kind": "file", "file": "evidence/agreement.md"},
            "digest": digest_of_bytes(b"We never train.\n"),
            "dates": dict.fromkeys(("observed", "checked", "signed"), "2026-11-01"),
        }
    }
    assert data["statements"] == {
        "retention": [
            {
                "says": "limited",
                "data": ["prompts"],
                "period": {"length": 30, "unit": "days"},
                "summary": "Prompts stay for thirty days.",
                "when": ["zero-mode", "preview"],
                "document": "agreement-of-2026",
                "clause": "4.2",
                "quote": "Kept for thirty days.",
            }
        ]
    }
    assert "retention" not in data["silent"]
    assert data["silent"]["regions"] == [{"note": "Nothing on it in the agreement."}]
    assert data["subprocessors"][0]["outside-register"] == "It only hosts."
    # Another name for the document, and what cites it follows.
    write(page, "terms", "documents", "@id")
    data = loaded(download(page))
    assert list(data["documents"]) == ["terms"]
    assert data["statements"]["retention"][0]["document"] == "terms"
    # What no longer applies is not written.
    choose(page, "indefinite", "statements", "retention", "says")
    assert "period" not in loaded(download(page))["statements"]["retention"][0]


def test_texts_come_back_as_they_were_typed(page: Page) -> None:
    fill(page)
    unfold(page)
    write(page, "example-ai", "vendor", "@id")
    for text in NASTY:
        line = " ".join(text.split())
        write(page, line, "vendor", "name")
        write(page, text, "vendor", "note")
        data = loaded(download(page))
        assert data["vendor"]["name"] == line
        assert data["vendor"]["note"] == text


def test_characters_that_nobody_sees_are_refused(page: Page) -> None:
    fill(page)
    unfold(page)
    for text in UNSEEN:
        write(page, text, "vendor", "note")
        assert hidden_character(text)
        (said,) = finish(page)
        assert f"U+{ord(text[1]):04X}" in said


ids = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True) | st.sampled_from(
    ("no", "yes", "true", "null", "on", "y", "e1")
)
texts = st.text(max_size=200).filter(lambda text: not hidden_character(text)) | st.sampled_from(
    NASTY
)
plain = st.recursive(
    texts | st.integers(0, 10**6) | st.just(True),
    lambda inner: st.dictionaries(ids, inner, max_size=4) | st.lists(inner, max_size=4),
    max_leaves=15,
)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.dictionaries(ids, plain, min_size=1, max_size=5))
def test_what_the_script_writes_is_what_the_loader_reads(page: Page, data: Any) -> None:
    text = page.evaluate("data => window.inwriting.yaml(data)", data)
    assert parse("x.yaml", text) == (data, ())


TYPED: dict[tuple[str, ...], tuple[str, ...]] = {
    ("vendor", "name"): ("", " ", "a", "a" * 120, "a" * 121, "\U0001f600" * 121, "a\u200b"),
    ("vendor", "website"): (
        "https://a.example",
        "http://a.example/b?c=d&e#f",
        "https://a.example:8443/%20",
        "ftp://a.example",
        "a.example",
        "https://",
        "https://a b.example",
        "https://a.example/{x}",
        "https://a.example/%zz",
        "https://a.example/#a#b",
        "https://münchen.example/",
        "javascript:alert(1)",
        "https://a.example/" + "x" * 1990,
    ),
    ("vendor", "owner", "email"): (
        "ada@test.example",
        "ada+x_y.z@mail.firm.example",
        "ada",
        "ada@",
        "ada@firm",
        "a..b@firm.example",
        ".a@firm.example",
        "a@-firm.example",
        "a@firm..example",
        "a b@firm.example",
        "a@firm.example, b@firm.example",
        "a" * 65 + "@firm.example",
    ),
    ("vendor", "note"): ("", " \n ", "x", "x" * 800, "x" * 801),
    ("offerings", "@id"): ("a", "a-1", "A", "1a", "a--b", "a-", "a b", "ä", "a" * 64, "a" * 65, ""),
    ("offerings", "name"): ("", "x", "x" * 121),
    ("documents", "digest"): (DIGEST, DIGEST.upper(), DIGEST[:-1], DIGEST + "0", "x", ""),
    ("documents", "source", "url"): ("https://a.example/terms", "terms", ""),
    ("documents", "dates", "observed"): ("2026-02-28", "0999-01-01", ""),
    ("documents", "title"): ("", "x", "x" * 201),
    ("statements", "retention", "period", "length"): (
        *("0", "100000", "100001", "-1", "1.5", "1e3", ""),
    ),
    ("statements", "retention", "clause"): ("", "4.2", "x" * 201),
    ("statements", "retention", "quote"): ("", "x", "x" * 4000, "x" * 4001),
    ("statements", "retention", "when"): ("", "a\nb", "a\na", "A", "a b"),
    ("statements", "retention", "exceptions"): (
        *("", "One.\nTwo.", "x" * 301),
        "\n".join("abcdefghijklmnopqrstuvwxyzABCDE"),
    ),
}


def whole_form(page: Page) -> None:
    """Fill in something of every section."""
    fill(page)
    unfold(page)
    add(page, "documents")
    add(page, "statements", "retention")
    write(page, "Terms", "documents", "title")
    choose(page, "product-terms", "documents", "kind")
    choose(page, "legal", "documents", "voice")
    choose(page, "url", "documents", "source", "kind")
    write(page, "https://a.example/terms", "documents", "source", "url")
    write(page, DIGEST, "documents", "digest")
    write(page, "2026-11-01", "documents", "dates", "observed")
    write(page, "2026-11-01", "documents", "dates", "checked")
    choose(page, "limited", "statements", "retention", "says")
    choose(page, "all", "statements", "retention", "data")
    write(page, "1", "statements", "retention", "period", "length")
    choose(page, "days", "statements", "retention", "period", "unit")
    write(page, "x", "statements", "retention", "summary")
    choose(page, "terms", "statements", "retention", "document")
    write(page, "1", "statements", "retention", "clause")
    write(page, "x", "statements", "retention", "quote")


def said_of(page: Page) -> list[str]:
    """Return what the form finds wrong."""
    found: list[str] = page.evaluate(
        "inwriting.check.all(document.getElementById('propose')).map(item => item.said)"
    )
    return found


def written(page: Page) -> str:
    """Return the dossier as it would be written, right or wrong."""
    text: str = page.evaluate(
        "inwriting.yaml(inwriting.form.object(document.getElementById('propose')))"
    )
    return text


@pytest.mark.parametrize("keys", TYPED, ids=".".join)
def test_form_and_schema_refuse_the_same(page: Page, keys: tuple[str, ...]) -> None:
    whole_form(page)
    assert said_of(page) == []
    loaded(written(page))
    seen = set()
    for value in TYPED[keys]:
        if keys[-1] in {"length", "observed"}:
            place = control(page, *keys)
            place.evaluate("(item, value) => { item.value = value; }", value)
            place.dispatch_event("input")
        else:
            write(page, value, *keys)
        said = said_of(page)
        data, problems = parse("dossier.yaml", written(page))
        wrong = [*problems, *mistakes("dossier", data, DECLARED)]
        assert bool(said) == bool(wrong), (value, said, wrong)
        assert all(len(item) > 20 and item.endswith(".") for item in said)
        seen.add(bool(said))
    assert seen == {True, False}


def test_ids_that_are_taken_are_refused_in_words(page: Page) -> None:
    fill(page)
    write(page, "acme", "vendor", "@id")
    (said,) = finish(page)
    assert "already has a vendor with the id acme" in said
    write(page, "example-ai", "vendor", "@id")
    add(page, "offerings")
    write(page, "Example Assistant", "offerings", "name")
    choose(page, "other", "offerings", "kind")
    choose(page, "free", "offerings", "tiers")
    choose(page, "api", "offerings", "surfaces")
    assert any("already has the id example-assistant" in item for item in finish(page))
    page.get_by_role("button", name="Remove this offering").last.click()
    loaded(download(page))


def test_errors_are_listed_with_links_and_get_the_focus(page: Page) -> None:
    said = finish(page)
    assert said[0].startswith("Vendor: Name is needed.")
    assert any(item.startswith("Offerings, offering 1: Kind of tool is needed.") for item in said)
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == said[0]
    page.keyboard.press("Enter")
    page.keyboard.type("Example AI")
    assert control(page, "vendor", "name").input_value() == "Example AI"
    name = control(page, "vendor", "name")
    page.wait_for_function(
        "before => document.querySelectorAll('#propose-errors li').length < before", arg=len(said)
    )
    assert name.get_attribute("aria-invalid") == "false"
    fill(page)
    loaded(download(page))
    assert page.locator("#propose-errors").is_hidden()


def test_it_can_be_filled_in_with_the_keyboard_alone(page: Page) -> None:
    control(page, "vendor", "name").focus()
    keyboard = page.keyboard
    keyboard.type("Example AI")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.type("public")
    keyboard.press("Tab")
    keyboard.type("Ada Example")
    keyboard.press("Tab")
    keyboard.type("ada@test.example")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.type("Assistant")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.type("chat")
    keyboard.press("Tab")
    keyboard.press("Space")
    for _ in range(4):
        keyboard.press("Tab")
    keyboard.press("Space")
    with page.expect_download() as caught:
        keyboard.press("Shift+Tab")
        control(page, "vendor", "name").press("Enter")
    data = loaded(Path(caught.value.path()).read_text(encoding="utf-8"))
    assert list(data["offerings"]) == ["assistant"]


def test_a_draft_comes_back_and_can_be_discarded(page: Page, site: Path) -> None:
    whole_form(page)
    before = written(page)
    page.locator("#propose-draft", has_text="on this machine only. Nobody else").wait_for()
    page.wait_for_timeout(700)
    open_form(page, site)
    assert "Your draft from before" in page.locator("#propose-draft").inner_text()
    assert written(page) == before
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Discard everything").click()
    page.locator("#propose-draft", has_text="What you type is kept").wait_for()
    assert control(page, "vendor", "name").input_value() == ""
    assert page.evaluate("localStorage.getItem('inwriting-proposal')") is None


@pytest.mark.parametrize("draft", ["{", "[]", "1", '{"vendor": 1, "offerings": {"a": []}}', '"x"'])
def test_a_broken_draft_is_no_obstacle(page: Page, site: Path, draft: str) -> None:
    page.evaluate("text => localStorage.setItem('inwriting-proposal', text)", draft)
    open_form(page, site)
    fill(page)
    loaded(download(page))


def test_it_works_where_nothing_can_be_stored(site: Path, chromium_page: ChromiumPage) -> None:
    page = chromium_page.page
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } })"
    )
    open_form(page, site)
    fill(page)
    page.locator("#propose-draft", has_text="keeps no drafts").wait_for()
    loaded(download(page))


def test_it_can_be_copied(page: Page) -> None:
    fill(page)
    page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }")
    page.get_by_role("button", name="Copy it").click()
    page.locator("#propose-done", has_text="Copied").wait_for()
    assert loaded(page.evaluate("window.copied"))["vendor"]["name"] == "Example AI"
    page.evaluate("() => { navigator.clipboard.writeText = async () => { throw new Error(); }; }")
    page.get_by_role("button", name="Copy it").click()
    page.locator("#propose-done", has_text="copy it yourself").wait_for()
    assert "Example AI" in page.evaluate("String(getSelection())")


def test_github_s_page_gets_the_name_and_the_text(page: Page) -> None:
    fill(page)
    page.evaluate("() => { window.open = address => { window.opened = address; }; }")
    page.get_by_role("button", name="Open it on GitHub").click()
    address = page.evaluate("window.opened")
    parts = urlsplit(address)
    assert address.startswith("https://github.com/owner/register/new/main?")
    query = parse_qs(parts.query)
    assert query["filename"] == ["vendors/example-ai/dossier.yaml"]
    assert loaded(query["value"][0])["vendor"]["name"] == "Example AI"
    page.evaluate("window.opened = ''")
    unfold(page)
    write(page, "\U0001f600" * 800, "vendor", "note")
    page.get_by_role("button", name="Open it on GitHub").click()
    assert "Download it instead" in page.locator("#propose-done").inner_text()
    assert page.evaluate("window.opened") == ""


def test_a_dossier_that_would_not_be_read_is_not_handed_over(page: Page) -> None:
    fill(page)
    page.evaluate("document.getElementById('propose').dataset.largest = '100'")
    page.get_by_role("button", name="Download dossier.yaml").click()
    assert "at most 100 are read" in page.locator("#propose-done").inner_text()


@pytest.mark.parametrize(("width", "scheme"), axe.LOOKS)
def test_it_is_for_everybody(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    theme = {"light": "default", "dark": "slate"}[scheme]
    page.evaluate("theme => document.body.setAttribute('data-md-color-scheme', theme)", theme)
    assert axe.problems(page) == []
    whole_form(page)
    write(page, "", "vendor", "name")
    assert finish(page)
    assert axe.problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_without_a_script_it_says_how(site: Path, chromium_browser: Any) -> None:
    context = chromium_browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "site/propose.html").as_uri())
    assert page.locator("form#propose").is_hidden()
    words = page.locator("#propose-without-script").inner_text()
    contact = json.loads((site / "pages/register.json").read_text("utf-8"))["firm"]["contact"]
    assert contact in words
    href = page.locator("#propose-without-script a").get_attribute("href")
    assert href == "https://github.com/owner/register/issues/new?template=propose-a-vendor.yml"
    context.close()

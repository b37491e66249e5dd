"""Whatever a vendor writes, it is text on the page: held against the site's own Markdown."""

import html.parser
from collections.abc import Callable
from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from ruamel.yaml import YAML

from inwriting.publish.escape import (
    Markdown,
    anchor,
    block,
    code,
    escape,
    file_stem,
    front_matter,
    ident,
    link,
    plain,
    web_address,
)

Test = Callable[[str], None]
ROOT = Path(__file__).resolve().parents[2]
CONFIG = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(ROOT / "docs"))

ATTACKS = (
    "<script>alert(1)</script>",
    "</td><img src=x onerror=alert(1)>",
    "</code></pre><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](https://outside.example/x.png)",
    "<https://outside.example>",
    "https://outside.example www.outside.example a@outside.example",
    "{: onclick=alert(1) }",
    "{ #id .class onclick=alert(1) }",
    '--8<-- "secret"',
    ";--8<--",
    "!!! danger",
    "??? note",
    "=== tab",
    "::: module",
    "| a | b |",
    "--- | ---",
    ":material-x: :smile:",
    "`code` ``code`` ```fence",
    "~~~ fence",
    "{{ 7*7 }} {% raw %} {# x #}",
    "&lt;b&gt; &amp; &#60; &copy;",
    "[^1] [^1]: note",
    "*[HTML]: abbreviation",
    "[TOC]",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "***bold*** __bold__ ~~gone~~ ==mark== ++ins++ ^^up^^ H~2~O",
    "[[wiki]] [ref][ref]",
    "\\* \\\\",
    "a  \nb\r\nc\u2028d\u0085e",
    "wzxhzdk:0 klzzwxh:0 \x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03",
    "---\ntitle: x\n---",
    "title: x",
    "\u202eevil\u202c \ufeff \x00 \x1b[31m",
    "\ud800",
    "    indented",
    "Term\n: definition",
    "[ ] task [x] task",
    "(c) (tm) 1/2 -->",
    "'\"><svg/onload=alert(1)>",
)


class Seen(html.parser.HTMLParser):
    """The text of some HTML and the elements around it."""

    def __init__(self, source: str) -> None:
        """Read *source*."""
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data

    def handle_comment(self, data: str) -> None:
        """Refuse comments: they would hide text."""
        raise AssertionError(data)


def seen(source: str) -> Seen:
    """Return what the site makes of the Markdown *source*."""
    converter = markdown.Markdown(
        extensions=CONFIG["markdown_extensions"], extension_configs=CONFIG["mdx_configs"]
    )
    return Seen(converter.convert(source))


def texts() -> st.SearchStrategy[str]:
    """Return any text, often made of parts that mean something to Markdown."""
    parts = st.sampled_from(
        [*ATTACKS, *"<>&\"'`*_{}[]()#+-.!|~:=^$%@/\\\n \t", "<b>", "javascript:"]
    )
    return st.one_of(st.text(), st.lists(st.one_of(parts, st.text(max_size=4))).map("".join))


def collapsed(text: str) -> str:
    """Return *text* with white space collapsed."""
    return " ".join(text.split())


def attacks(test: Test) -> Test:
    """Add every attack as an example of *test*."""
    for attack in ATTACKS:
        test = example(attack)(test)
    return test


@attacks
@settings(max_examples=300, deadline=None)
@given(texts())
def test_a_paragraph_shows_the_text_and_is_no_markup(text: str) -> None:
    found = seen(f"before {escape(text)} after")
    assert collapsed(found.text) == collapsed(f"before {plain(text)} after")
    assert found.elements == [("p", ())]


@attacks
@settings(max_examples=200, deadline=None)
@given(texts())
def test_a_paragraph_of_nothing_else_is_a_paragraph(text: str) -> None:
    found = seen(escape(text))
    assert collapsed(found.text) == plain(text)
    assert found.elements == ([("p", ())] if plain(text) else [])


@attacks
@settings(max_examples=200, deadline=None)
@given(texts())
def test_a_table_keeps_its_cells(text: str) -> None:
    found = seen(f"| a | b |\n| --- | --- |\n| {escape(text)} | c |\n")
    names = [name for name, _ in found.elements]
    assert names == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]
    assert collapsed(found.text) == collapsed(f"a b {plain(text)} c")


@attacks
@settings(max_examples=200, deadline=None)
@given(texts())
def test_a_heading_keeps_its_anchor(text: str) -> None:
    assume(plain(text))
    found = seen(f"## {escape(text)} {{ #own }}\n")
    (heading, sign) = found.elements
    assert heading == ("h2", (("id", "own"),))
    assert sign[0] == "a"
    assert dict(sign[1])["href"] == "#own"
    assert collapsed(found.text.removesuffix("¶")) == plain(text)


@attacks
@settings(max_examples=200, deadline=None)
@given(texts())
def test_a_list_item_and_a_name_stay_what_they_are(text: str) -> None:
    assume(plain(text))
    found = seen(f"- {code(text)}\n- {escape(text)}\n<br>{escape(text)}\n")
    assert [name for name, _ in found.elements] == ["ul", "li", "code", "li", "br"]
    assert collapsed(found.text) == collapsed(" ".join([plain(text)] * 3))


@attacks
@settings(max_examples=200, deadline=None)
@given(texts())
def test_a_block_shows_every_line(text: str) -> None:
    found = seen(f"before\n\n{block(text)}\n\nafter")
    assert [name for name, _ in found.elements] == ["p", "pre", "code", "p"]
    inner = found.text.strip().removeprefix("before").removesuffix("after")
    lines = [line.replace("\t", "    ") for line in text.splitlines()]
    assert len(inner.strip("\n").splitlines()) <= max(len(lines), 1)
    assert collapsed(inner) == collapsed(plain(" ".join(lines)))


@attacks
@settings(max_examples=200, deadline=None)
@given(texts())
def test_a_link_is_to_the_web_or_is_none(text: str) -> None:
    for address in (text, f"https://vendor.example/{text}", f"javascript://x/{text}"):
        found = seen(f"see {link(text, address)}")
        assert collapsed(found.text) == collapsed(f"see {plain(text)}")
        assert [name for name, _ in found.elements] in (["p"], ["p", "a"])
        for name, attributes in found.elements:
            assert {key for key, _ in attributes} <= {"href", "rel"}
            if name == "a":
                target = dict(attributes)["href"] or ""
                assert target.startswith(("https://", "http://"))
                assert target == web_address(address)


@attacks
@settings(max_examples=200, deadline=None)
@given(texts())
def test_a_title_is_text_in_front_matter_and_in_html(text: str) -> None:
    title = YAML(typ="safe", pure=True).load(f"title: {front_matter(text)}\n")["title"]
    assert Seen(title).elements == []
    assert Seen(title).text == plain(text)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://vendor.example/a b?q=<x>&y=1#z", "https://vendor.example/a%20b?q=%3Cx%3E&y=1#z"),
        ("https://vendor.example/(x)`|", "https://vendor.example/%28x%29%60%7C"),
        ("HTTPS://vendor.example/", "HTTPS://vendor.example/"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//vendor.example", ""),
        ("https:", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_web_addresses(address: str, expected: str) -> None:
    assert web_address(address) == expected


@pytest.mark.parametrize(
    "text", ["", "A", "a/b", "../a", "a--b", "-a", "a-", "a\n", "1a", "a" * 65]
)
def test_what_is_no_id_stands_in_no_path(text: str) -> None:
    for function in (ident, file_stem, lambda value: anchor("s", value)):
        with pytest.raises(ValueError, match="is not an id"):
            function(text)


def test_no_page_takes_the_place_of_a_folders_own() -> None:
    assert file_stem("index") == "index-"
    assert file_stem("index-a") == "index-a"


def test_what_is_done_to_markdown_is_plain_again() -> None:
    made = Markdown("<b>x</b>")
    for text in (made + "y", made.upper(), f"{made}", str(made), f"{made}, {made}"):
        assert not isinstance(text, Markdown)

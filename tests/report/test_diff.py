"""The difference as text, Markdown and JSON: read back whole, bounded, and never obeyed."""

import dataclasses
import datetime
import functools
import json
import re
import tempfile
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from inwriting.diff.compare import difference
from inwriting.diff.difference import Difference, nothing_compared
from inwriting.output import diff_json
from inwriting.output.diff_report import LARGEST_COMMENT, DiffReport
from inwriting.output.formats import render
from inwriting.output.markdown import fenced, inert
from inwriting.output.options import Options
from inwriting.output.safe import one_line
from inwriting.output.screen import Layout
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.schema import mistakes
from inwriting.register.load.schemas import schema
from tests import registers
from tests.report.test_escaping import MANY, NASTY

TODAY = datetime.date(2026, 11, 24)
_NAMED = {"effect", "moved", "was", "now", "direction", "kind", "commit", "judged_on"}
"""Fields in which the schema lets through nothing but words of ours, or a hash, or a date."""

LINKED = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(
                    "@octocat",
                    "@org/team",
                    "#12",
                    "GH-12",
                    "org/repo#5",
                    ":octocat:",
                    "a@b.example",
                ),
                *("https://evil.example", "www.evil.example", "mailto:a@b.example", "ftp://x.y"),
                *("deadbeef", "0123456789abcdef0123456789abcdef01234567", "$x$", "$$", "`", "```"),
                *("![x](y)", "[x](y)", "<b>", "</details>", "<!--", "-->", "|", "**", "~~", "\\"),
            ]
        ),
        NASTY,
    ),
    max_size=5,
).map("".join)


@functools.cache
def changed() -> Difference:
    """Return a difference in which nearly every part has something."""
    states: list[Evaluation] = []
    with tempfile.TemporaryDirectory() as name:
        for number, parts in enumerate(
            (
                ("signed", "narrower-use", "remove vendors/mute"),
                ("signed", "answer-changed", "newcomer", "weaker-policy", "remove vendors/trainly"),
            )
        ):
            root = registers.make(Path(name) / str(number), *parts)
            states.append(evaluate(Request(root, TODAY)))
    base, head = states
    assert head.register is not None
    register = dataclasses.replace(head.register, base=base.register)
    checked = dataclasses.replace(head, lazy_register=register)
    return difference(base, head, checked, names=("base", "0" * 40), edited=("answer-unknown",))


def said(text: str, value: Any = None, name: str = "") -> Any:
    """Return a difference that says *text* wherever it can say anything."""
    value = changed() if value is None else value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return type(value)(**{key: said(text, item, key) for key, item in fields.items()})
    if isinstance(value, tuple):
        return tuple(said(text, item, name) for item in value)
    return text if isinstance(value, str) and value and name not in _NAMED else value


def comment(difference: Difference, room: int | None = None, url: str = "") -> str:
    """Return *difference* as Markdown."""
    return render(DiffReport(difference), "markdown", Options(room=room, run=url))


class _Seen(HTMLParser):
    """What a reader of the page sees, and every element of it."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.texts: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, attrs))
        if tag in {"code", "pre"}:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.texts.append(data)


def page(markdown: str) -> _Seen:
    """Return what GitHub would make of *markdown*, before it looks for mentions and links."""
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    seen = _Seen()
    seen.feed(renderer.render(markdown))
    return seen


_FOUND_BY_GITHUB = re.compile(
    r"@[a-z0-9]|#[0-9]|\bgh-[0-9]|:[a-z0-9_+-]+:|[a-z]://|\bwww\.|\b[0-9a-f]{7,40}\b|mailto:[a-z0-9]",
    re.IGNORECASE,
)


def test_every_part_of_the_example_has_something() -> None:
    """Else the tests below would say nothing of a part."""
    empty = {f.name for f in dataclasses.fields(Difference) if not getattr(changed(), f.name)}
    assert empty == {"not_compared"}


@settings(MANY, max_examples=12)
@given(text=LINKED)
@example(text="@octocat #12 https://evil.example deadbeefdeadbeef :octocat:")
def test_nothing_that_a_pull_request_says_becomes_more_than_text(text: str) -> None:
    # With room for all, so that each has the same parts.
    room = 10_000_000
    plain, seen = (page(comment(said(w), room)) for w in ("plain", f"x{text}"))
    # Dollar signs stand in tags of their own.
    shape, expected = (
        [item for item in one.elements if item != ("span", [])] for one in (seen, plain)
    )
    assert {tag for tag, _ in shape} <= {tag for tag, _ in expected}
    assert [item for item in shape if item[0] in {"a", "img", "details", "h2", "h3", "pre"}] == [
        item for item in expected if item[0] in {"a", "img", "details", "h2", "h3", "pre"}
    ]
    assert [words for words in seen.texts if _FOUND_BY_GITHUB.search(words)] == []


@MANY
@given(text=LINKED)
def test_inert_text_is_still_the_text(text: str) -> None:
    seen = page(f"x {inert(text)} x")
    assert "".join(seen.texts).replace("\u200b", "").strip("\n") == re.sub(
        "\u200b", "", f"x {one_line(text)} x"
    )


@MANY
@given(text=LINKED)
def test_a_block_of_code_holds_all_of_its_lines(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(fenced(text))
    assert [token.type for token in tokens] == ["fence"]
    assert tokens[0].content == "\n".join(one_line(line) for line in text.split("\n")) + "\n"


@settings(MANY, max_examples=20)
@given(text=LINKED, colour=st.booleans())
def test_a_terminal_obeys_nothing(text: str, colour: bool) -> None:
    output = render(DiffReport(said(f"x{text}")), "text", Options(Layout(colour=colour)))
    output = re.sub(r"\x1b\[[0-9;]*m", "", output) if colour else output
    assert {c for c in output if unicodedata.category(c) in {"Cc", "Cf", "Cs"}} <= {"\n"}
    assert not [line for line in output.split("\n") if line.lstrip().startswith("::")]
    assert "##[" not in output


@settings(MANY, max_examples=20)
@given(text=LINKED.filter(lambda text: not re.search("[\ud800-\udfff]", text)))
def test_what_is_written_is_read_back(text: str) -> None:
    """The same, and the Markdown of it too: so it can be made where nothing of it is trusted."""
    whole = said(f"x{text}")
    written = diff_json.render(whole)
    assert written.isascii()
    assert "##[" not in written
    assert mistakes("diff", json.loads(written)) == ()
    back = diff_json.read("diff.json", written.encode("ascii"))
    assert back == whole
    assert comment(back) == comment(whole)


def test_the_difference_that_could_not_be_made_is_read_back() -> None:
    problem = Problem("BASE", 0, 0, "Git has no such commit.", "Fetch it.")
    nothing = nothing_compared("main", (problem,))
    assert diff_json.read("x", diff_json.render(nothing).encode()) == nothing
    assert "could not be compared" in comment(nothing)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"format": 1, "format": 1}',
        b'{"format": NaN}',
        b'{"format": 1e999}',
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"9" * 10_000,
    ],
    ids=lambda content: content[:20].decode("latin-1"),
)
def test_what_is_no_difference_is_refused(content: bytes) -> None:
    with pytest.raises(UnusableInputError):
        diff_json.read("diff.json", content)


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    content = diff_json.render(changed()).encode()
    padded = content + b" " * (diff_json.LARGEST - len(content))
    assert diff_json.read("diff.json", padded) == changed()
    with pytest.raises(UnusableInputError, match="larger than 8 MiB"):
        diff_json.read("diff.json", padded + b" ")


@settings(MANY, max_examples=60)
@given(data=st.data())
def test_any_broken_difference_is_refused_with_words(data: st.DataObject) -> None:
    """Whatever is left out, added or of another kind: never a crash, never a pass."""
    content = json.loads(diff_json.render(changed()))
    place: Any = content
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        before = place[key]
        if not (isinstance(before, (dict, list)) and before and data.draw(st.integers(0, 4))):
            break
        place = before
    wrong: list[Any] = [None, 1.5, {"surprise": 1}, [[]]]
    wrong += [-1] if isinstance(before, int) else [7]
    place[key] = data.draw(st.sampled_from(wrong))
    with pytest.raises(UnusableInputError) as refused:
        diff_json.read("diff.json", json.dumps(content).encode())
    assert str(refused.value).startswith("diff.json: ")


def test_a_comment_keeps_to_its_room_and_counts_the_rest() -> None:
    whole = comment(changed())
    assert "No room here" not in whole
    many = dataclasses.replace(
        changed(),
        answers=changed().answers * 3000,
        letters=changed().letters * 300,
        blocking=changed().blocking * 5,
    )
    for room in (3_000, 10_000, LARGEST_COMMENT):
        url = "https://example.com/runs/1?a=1&b='2'"
        text = comment(many, room, url)
        assert len(text.encode("utf-8")) <= room
        assert text.startswith(DiffReport.marker)
        assert text.count("<details>") == text.count("</details>")
        assert re.search(r"No room here for .*[0-9,]+ of Answers that moved", text)
        links = [attrs for tag, attrs in page(text).elements if tag == "a"]
        assert links == [[("href", url)]]
    assert comment(many, 100) == ""


def test_the_schema_describes_every_field() -> None:
    """Titles and descriptions are what a reader of the JSON has."""

    def described(node: Any, path: str) -> None:
        if not isinstance(node, dict) or "$ref" in node:
            return
        assert node.get("title"), path
        assert node.get("description"), path
        if node.get("type") == "object":
            assert node["additionalProperties"] is False, path
            assert node["required"] == list(node["properties"]), path
        for name, inner in node.get("properties", {}).items():
            described(inner, f"{path}.{name}")
        described(node.get("items"), f"{path}[]")

    whole = schema("diff")
    described({key: value for key, value in whole.items() if key != "definitions"}, "diff")
    for name, inner in whole["definitions"].items():
        described(inner, name)

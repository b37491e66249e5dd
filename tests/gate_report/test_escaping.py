"""No text of a repository or a register can become anything but text, in any format."""

import dataclasses
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inwriting.exit_codes import ExitCode
from inwriting.gate.result import GateResult
from inwriting.output.formats import formats_of
from inwriting.output.options import Options
from inwriting.output.screen import Layout
from inwriting.register.load.schema import mistakes
from tests.gate_report.results import RESULTS, SUPPRESSED, UNREAD, WISHED, rendered, result
from tests.report.test_diff import LINKED, page
from tests.report.test_escaping import MANY, NASTY

_KEPT = {"verdict", "today", "judged_on", "listed_by"}
"""Fields that hold nothing but words of ours, or a date that was read as one."""
WHOLE = result(
    *RESULTS["blocked"].judged,
    SUPPRESSED,
    WISHED,
    code=ExitCode.UNUSABLE,
    looked=dataclasses.replace(RESULTS["unread"].looked, unread=UNREAD),
    problems=RESULTS["unevaluated"].problems,
    gone_from_baseline=("openai in src/old.py (runtime)",),
)
"""A result in which every part has something."""


def said(text: str, value: Any = WHOLE, name: str = "") -> Any:
    """Return a result that says *text* wherever it can say anything."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return type(value)(**{key: said(text, item, key) for key, item in fields.items()})
    if isinstance(value, tuple):
        return tuple(said(text, item, name) for item in value)
    # A member of an enumeration is a word of ours.
    return text if type(value) is str and value and name not in _KEPT else value


@MANY
@given(text=NASTY)
@example(text="\n::error::owned\r\n::warning::owned")
def test_github_obeys_nothing_that_a_text_says(text: str) -> None:
    clean = rendered(said("plain"), "github", Options())
    lines = rendered(said(f"x{text}"), "github", Options()).split("\n")
    assert [line for item in lines for line in item.splitlines() or [""]] == lines
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert len(commands) == sum(line.startswith("::") for line in clean.split("\n"))
    for line in commands:
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert command
        names = [part.split("=", 1)[0] for part in command[2].split(",")]
        assert names in (["file", "line", "col", "title"], ["file", "title"], ["title"])
    assert not [line for line in lines if not line.startswith("::") and "##[" in line]


@MANY
@given(text=NASTY)
def test_json_formats_stay_json_and_keep_the_text(text: str) -> None:
    for name in ("json", "sarif", "gitlab", "cyclonedx"):
        output = rendered(said(f"x{text}"), name, Options())
        assert output.isascii()
        assert "##[" not in output
    found = json.loads(rendered(said(f"x{text}"), "json", Options()))
    assert {item["message"] for item in found["uses"]} == {f"x{text}"}
    if not re.search("[\ud800-\udfff]", text):
        assert mistakes("gate", found) == ()


@settings(MANY, max_examples=15)
@given(text=NASTY)
def test_a_bill_of_materials_stays_valid(text: str) -> None:
    output = rendered(said(f"x{text}"), "cyclonedx", Options())
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(output) is None


@MANY
@given(text=NASTY)
def test_junit_stays_xml_with_as_many_cases(text: str) -> None:
    def count(words: str) -> tuple[int, ...]:
        root = ET.fromstring(rendered(said(words), "junit", Options()))  # noqa: S314 - ours
        return tuple(len(root.findall(f".//{tag}")) for tag in ("testcase", "failure", "error"))

    assert count(f"x{text}") == count("plain")


@MANY
@given(text=NASTY, colour=st.booleans(), verbose=st.booleans())
def test_a_terminal_obeys_nothing_that_a_text_says(text: str, colour: bool, verbose: bool) -> None:
    output = rendered(said(f"x{text}"), "text", Options(Layout(colour=colour), verbose=verbose))
    # Rich's own colours are the only sequences.
    output = re.sub(r"\x1b\[[0-9;]*m", "", output) if colour else output
    assert {c for c in output if unicodedata.category(c) in {"Cc", "Cf", "Cs"}} <= {"\n"}
    assert not [line for line in output.split("\n") if line.lstrip().startswith("::")]
    assert "##[" not in output


@settings(MANY, max_examples=25)
@given(text=LINKED)
@example(text="@octocat #12 https://evil.example deadbeefdeadbeef :octocat:")
@example(text="| a | b |\n### heading\n<script>")
def test_markdown_has_no_markup_but_its_own(text: str) -> None:
    plain, seen = (
        page(rendered(said(words), "markdown", Options())) for words in ("p", f"x{text}")
    )
    # Dollar signs stand in tags of their own.
    shape, expected = (
        [tag for tag, attributes in one.elements if (tag, attributes) != ("span", [])]
        for one in (seen, plain)
    )
    assert shape == expected


def test_only_plain_addresses_become_links() -> None:
    def links(address: str) -> list[str | None]:
        item = dataclasses.replace(RESULTS["blocked"].judged[0], page=address, clauses=())
        seen = page(rendered(result(item), "markdown", Options()))
        return [dict(attributes)["href"] for tag, attributes in seen.elements if tag == "a"]

    good = "https://register.example:8080/vendors/a-b/c.html#data"
    assert links(good) == [good]
    for bad in ("http://x.example/", "javascript:alert(1)", "https://a@b.example/", f"{good})<b>"):
        assert links(bad) == []


def test_the_same_result_gives_the_same_bytes() -> None:
    again: GateResult = said("x", WHOLE)
    for name in formats_of("gate"):
        assert rendered(again, name, Options()) == rendered(said("x", WHOLE), name, Options())

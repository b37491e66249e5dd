"""No text of a vendor or a file can become anything but text, in any format."""

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from inwriting.output.formats import formats_of
from inwriting.output.options import Options
from inwriting.output.safe import no_command, one_line
from inwriting.output.screen import Layout, Screen
from inwriting.output.writers.markdown import LARGEST
from inwriting.register.decide.evaluate import Evaluation
from tests.report.evaluations import evaluated, rendered, saying

NASTY = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "\n::error::x",
                "\r::set-output name=a::b",
                "##[error]",
                "%0A",
                "::",
                ",line=1",
                "\x1b[2J",
                "\u2028::notice::",
                "\x85::warning::",
                "\u202e",
                "\ud800",
                "]]>",
                "</script>",
                "|",
                "[red]",
                "&amp;",
                '"',
                "\\",
                "\x00",
                "\uffff",
            ]
        ),
        # Lone surrogates too: a file's name that is no UTF-8 is full of them.
        st.text(alphabet=st.characters(exclude_categories=()), max_size=8),
    ),
    max_size=6,
).map("".join)

# Under coverage on a busy machine an example may take its time.
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    return evaluated(tmp_path_factory.mktemp("escaping"))


@MANY
@given(text=NASTY)
@example(text="\n::error::owned\r\n::warning::owned")
def test_github_obeys_nothing_that_a_text_says(base: Evaluation, text: str) -> None:
    clean = rendered(saying(base, "plain"), "github", Options())
    lines = rendered(saying(base, text), "github", Options()).split("\n")
    # Every reader's idea of a line is the same here.
    assert [line for item in lines for line in item.splitlines() or [""]] == lines
    said = [line for line in lines if line.lstrip().startswith("::")]
    assert len(said) == sum(line.startswith("::") for line in clean.split("\n"))
    for line in said:
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert command
        names = [part.split("=", 1)[0] for part in command[2].split(",")]
        assert names in (["file", "line", "col", "title"], ["file", "title"], ["title"])
    assert not [line for line in lines if not line.startswith("::") and "##[" in line]


@MANY
@given(text=NASTY)
def test_json_formats_stay_json_and_keep_the_text(base: Evaluation, text: str) -> None:
    for name in ("json", "sarif", "gitlab"):
        output = rendered(saying(base, text), name, Options())
        assert output.isascii()
        assert "##[" not in output
        data = json.loads(output)
        assert json.loads(json.dumps(data)) == data
    found = json.loads(rendered(saying(base, text), "json", Options()))
    assert text in [finding["message"] for finding in found["findings"]]
    assert found["problems"][0]["message"] == text


@MANY
@given(text=NASTY)
def test_junit_stays_xml_with_as_many_cases(base: Evaluation, text: str) -> None:
    def count(said: str) -> tuple[int, int, int]:
        root = ET.fromstring(rendered(saying(base, said), "junit", Options()))  # noqa: S314 - ours
        cases = root.findall(".//testcase")
        return len(cases), len(root.findall(".//failure")), len(root.findall(".//error"))

    assert count(text) == count("plain")


@MANY
@given(text=NASTY, colour=st.booleans())
def test_a_terminal_obeys_nothing_that_a_text_says(
    base: Evaluation, text: str, colour: bool
) -> None:
    options = Options(Layout(colour=colour), verbose=True)
    output = rendered(saying(base, text), "text", options)
    # Rich's own colours are the only sequences.
    output = re.sub(r"\x1b\[[0-9;]*m", "", output) if colour else output
    assert {c for c in output if unicodedata.category(c) in {"Cc", "Cf", "Cs"}} <= {"\n"}
    assert not [line for line in output.split("\n") if line.lstrip().startswith("::")]
    assert "##[" not in output


def elements(markdown: str) -> list[str]:
    """Return every element of the page that *markdown* makes."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    inner = (child.type for token in tokens for child in token.children or ())
    return [*(token.type for token in tokens), *(kind for kind in inner if kind != "text_special")]


@MANY
@given(text=NASTY)
def test_a_summary_has_no_markup_but_its_own(base: Evaluation, text: str) -> None:
    """Whatever the text, the page has the same elements; dollar signs have tags of their own."""
    plain, seen = (
        [kind for kind in elements(page) if kind not in {"text", "html_inline"}]
        for page in (
            rendered(saying(base, words), "markdown", Options()) for words in ("plain", f"x{text}")
        )
    )
    assert seen == plain


@pytest.mark.parametrize("room", [1_200, 2_000, 5_000, LARGEST])
def test_a_summary_keeps_to_its_room(base: Evaluation, room: int) -> None:
    """It is cut at a whole line, and what is left out is counted."""
    whole = rendered(saying(base, "plain"), "markdown", Options())
    summary = rendered(saying(base, "plain"), "markdown", Options(room=room))
    assert len(summary.encode()) <= room
    assert (summary == whole) or re.search(r"No room here for [0-9,]+ of ", summary)


def test_a_summary_without_room_is_empty(base: Evaluation) -> None:
    assert rendered(base, "markdown", Options(room=0)) == ""


@MANY
@given(text=NASTY)
def test_lines_are_lines(text: str) -> None:
    for line in (one_line(text), no_command(text)):
        assert len(line.splitlines()) <= 1
        line.encode()
    assert not no_command(text).lstrip().startswith("::")


@pytest.mark.parametrize("name", formats_of("check"))
def test_the_same_input_gives_the_same_bytes(base: Evaluation, tmp_path: Path, name: str) -> None:
    again = evaluated(tmp_path)
    assert rendered(base, name, Options()) == rendered(again, name, Options())


@pytest.mark.parametrize("colour", [True, False])
def test_a_word_that_is_cut_begins_no_command(colour: bool) -> None:
    """Wherever a long word is cut to fit its line, the rest of it is text."""
    screen = Screen(Layout(60, colour))
    for length in range(40, 130):
        screen.spans(("x" * length + "::error::boom", "refuse"), indent=4, hanging=2)
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).strip() for line in screen.text.split("\n")]
    assert len(lines) > 100
    assert not [line for line in lines if line.startswith("::")]
    assert ": :error::boom" in lines

"""Readers of source code on files that were made to break them."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inwriting.gate.file_reading import FileReading, TextFile
from inwriting.gate.format import Format
from inwriting.gate.readers import reader_of
from inwriting.gate.readers.source_table import SOURCE

FORMATS = {form.kind: form for form in SOURCE}
PIECES = (
    *("openai", "OpenAI", "import", "from", "require", "use", "using", "new", "class", "function"),
    *("(", ")", "{", "}", "[", "]", "<", ">", '"', "'", "`", '"""', ";", ",", ".", "::", "->"),
    *(":", "=", "=>", "+", "&", "$", "@", "#", "//", "/*", "*/", "<!--", "-->", "<?php", "\\"),
    *("${", "#{", "{x}", "$(", "<<EOF\n", "EOF\n", "\n", "\r\n", "    ", "\t", "\x00", "é"),
    *("https://api.openai.com/v1", "OPENAI_API_KEY", "base_url=", "openai/gpt-4o", "%%bash\n"),
    *("<script>", "</script>", "---\n", '{"cells": [', '"cell_type": "code"', "inwriting: x"),
    *("!pip install openai", "npx -y", "curl "),
)
SECONDS = 10
"""Far more than any of it takes; a reader whose time grows with a square takes minutes."""


def _read(form: Format, content: bytes, hits: tuple[tuple[int, int], ...] = ()) -> FileReading:
    return reader_of(form)(TextFile("a/file", content, hits))


def _holds(reading: FileReading, content: bytes) -> None:
    lines = content.count(b"\n") + 1
    for one in reading.seen:
        assert one.spot.file == "a/file"
        assert 1 <= one.spot.line <= lines
        assert one.spot.column >= 1


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    content=st.binary(max_size=200) | st.lists(st.sampled_from(PIECES)).map("".join).map(str.encode)
)
def test_no_bytes_break_a_reader(kind: str, content: bytes) -> None:
    """Whatever a file holds, a reader returns, and what it sees stands in the file."""
    first = _read(FORMATS[kind], content)
    _holds(first, content)
    assert _read(FORMATS[kind], content) == first
    at = content.find(b"openai")
    if at >= 0:
        _holds(_read(FORMATS[kind], content, ((at, at + 6),)), content)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "content",
    [
        b"openai(" * 3_000,
        b"[" * 2_000 + b'"openai"',
        b"openai." * 6_000,
        b"x = {" * 3_000,
        b'"openai/gpt-4o",' * 3_000,
        b"a = openai(b, " * 1_000,
        b"openai" + b" " * 1_000_000 + b"OPENAI_API_KEY",
        b"# inwriting: " * 3_000,
        b"<script>openai(" * 1_000,
        b"import openai\n" * 2_000,
        b'{"cells": [' * 2_000,
        b"new OpenAI().x().y()" + b".z(1)" * 3_000,
        '"é" + openai '.encode() * 2_000,
    ],
    ids=range(13),
)
def test_deep_and_long_text_takes_bounded_time(kind: str, content: bytes) -> None:
    """Depth, length and repetition cost no more than their length."""
    began = time.process_time()
    _read(FORMATS[kind], content, ((content.find(b"openai"), content.find(b"openai") + 6),))
    assert time.process_time() - began < SECONDS


def test_megabytes_in_one_cell_of_a_notebook() -> None:
    """A cell may hold a megabyte on one line."""
    line = "x = '" + "a" * 1_000_000 + "'; import openai\\n"
    content = f'{{"cells": [{{"cell_type": "code", "source": ["{line}"]}}]}}'.encode()
    at = content.find(b"openai")
    reading = _read(FORMATS["notebook"], content, ((at, at + 6),))
    assert [one.name for one in reading.seen if one.kind == "import"] == ["openai"]

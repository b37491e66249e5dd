"""The search finds every name that a footprint has, in a file of any size, and little else."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.gate.ecosystems.dart import PUB
from inwriting.gate.ecosystems.dotnet import NUGET
from inwriting.gate.ecosystems.elixir import HEX
from inwriting.gate.ecosystems.go import GO_MODULE
from inwriting.gate.ecosystems.java import MAVEN
from inwriting.gate.ecosystems.javascript import NPM
from inwriting.gate.ecosystems.php import PACKAGIST
from inwriting.gate.ecosystems.python import PYPI
from inwriting.gate.ecosystems.ruby import GEM
from inwriting.gate.ecosystems.rust import CRATE
from inwriting.gate.footprints import Signal, SignalKind
from inwriting.gate.known_ecosystems import ECOSYSTEMS
from inwriting.gate.search import Search
from inwriting.gate.search_terms import SearchTerm, TermContext, needles
from inwriting.gate.signal_index import SignalIndex


@pytest.fixture(scope="session")
def search(index: SignalIndex) -> Search:
    """The search for the footprints that ship."""
    return Search(needles(index))


def _in_a_manifest(value: str) -> list[str]:
    return [f'"{value}": "^1.0"', f"  - {value}>=1", f"{value}==1.0\n", f"name = '{value}'"]


_WRITTEN: dict[str, Callable[[Signal], list[str]]] = {
    PYPI: lambda s: [
        *_in_a_manifest(s.value),
        *_in_a_manifest(s.value.replace("-", "_").upper()),
        f"pip install \\\n  {s.value}\n",
    ],
    NPM: lambda s: [
        f'"{s.value}": "1"',
        f"from '{s.value}'",
        f'require("{s.value}/sub")',
        f"import(`{s.value}`)",
    ],
    GO_MODULE: lambda s: [f'\t"{s.value}"', f"\t{s.value} v1.2.3", f'o "{s.value}/option"'],
    MAVEN: lambda s: [
        f"implementation '{s.value}:1.0'",
        "<groupId>{}</groupId><artifactId>{}</artifactId>".format(*s.value.split(":")),
        'group: "{}", name: "{}"'.format(*s.value.split(":")),
    ],
    NUGET: lambda s: [f'<PackageReference Include="{s.value}" />', f"using {s.value};"],
    CRATE: lambda s: [f'{s.value} = "1"', f"use {s.value.replace('-', '_')}::Client;"],
    GEM: lambda s: [f'gem "{s.value}"', f"gem '{s.value}', '~> 1'"],
    PACKAGIST: lambda s: [f'"{s.value}": "^1"'],
    PUB: lambda s: [f"  {s.value}: ^1.0.0", f"flutter pub add {s.value}"],
    HEX: lambda s: [f'{{:{s.value}, "~> 1.0"}}', f'"{s.value}": {{:hex, :{s.value}, "1.0"'],
    SignalKind.IMPORT: lambda s: [
        f"import {s.value}\n",
        f"from {s.value}.x import y\n",
        f"import os, {s.value} as z\n",
        *([f"from {p} import {n}" for p, _, n in [s.value.rpartition(".")] if p]),
        *([f"from {p} import (\n    {n},\n)" for p, _, n in [s.value.rpartition(".")] if p]),
    ],
    SignalKind.HOST: lambda s: [f'"https://{s.value.replace("*", "x")}/v1"'],
    SignalKind.MCP_ADDRESS: lambda s: [f'"url": "{s.value}"'],
    SignalKind.ENVIRONMENT: lambda s: [
        f"{s.value}=x\n",
        f'os.environ["{s.value}"]',
        f"${{{s.value}}}",
    ],
    SignalKind.GITHUB_ACTION: lambda s: [f"uses: {s.value}@v1", f"uses: {s.value.lower()}/sub@v1"],
    SignalKind.VSCODE_EXTENSION: lambda s: [f'"{s.value}"', f'"{s.value.lower()}"'],
    SignalKind.JETBRAINS_PLUGIN: lambda s: [f'<plugin id="{s.value}" />'],
    SignalKind.MCP_PACKAGE: lambda s: [
        f'"{s.value}"',
        f'"{s.value}@latest"',
        f"npx -y {s.value}\n",
    ],
    SignalKind.CONTAINER_IMAGE: lambda s: [f"image: {s.value.replace('*', 'x')}:latest"],
    SignalKind.PRE_COMMIT_HOOK: lambda s: [f"- id: {s.value}\n"],
    SignalKind.INFRASTRUCTURE: lambda s: [f'resource "{s.value.replace("*", "x")}" "y"'],
    SignalKind.CALL: lambda s: [
        f'{s.value}({s.argument_name}{"=" if s.argument_name else ""}"{_text(s)}")'
    ],
    SignalKind.MODEL_ID: lambda s: [
        f'"{s.value.replace("*", "x")}"',
        f"model: {s.value.replace('*', 'x')}\n",
        f"MODEL={s.value.replace('*', 'x')}\n",
        f'"vendor/{s.value.replace("*", "x")}"',
        f'"vendor:{s.value.replace("*", "x")}"',
    ],
    SignalKind.PROVIDER_PREFIX: lambda s: [f'"{s.value}any-model"', f"model: {s.value}any-model\n"],
}
"""How people write what a signal names: each of these must bring the file to its reader."""


def _text(signal: Signal) -> str:
    return signal.argument.replace("*", "runtime")


def test_whatever_a_footprint_names_is_found_as_people_write_it(
    search: Search, index: SignalIndex
) -> None:
    missed = [
        (kind, signal.value, text)
        for kind, written in _WRITTEN.items()
        for signal in index.of_kind(kind)
        for text in written(signal)
        for around in ("{}", "x = 1\n{}\n", "\n\n    {}  \n")
        if not search.hits(around.format(text).encode())
    ]
    assert missed == []
    packages = {ecosystem.kind for ecosystem in ECOSYSTEMS.all}
    assert set(_WRITTEN) == {*SignalKind, *packages} - {SignalKind.FILE}


@pytest.mark.parametrize(
    "text",
    [
        "the aid of main is to fail\n",
        "client = make(service)\n",
        "# we put this together with an instructor\n",
        "openailike = my_openai_helpers = 1\n",
        "for agents in transformers:\n    pass\n",
        "a1o3 = 4\n",
        'arn = "arn:aws:iam::1:role/x"\n',
        "# a comment\n# and another\n",
    ],
)
def test_common_words_bring_no_file_to_a_reader(search: Search, text: str) -> None:
    assert search.hits(text.encode(), escapes=True) == ()


def test_hits_say_where_the_name_stands(search: Search) -> None:
    content = b"import os\nimport OpenAI\n"
    assert [content[start:end] for start, end in search.hits(content)] == [b"OpenAI"]


def test_escapes_count_only_where_they_can_hide_a_name(search: Search) -> None:
    content = b'{"dependencies": {"open\\u0061i": "1"}}'
    assert search.hits(content) == ()
    assert search.hits(content, escapes=True)


def test_nul_bytes_and_broken_text_hide_nothing(search: Search) -> None:
    for around in (b"\0", b"\xff\xfe\xfd", b"\x1b[2J"):
        assert search.hits(around + b'\nx = "openai"' + around)


@pytest.mark.parametrize("text", ["", "x" * 300])
def test_a_needle_that_cannot_be_looked_for_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be searched for"):
        Search((SearchTerm(text, TermContext.ANYWHERE),))


_SMALL = Search(
    (
        SearchTerm("openai", TermContext.AS_WORD),
        SearchTerm("ai", TermContext.QUOTED),
        SearchTerm("agents", TermContext.IMPORTED),
        SearchTerm("/v1/messages", TermContext.ANYWHERE),
        SearchTerm("open-ai.x", TermContext.AS_WORD, loose=True),
        SearchTerm("&#", TermContext.ANYWHERE),
    )
)
_PIECES = st.sampled_from(
    [
        b"openai",
        b"ai",
        b'"ai"',
        b"agents",
        b"import ",
        b"/v1/messages",
        b"open_ai-x",
        b"\n",
        b"#",
        b"&#",
    ]
)
_CONTENT = st.lists(st.one_of(_PIECES, st.binary(max_size=40), st.just(b"x" * 700)), max_size=60)


@given(_CONTENT, st.lists(st.integers(1, 2000), min_size=1, max_size=20))
@settings(max_examples=300)
def test_reading_in_parts_finds_exactly_what_reading_at_once_does(
    pieces: list[bytes], lengths: list[int]
) -> None:
    content = b"".join(pieces)
    file = io.BytesIO(content)
    turns = iter(lengths * (len(content) + 1))
    found = _SMALL.stream(lambda _size: file.read(next(turns)))
    assert tuple(found) == _SMALL.hits(content)


@given(st.binary(max_size=300))
def test_every_hit_lies_in_the_content(content: bytes) -> None:
    for start, end in _SMALL.hits(content):
        assert 0 <= start < end <= len(content)

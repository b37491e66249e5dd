"""Readers of structured formats on files that were made to break them."""

import resource
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inwriting.gate.file_reading import FileReading, TextFile
from inwriting.gate.format import Format
from inwriting.gate.known_ecosystems import ECOSYSTEMS
from inwriting.gate.readers import FORMATS as EVERY_FORMAT
from inwriting.gate.readers import known_formats, reader_of
from inwriting.gate.readers.grammars import TooMuchError, parse
from inwriting.gate.readers.structured_table import STRUCTURED

ONE_OF_EACH_GRAMMAR = (
    "python_packages.read_requirements",
    "python_packages.read_pyproject",
    "setup_py.read",
    "npm.read_package",
    "npm_locks.read_pnpm_lock",
    "npm_locks.read_yarn_lock",
    "go_modules.read_mod",
    "maven.read",
    "gradle.read_groovy",
    "gradle.read_kotlin",
    "sbt.read",
    "ruby_gems.read",
    "workflows.read_workflow",
    "dockerfile.read",
    "infrastructure.read_terraform",
    "infrastructure.read_bicep",
    "settings_files.read_json",
    "settings_files.read_yaml",
    "settings_files.read_dotenv",
    "settings_files.read_properties",
    "settings_files.read_ini",
)
"""Readers that together use every grammar and every way of walking through what it knows."""
FORMATS = {f"{form.module}.{form.function}": form for form in (*ECOSYSTEMS.formats, *STRUCTURED)}
"""One of the formats that each reader reads."""
READ_BY_LINES = frozenset(
    [
        "setup.cfg",
        "Yarn lock file",
        "Go module",
        "Go checksums",
        "Gradle lock file",
        "Paket manifest",
        "Paket lock file",
        "Bundler lock file",
        "what people read, and rules for tools that check text",
        "Mix project",
        "Mix lock file",
        "INI settings",
        "properties",
        "environment variables",
    ]
)
"""Formats without a grammar, which no text can make costly."""
FORMATS_OF_GRAMMARS = [form for form in EVERY_FORMAT if form.kind not in READ_BY_LINES]
TOO_DENSE = "it has too many parts to be read within the gate's memory"
PIECES = (
    "openai",
    "a:",
    "- b",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "&x",
    "*x",
    "<<: *x",
    "!Ref",
    "|",
    "\n",
    "  ",
    "\t",
    "=",
    "${X_Y}",
    "{{ x }}",
    "{% if %}",
    "<a>",
    "</a>",
    "<!--",
    "-->",
    "&lt;",
    "[a.b]",
    "[[a]]",
    '"""',
    "#",
    "//",
    "/*",
    "RUN x \\",
    "<<EOF",
    "EOF",
    "require (",
    ")",
    "https://api.openai.com/v1",
    "\\",
    "\r\n",
    "\x00",
    "\ufeff",
    "é",
    "dependencies",
    "run: |",
    "mcpServers",
    "command",
    "args",
    "env",
    "image: x",
    "- name: A_B",
    "value: c",
    "inwriting: allow",
)
BOMBS = {
    "deep lists": b"[" * 3_000,
    "deep objects": b'{"openai":' * 1_000,
    "deep lists that close": b"[" * 1_500 + b"]" * 1_500,
    "deep flow mappings": b"a: " + b"{a: " * 2_000,
    "deep indentation": b"".join(b" " * n + b"openai:\n" for n in range(300)),
    "many values": b"[" + b"1," * 700_000 + b"1]",
    "references to references": b"".join(
        b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9) if n else b"openai")
        for n in range(30)
    ),
    "entities": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a;" * 10) for n in range(50))
    + b"]><project>&a49;</project>",
    "entity of a file": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>',
    "deep elements": b"<a>" * 1_000,
    "one long line": b"openai" * 100_000,
    "long words": b'a = "' + b"openai " * 3_000 + b'"\n',
    "many keys": b"".join(b"a.b.c%d = 1\n" % n for n in range(1_000)),
    "the same key": b"openai = 1\n" * 2_000,
    "long dotted key": b"a" + b".a" * 2_000 + b" = 1\n",
    "no text": bytes(range(256)) * 10,
    "half a character": b'{"a": "\xc3',
    "other encoding": '{"a": "é"}'.encode("utf-16"),
    "templates": b"{{ x }}\n" * 1_000 + b"{% if %}",
    "open template": b"{{ " * 500,
    "quotes": b'"' * 1_001,
    "continued lines": b"RUN a \\\n" * 200,
    "backslashes": b"\\" * 10_000,
    "commas": b"," * 1_000 + b"}",
    "comments": b"// a\n" * 500,
    "commas and comments": b"{," + b"// a\n" * 500,
    "only line feeds": b"\n" * 50_000,
    "empty": b"",
}


def _read(form: Format, content: bytes) -> FileReading:
    path = form.files[0].replace("*", "x")
    assert known_formats().of(path) == form
    return reader_of(form)(TextFile(path, content))


@pytest.mark.parametrize("reader", ONE_OF_EACH_GRAMMAR)
@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_read_or_reported_in_bounded_time(reader: str, bomb: str) -> None:
    """No file takes long, raises or makes the gate see what no line says."""
    begun = time.process_time()
    reading = _read(FORMATS[reader], BOMBS[bomb])
    assert time.process_time() - begun < 8
    assert len(reading.seen) < 50_000
    assert not any("root:" in seen.name or "aaaaaaaaaa" in seen.name for seen in reading.seen)


@pytest.mark.parametrize("reader", FORMATS)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_bytes_are_borne(reader: str, data: st.DataObject) -> None:
    """Whatever the bytes, a reader returns, and every place that it names is in the file."""
    content = data.draw(
        st.one_of(
            st.binary(max_size=300),
            st.lists(st.sampled_from(PIECES), max_size=40).map("".join).map(str.encode),
            st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join).map(str.encode),
        )
    )
    reading = _read(FORMATS[reader], content)
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for seen in reading.seen:
        assert 1 <= seen.spot.line <= lines
        assert seen.spot.column >= 1
        assert seen.name
    for unread in reading.unread:
        assert 0 <= unread.line <= lines + 1


def test_data_with_too_many_parts_are_read_where_the_search_found_something() -> None:
    """A file of data is not held up for its size, and what was found in it is seen."""
    form = FORMATS["settings_files.read_json"]
    content = b"[" + b"1," * 500_000 + b'\n{"url": "https://api.northwind.example/v1"}]'
    at = content.index(b"api.northwind")
    reading = reader_of(form)(TextFile("data.json", content, ((at, at + 13),)))
    assert [(one.name, one.spot.line, one.spot.column) for one in reading.seen] == [
        ("https://api.northwind.example/v1", 2, 10)
    ]
    assert [one.blocks for one in reading.unread] == [False]


@pytest.mark.parametrize("form", FORMATS_OF_GRAMMARS, ids=lambda form: form.kind)
def test_what_is_too_dense_to_be_read_is_said(form: Format) -> None:
    """No format lets a file pass of which it read nothing for lack of memory."""
    reading = _read(form, b"<" * 400_001)
    assert [one.reason for one in reading.unread] == [TOO_DENSE]
    # What a lock file brings is in the manifest too.
    assert all(one.blocks for one in reading.unread) == ("lock" not in form.kind)


def _large(begin: bytes, filler: bytes, hit: bytes, end: bytes) -> tuple[bytes, int]:
    """Return a file of 120 kB or more of *filler*, with *hit* in its middle, and the hit's row."""
    half = filler * (60_000 // len(filler) + 1)
    content = begin + half + hit + half + end
    return content, (begin + half).count(b"\n") + 1


@pytest.mark.parametrize(
    ("path", "begin", "filler", "hit", "end"),
    [
        (
            "data.yaml",
            b"",
            b"- {name: https://api.contoso.example/v1, more: [a, b]}\n",
            b"- {name: https://api.northwind.example/v1, more: [a, b]}\n",
            b"k: v\n",
        ),
        (
            "data.toml",
            b"",
            b"[[rows]]\nlist = [" + b'"https://api.contoso.example/v1", ' * 9 + b"]\n",
            b'[[rows]]\nurl = "https://api.northwind.example/v1"\n',
            b"",
        ),
        (
            "data.json",
            b"[\n",
            b'{"url": "https://api.contoso.example/v1", "more": ["a", {"b": 1}]},\n',
            b'{"url": "https://api.northwind.example/v1", "more": ["a", {"b": 1}]},\n',
            b"{}]\n",
        ),
        (
            "web.config",
            b"<configuration>\n",
            b'<row><url value="https://api.contoso.example/v1"/></row>\n',
            b'<row><url value="https://api.northwind.example/v1"/></row>\n',
            b"</configuration>\n",
        ),
    ],
    ids=["yaml", "toml", "json", "xml"],
)
def test_a_large_file_is_read_where_the_search_found_something(
    path: str, begin: bytes, filler: bytes, hit: bytes, end: bytes
) -> None:
    """Of a large file the parts with a hit are read as ever, and the others cost nothing."""
    content, row = _large(begin, filler, hit, end)
    form = known_formats().of(path)
    assert form
    for text in (content, content.replace(b"\n", b"\r\n")):
        at = text.index(b"api.northwind")
        seen = reader_of(form)(TextFile(path, text, ((at, at + 13),))).seen
        found = [(one.name, one.spot.line - row) for one in seen if one.kind == "host"]
        assert [name for name, _ in found] == ["https://api.northwind.example/v1"]
        assert found[0][1] in {0, 1}


def test_no_grammar_works_for_longer_than_seconds() -> None:
    """A text for which a grammar would take hours is given up, and said to be too much."""
    begun = time.process_time()
    with pytest.raises(TooMuchError):
        parse("scala", b"[" * 200_000, longest=0.5)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "content",
    [
        b"- " * 1_000,
        b"? " * 1_000,
        b"".join(b" " * n + b"a:\n" for n in range(500)),
        b"a: - " * 500,
    ],
)
def test_yaml_that_would_overrun_its_scanner_is_never_parsed(content: bytes) -> None:
    """The scanner of YAML's grammar writes behind its stack when blocks nest some 250 deep."""
    with pytest.raises(TooMuchError):
        parse("yaml", content)


def test_memory_is_bounded() -> None:
    """The densest file that is still read takes a bounded amount of memory."""
    form = FORMATS["settings_files.read_json"]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _read(form, b"[" + b"1," * 390_000 + b"1]")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / unit < 220

"""Two validators agree on every schema, and the schemas see to what fast readers skip.

What `may_be_valid` of tests/load/two_readers.py assumes of plainly valid data is shown here.
"""

import re
from collections.abc import Iterator
from typing import Any

import email_validator
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rfc3986_validator import validate_rfc3986

from inwriting.register.load import forms
from inwriting.register.load.declared_questions import DeclaredQuestions
from inwriting.register.load.files import KEYS_ARE_IDS
from inwriting.register.load.formats import CHECKER
from inwriting.register.load.schema import mistakes
from inwriting.register.load.schemas import schema
from inwriting.register.load.text import decode
from inwriting.register.load.valid import _compiled, is_plainly_valid, plain_schema
from tests.load.declared import DECLARED, DERIVED
from tests.load.test_properties import KINDS, _document, _mutated, _patterns

READ = (*sorted(KEYS_ARE_IDS), "drift", "frameworks", "policy", "questions", "repository")
"""The kinds of file that `load_file` reads."""
DEEPEST = 24
"""How many lists and mappings the slow reader lets lie inside one another."""
_CONDITIONS = ("if", "then", "else", "not")


def _parts(
    part: Any, definitions: dict[str, Any], depth: int = 1
) -> Iterator[tuple[dict[str, Any], int]]:
    """Return every part of a schema that data must keep to, at every depth that it is met at."""
    assert depth < 60, "it nests without end"
    if "$ref" in part:
        *_, name = part["$ref"].split("/")
        yield from _parts(definitions[name], definitions, depth)
    yield part, depth
    for inner in part.get("allOf", ()):
        yield from _parts(inner, definitions, depth)
    for inner in part.get("properties", {}).values():
        yield from _parts(inner, definitions, depth + 1)
    for key in ("items", "additionalProperties"):
        if isinstance(part.get(key), dict):
            yield from _parts(part[key], definitions, depth + 1)


@pytest.mark.parametrize("questions", [None, DECLARED], ids=("shipped", "derived"))
@pytest.mark.parametrize("kind", READ)
def test_a_schema_sees_to_what_fast_readers_skip(
    kind: str, questions: DeclaredQuestions | None
) -> None:
    """Every key is named or an id, every number whole and bounded, and depth has an end."""
    definitions = schema(kind, questions)["definitions"]
    deepest = 0
    for part, depth in _parts(schema(kind, questions), definitions):
        deepest = max(deepest, depth)
        if set(part) <= {"title", "description", "default", "examples", "$ref", "allOf"}:
            assert "$ref" in part or "allOf" in part
            continue
        if set(part) & {"if", "then"}:
            assert "type" in part or set(part) <= {*_CONDITIONS, "description", "title"}
            if "type" not in part:
                continue
        assert part["type"] in ("object", "array", "string", "integer", "boolean"), part
        if part["type"] == "integer":
            assert "const" in part or {"minimum", "maximum"} <= set(part), part
            assert -(10**9) < part.get("minimum", 0) <= part.get("maximum", 0) <= 10**9
        if part["type"] == "array":
            assert isinstance(part["items"], dict), part
        if part["type"] == "object":
            more = part.get("additionalProperties")
            assert more is False or isinstance(more, dict), part
            if more and kind in KEYS_ARE_IDS:
                name = part["propertyNames"]
                name = definitions[name["$ref"].split("/")[-1]] if "$ref" in name else name
                assert "enum" in name or not re.search(name["pattern"], "a b"), part
    assert deepest <= DEEPEST


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_two_validators_agree(kind: str, data: st.DataObject) -> None:
    """jsonschema-rs says yes where jsonschema finds no mistake, and nowhere else."""
    document = _document(kind)
    for _ in range(data.draw(st.integers(0, 3))):
        document = _mutated(document, data.draw)
    questions = data.draw(st.sampled_from((None, DERIVED.get(kind))))
    found = mistakes(kind, document, questions)
    assert _compiled(schema(kind, questions)).is_valid(document) == (not found)
    if is_plainly_valid(kind, document, questions):
        assert not found


ODD = (
    "\n",
    " ",
    "\u00a0",
    "\u2003",
    "\u3000",
    "\u0663",
    "é",
    "\u017f",
    "\u212a",
    "😀",
    "\u0301",
    "-",
    "A",
    "0",
)


@given(data=st.data())
@settings(deadline=None, max_examples=100)
@pytest.mark.parametrize("kind", READ)
def test_patterns_mean_the_same_to_both(kind: str, data: st.DataObject) -> None:
    """Python's regular expressions and Rust's agree on every pattern, at the edges too."""
    pattern = data.draw(st.sampled_from(sorted(_patterns(schema(kind)))))
    text = data.draw(st.from_regex(pattern.removesuffix("(?!\\n)")) | st.text(max_size=8))
    place = data.draw(st.integers(0, len(text)))
    text = text[:place] + data.draw(st.sampled_from(("", "", *ODD))) + text[place:]
    if decode("x", text.replace("\n", " ").encode("utf-8", "surrogatepass"))[1]:
        return
    assert _compiled({"pattern": pattern}).is_valid(text) == bool(re.search(pattern, text))


def test_no_character_is_blank_to_one_alone() -> None:
    """What may stand in a file is blank to both or to neither: no pattern then means two things."""
    validator = _compiled({"pattern": "\\S"})
    for code in (*range(0x20, 0x3100), *range(0xFB00, 0x11000)):
        character = chr(code)
        if not decode("x", character.encode("utf-8", "surrogatepass"))[1]:
            assert validator.is_valid(character) == bool(re.search("\\S", character)), hex(code)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ({"type": "string", "maxLength": 1}, "😀"),
        ({"type": "string", "minLength": 2}, "e\u0301"),
        ({"type": "integer", "maximum": 5}, 5.0),
        ({"type": "integer"}, True),
        ({"const": 1}, True),
        ({"const": 1}, 1.0),
        ({"enum": [0, "0"]}, False),
        ({"uniqueItems": True}, ["a", "A", "a "]),
        ({"uniqueItems": True}, ["a", "b", "a"]),
        ({"uniqueItems": True}, [1, True]),
        ({"type": "string", "format": "date"}, "2026-02-30"),
        ({"type": "string", "format": "date"}, "2026-02-28\n"),
        ({"type": "string", "format": "date"}, "0000-01-01"),
        ({"type": "string", "format": "email"}, "a@b"),
        ({"type": "string", "format": "uri"}, "https:///a"),
        ({"format": "uri"}, 5),
    ],
)
def test_keywords_mean_the_same_to_both(part: dict[str, Any], value: Any) -> None:
    """Where validators are known to part, these two do not."""
    slow = Draft202012Validator(part, format_checker=CHECKER).is_valid(value)
    assert _compiled(part).is_valid(value) == slow


def test_what_a_fast_reader_leaves_open_is_not_plainly_valid() -> None:
    """1.0 for 1, what is left of a block scalar, and keys that are no text."""
    plain = _compiled(
        plain_schema({"properties": {"a": {"type": "integer"}, "b": {"type": "string"}}})
    )
    assert plain.is_valid({"a": 1, "b": "x > y"})
    assert not plain.is_valid({"a": 1.0})
    assert not plain.is_valid({"b": "> folded"})
    assert not plain.is_valid({"b": "| kept"})
    assert not is_plainly_valid("dossier", {1: "a"})


_LABEL = st.from_regex(r"\A[a-z0-9-]{1,12}\Z")


@given(
    st.from_regex(r"\A[A-Za-z0-9._-]{1,70}\Z"),
    st.lists(_LABEL, min_size=1, max_size=4),
    st.sampled_from(
        ("com", "de", "example", "c", "co1", *email_validator.SPECIAL_USE_DOMAIN_NAMES)
    ),
)
@settings(deadline=None, max_examples=500)
def test_a_usual_address_of_mail_is_one(local: str, labels: list[str], top: str) -> None:
    """What is taken for an address without asking is one to email-validator too."""
    address = f"{local}@{'.'.join((*labels, top))}"
    try:
        validate_email(address, check_deliverability=False, globally_deliverable=False)
        valid = True
    except EmailNotValidError:
        valid = False
    assert forms.is_email(address) == valid


@given(st.from_regex(r"\Ahttps?://[a-zA-Z0-9.:@/?#%~_-]{0,40}\Z"))
@settings(deadline=None, max_examples=500)
def test_a_usual_web_address_is_one(address: str) -> None:
    """What is taken for an address without asking is a URI of RFC 3986 too."""
    if forms._USUAL_WEB_ADDRESS.match(address):
        assert validate_rfc3986(address, rule="URI")

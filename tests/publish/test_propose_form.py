"""The form for proposing a vendor asks for what the schema has, and for nothing else."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inwriting.publish.propose_form import _NARROWER, Field, form_fields
from inwriting.publish.propose_page import propose_page
from inwriting.publish.register_json import register_document
from inwriting.publish.repository import Repository
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.load.formats import is_email, is_web_address
from inwriting.register.load.schemas import schema
from inwriting.register.load.text import hidden_character, hidden_class
from tests.load.declared import DECLARED

LEFT_OUT = {
    "vendor.fictional",
    "contradictions",
    "acknowledged-changes",
    # What the tool computes.
    "statements.*.passage",
    # Silence for some offerings is written by hand.
    "silent.*.offerings",
}
DOSSIER = schema("dossier", DECLARED)


def resolved(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a part of the schema refers to."""
    for item in (part, *part.get("allOf", ())):
        if "$ref" in item:
            return resolved(DOSSIER["definitions"][item["$ref"].rpartition("/")[2]])
    return part


def keys_of(part: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield every key of the schema, questions and ids as a star."""
    whole = resolved(part)
    if whole.get("type") == "array":
        yield from keys_of(whole["items"], path)
    elif whole.get("type") == "object":
        if isinstance(whole.get("additionalProperties"), dict):
            yield from keys_of(whole["additionalProperties"], path)
        for key, inner in whole.get("properties", {}).items():
            name = "*" if path in {"statements", "silent"} else key
            at = f"{path}.{name}".lstrip(".")
            yield at
            if at not in LEFT_OUT:
                yield from keys_of(inner, at)


def keys_in(fields: tuple[Field, ...], path: str = "") -> Iterator[str]:
    """Yield every key that the form asks for, likewise."""
    for item in fields:
        name = "*" if path in {"statements", "silent"} else item.key
        at = f"{path}.{name}".lstrip(".")
        yield at
        yield from keys_in(item.fields, at)


def test_the_form_asks_for_everything_but_what_is_left_out(whole: Evaluation) -> None:
    fields = form_fields(DOSSIER, register_document(whole))
    assert set(keys_of(DOSSIER)) - set(keys_in(fields)) == LEFT_OUT
    assert set(keys_in(fields)) <= set(keys_of(DOSSIER))


def test_every_question_offers_every_answer_with_its_meaning(whole: Evaluation) -> None:
    register = register_document(whole)
    sections = {item.key: item for item in form_fields(DOSSIER, register)}
    questions = {item["id"]: item for item in register["questions"]}
    assert {item.key for item in sections["statements"].fields} == set(
        DOSSIER["properties"]["statements"]["properties"]
    )
    for item in sections["statements"].fields:
        (says,) = [one for one in item.fields if one.key == "says"]
        values = DOSSIER["definitions"][f"statement.{item.key}"]["properties"]["says"]["enum"]
        assert [option.value for option in says.options] == values
        assert all(option.meaning for option in says.options)
        assert item.help == questions[item.key]["ask"]


def test_what_the_schema_needs_on_a_condition_is_asked_for_then(whole: Evaluation) -> None:
    sections = {item.key: item for item in form_fields(DOSSIER, register_document(whole))}
    found = {}

    def look(fields: tuple[Field, ...], path: str) -> None:
        for item in fields:
            if item.when is not None:
                assert item.required
                found[f"{path}.{item.key}"] = (item.when.key, item.when.values)
            look(item.fields, f"{path}.{item.key}")

    for item in sections.values():
        look((item,), "")
    assert {name.lstrip("."): condition for name, condition in found.items()} == {
        "documents.source.url": ("kind", ("url",)),
        "documents.source.archive": ("kind", ("archive",)),
        "documents.source.path": ("kind", ("archive",)),
        "documents.source.commit": ("kind", ("archive",)),
        "documents.source.file": ("kind", ("file",)),
        "documents.source.where": ("kind", ("held-elsewhere",)),
        "documents.dates.signed": ("kind", ("signed-contract",)),
        "statements.retention.period": ("says", ("limited",)),
        "statements.deletion-on-request.deadline": ("says", ("within-deadline",)),
        "statements.deletion-at-end.deadline": ("says", ("within-deadline",)),
        "statements.regions.places": ("says", ("pinned", "stated")),
        "subprocessors.outside-register": ("offering", ()),
    }


addresses = st.from_regex(
    r"[A-Za-z0-9_+\-]{1,8}(\.[A-Za-z0-9_+\-]{1,8}){0,2}"
    r"@([A-Za-z0-9]([A-Za-z0-9\-]{0,8}[A-Za-z0-9])?\.){1,3}[A-Za-z]{2,6}",
    fullmatch=True,
)
places = st.from_regex(
    r"https?://[A-Za-z0-9.\-]{1,12}(:[0-9]{1,5})?([/?][!-~]{0,12}|(/|%[0-9A-F]{2}){0,6})?"
    r"(#[!-~]{0,8})?",
    fullmatch=True,
)


@given(addresses.filter(lambda text: re.search(_NARROWER["email"], text)))
def test_what_the_form_takes_for_an_address_is_one(text: str) -> None:
    assert is_email(text)


@given(places.filter(lambda text: re.search(_NARROWER["uri"], text)))
def test_what_the_form_takes_for_a_web_address_is_one(text: str) -> None:
    assert is_web_address(text)


@given(st.characters())
def test_browsers_refuse_the_same_characters(character: str) -> None:
    as_python = re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m.group(1), 16)), hidden_class())
    assert hidden_class().isascii()
    refused = bool(re.search(as_python, character)) and character not in "\t\n"
    assert refused == bool(hidden_character(character))


def test_without_a_register_s_own_regions_they_are_typed() -> None:
    fields = form_fields(DOSSIER, {"questions": [], "regions": [], "vendors": []})
    (offerings,) = [item for item in fields if item.key == "offerings"]
    (markets,) = [item for item in offerings.fields if item.key == "markets"]
    assert markets.kind == "lines"


@pytest.mark.parametrize(
    ("address", "branch"),
    [
        ("http://github.com/owner/name", "main"),
        ("https://github.com/owner", "main"),
        ("https://github.com/owner/name/tree/main", "main"),
        ("https://github.com/owner/name?x", "main"),
        ("javascript:alert(1)//a/b", "main"),
        ("https://github.com/owner/name", ""),
        ("https://github.com/owner/name", "a b"),
        ("https://github.com/owner/name", "../../x"),
        ("https://github.com/owner/name", "-x"),
    ],
)
def test_what_is_no_repository_is_refused(address: str, branch: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        Repository(address, branch)


def test_only_a_known_repository_has_a_button(small: Evaluation) -> None:
    register = register_document(small)
    ((_, without),) = propose_page(register)
    ((_, with_it),) = propose_page(register, Repository("https://github.com/owner/name", "trunk"))
    assert "Open it on GitHub" not in without
    assert "Open it on GitHub" in with_it
    assert "https&#58;&#47;&#47;github&#46;com&#47;owner&#47;name&#47;new&#47;trunk" in with_it
    assert "issues&#47;new&#63;template" in with_it

"""Whatever the bytes, loading ends, never raises, and agrees with itself."""

import functools
import io
import itertools
import json
import re
import string
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator
from ruamel.yaml import YAML

from inwriting.register.load.files import load_file
from inwriting.register.load.formats import CHECKER
from inwriting.register.load.schema import mistakes
from inwriting.register.load.schemas import schema
from inwriting.register.load.source import FolderSource
from inwriting.register.load.yaml import locate, parse
from tests.checks.cases import HERE, ROOT, read
from tests.load.declared import DECLARED, DERIVED

KINDS = tuple(sorted(p.name.split(".")[0] for p in (ROOT / "schemas").glob("*.schema.json")))
DOSSIER = (HERE / "register/vendors/acme/dossier.yaml").read_bytes()

yaml_like = st.text(
    alphabet=st.sampled_from(
        f"{string.ascii_lowercase}{string.digits} \n\n  :-[]{{}},'\"#&*!|>?%@`~<=\\.é"
    ),
    max_size=300,
)
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    # ruamel.yaml writes [?A] without quotes and reads it back as a key. Such text is refused by
    # every schema, since keys stand where text belongs; here it is left out.
    | st.text(
        alphabet=st.characters(
            codec="ascii", categories=("L", "N", "P", "Zs"), exclude_characters="?"
        ),
        max_size=20,
    ),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcdefg"), inner, max_size=4)
    ),
    max_leaves=20,
)


class _Bytes:
    """A source that holds one file."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def folders(self, path: str) -> tuple[str, ...]:
        del path
        return ()

    def files(self, path: str) -> tuple[str, ...]:
        del path
        return ()

    def read(self, path: str) -> bytes | None:
        del path
        return self.content


@given(st.binary(max_size=400) | yaml_like.map(str.encode) | st.text(max_size=200).map(str.encode))
@settings(deadline=None, max_examples=300)
def test_any_bytes_end_in_data_or_problems(content: bytes) -> None:
    """No bytes raise, and bytes that are no dossier are refused with words."""
    loaded = load_file(_Bytes(content), "vendors/x/dossier.yaml", "dossier", DECLARED)
    assert loaded is not None
    assert loaded.problems
    assert all(problem.message and problem.fix for problem in loaded.problems)


@given(st.integers(0, len(DOSSIER) - 1), st.binary(max_size=6), st.integers(0, 12))
@settings(deadline=None, max_examples=200)
def test_a_damaged_dossier_never_raises(place: int, new: bytes, cut: int) -> None:
    """Bytes lost, added and swapped in a good file end in data or in problems."""
    loaded = load_file(
        _Bytes(DOSSIER[:place] + new + DOSSIER[place + cut :]), "x", "dossier", DECLARED
    )
    assert loaded is not None
    assert loaded.problems or isinstance(loaded.data, dict)


@given(plain)
@settings(deadline=None, max_examples=200)
def test_what_a_writer_wrote_is_read_back(data: Any) -> None:
    """The tool that writes YAML for us and the reader agree on every value."""
    stream = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.width = 4096
    # Inside braces ruamel.yaml cannot read its own `{a: :0}`; yaml_editing.py puts quotes there.
    yaml.default_flow_style = False
    # A writer may join equal parts by anchors, which are refused; copies have none.
    yaml.dump(json.loads(json.dumps(data)), stream)
    text = stream.getvalue()
    if "&id" in text or "..." in text:
        text = text.replace("...\n", "")
    found, problems = parse("x", text)
    if "&id" not in text:
        assert problems == ()
        assert found == data


@given(yaml_like)
@settings(deadline=None, max_examples=200)
def test_every_value_has_a_place(text: str) -> None:
    """Data and places come from the same walk: a path with a value has a position."""
    data, problems = parse("x", text)
    places = locate("x", text)
    if not problems:
        assert set(_paths(data)) == set(places)
    for path, place in places.items():
        assert locate("x", text, {path})[path] == place


def _paths(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path]
    if isinstance(data, dict):
        for key, value in data.items():
            found += _paths(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found += _paths(value, (*path, index))
    return found


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_editors_and_the_engine_read_a_schema_alike(kind: str, data: st.DataObject) -> None:
    """A draft-07 validator and the 2020-12 one find the same mistakes at the same places."""
    document = _document(kind)
    for _ in range(data.draw(st.integers(0, 3))):
        document = _mutated(document, data.draw)
    questions = data.draw(st.sampled_from((None, DERIVED.get(kind))))
    whole = schema(kind, questions)
    found = [
        sorted(
            (tuple(map(str, e.absolute_path)), str(e.validator), e.message)
            for e in validator(whole, format_checker=CHECKER).iter_errors(document)
        )
        for validator in (Draft7Validator, Draft202012Validator)
    ]
    assert found[0] == found[1]
    assert bool(found[0]) == bool(mistakes(kind, document, questions))


@functools.cache
def _document(kind: str) -> Any:
    places = {
        "dossier": HERE / "register/vendors/acme/dossier.yaml",
        "use": HERE / "register/vendors/acme/use.yaml",
        "approvals": HERE / "register/vendors/acme/approvals.yaml",
        "policy": HERE / "register/policy/policy.yaml",
        "questions": ROOT / "policy/questions.yaml",
        "footprint": ROOT / "footprints/azure-openai.yaml",
    }
    if kind not in places:
        return {"format": 1}
    document = read(places[kind])
    # A few questions and signals have every kind of key; all of them only take longer.
    if kind == "questions":
        document["questions"] = dict(itertools.islice(document["questions"].items(), 3))
    if kind == "footprint":
        document["signals"] = document["signals"][::8]
    return document


def _mutated(document: Any, draw: Callable[[Any], Any]) -> Any:
    """Return *document* with one value somewhere in it replaced, dropped or added."""
    document = json.loads(json.dumps(document))
    paths = [path for path in _paths(document) if path]
    if not paths:
        return draw(plain)
    *parents, last = draw(st.sampled_from(paths))
    target = document
    for part in parents:
        target = target[part]
    match draw(st.sampled_from(("replace", "drop", "add"))):
        case "replace":
            target[last] = draw(plain)
        case "drop":
            del target[last]
        case "add" if isinstance(target, dict):
            target["surprise"] = draw(plain)
    return document


def _patterns(part: Any) -> set[str]:
    found = set()
    if isinstance(part, dict):
        if isinstance(part.get("pattern"), str):
            found.add(part["pattern"])
        for value in part.values():
            found |= _patterns(value)
    elif isinstance(part, list):
        for value in part:
            found |= _patterns(value)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_patterns_are_anchored_and_end_in_time(kind: str) -> None:
    """No pattern lets a trailing newline through or takes more than linear time."""
    for pattern in _patterns(schema(kind)) | _patterns(schema(kind, DERIVED.get(kind))):
        if pattern == "\\S":
            continue
        assert pattern.startswith("^")
        assert pattern.endswith("$(?!\\n)")
        for unit in ("a", "a-", "-", "0", "sha256:", "https://", "a/", "evidence/a", " "):
            assert re.search(pattern, unit * 100_000 + "\n") is None


def test_a_list_of_many_groups_is_compared_in_time(tmp_path: Path) -> None:
    """A quarter of a million things in a list that must not repeat end in an answer."""
    items = ",".join("{}" for _ in range(60_000))
    text = DOSSIER.decode().replace("tiers: [enterprise]", f"tiers: [{items}]")
    (tmp_path / "dossier.yaml").write_text(text, encoding="utf-8")
    loaded = load_file(FolderSource(tmp_path), "dossier.yaml", "dossier", DECLARED)
    assert loaded is not None
    assert loaded.problems


@pytest.mark.parametrize("item", ["{}", "{says: maybe, foo: 1, bar: 2}", "1", "[[]]"])
def test_a_file_of_mistakes_is_refused_in_time(tmp_path: Path, item: str) -> None:
    """Half a mebibyte of mistakes is named up to a bound, and the bound is said."""
    head, _, _ = DOSSIER.decode().partition("statements:")
    body = f"    - {item}\n" * (400_000 // (len(item) + 7))
    (tmp_path / "dossier.yaml").write_text(f"{head}statements:\n  retention:\n{body}")
    began = time.process_time()
    loaded = load_file(FolderSource(tmp_path), "dossier.yaml", "dossier", DECLARED)
    assert loaded is not None
    assert any("more than 1000 mistakes" in problem.message for problem in loaded.problems)
    assert time.process_time() - began < 20

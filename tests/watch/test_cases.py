"""Each case: two texts, and exactly what watch says of the change."""

import json

import pytest

from tests.watch.cases import CASES, HERE, said, shown


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_of_a_change(name: str, request: pytest.FixtureRequest) -> None:
    """State, alarms, their meaning and the words they rest on are as the case expects."""
    got = shown(said(name))
    path = HERE / "cases" / name / "expected.json"
    if request.config.getoption("--update-golden"):
        path.write_text(json.dumps(got, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert got == json.loads(path.read_text(encoding="utf-8"))

"""What other repositories are held to is part of what a change moves."""

import dataclasses
from typing import Any

import pytest

from inwriting.register.check.policy_changes import PolicyChange, policy_changes
from inwriting.register.check.policy_directions import PolicyState
from inwriting.register.model.gate_policy import GatePolicy, build_gate_policy
from inwriting.register.model.place import Place
from inwriting.register.model.policy import Policy, build_policy
from tests.checks.cases import ROOT, read

EXCEPTION: dict[str, Any] = {
    "id": "for-now",
    "for": "acme/desk",
    "data-class": "internal",
    "owner": {"name": "Ida Imp", "email": "ida@test.example"},
    "approved-by": {"name": "Rosa Right", "email": "rosa@test.example"},
    "reason": "It goes in January.",
    "granted": "2026-11-01",
    "expires": "2027-01-15",
}
BEFORE: dict[str, Any] = {
    "data-class": "client-confidential",
    "register-days": 30,
    "undetermined-blocks-from": "internal",
    "suppressions": {"longest": 60, "fail-before-end": 7},
    "rules": {"tool-paused": "warns"},
    "offerings": {"some-tool": ["acme/desk"]},
    "exceptions": [EXCEPTION],
}


@pytest.fixture(scope="module")
def policy() -> Policy:
    return build_policy(read(ROOT / "policy/policy.yaml"), "policy/policy.yaml")


def _changes(was: Policy, now: Policy) -> list[PolicyChange]:
    return list(policy_changes(PolicyState(was, {}, None), PolicyState(now, {}, None)))


def _gate(data: dict[str, Any] | None) -> GatePolicy:
    return build_gate_policy(data, "restricted", Place("policy/policy.yaml"))


@pytest.mark.parametrize(
    ("change", "direction", "what"),
    [
        ({"data-class": "internal"}, "weaker", "names none"),
        ({"data-class": "restricted"}, "stronger", "names none"),
        ({"register-days": 60}, "weaker", "published register"),
        ({"register-days": 7}, "stronger", "published register"),
        ({"undetermined-blocks-from": "restricted"}, "weaker", "next hop"),
        ({"undetermined-blocks-from": "public"}, "stronger", "next hop"),
        ({"suppressions": {"longest": 90, "fail-before-end": 7}}, "weaker", "may last"),
        ({"suppressions": {"longest": 60, "fail-before-end": 3}}, "weaker", "fails"),
        ({"suppressions": {"longest": 60, "fail-before-end": 9}}, "stronger", "fails"),
        ({"roles": {"ci": "warns"}}, "weaker", "role ci"),
        ({"roles": {"test": "blocks"}}, "stronger", "role test"),
        ({"rules": {"tool-paused": "blocks"}}, "stronger", "rule tool-paused"),
        ({"rules": {"tool-paused": "warns", "tool-refused": "warns"}}, "weaker", "tool-refused"),
        ({"offerings": {"some-tool": ["acme/desk", "acme/lab"]}}, "weaker", "some-tool"),
        ({"exceptions": [EXCEPTION | {"for": "acme/lab"}]}, "weaker", "exception for-now"),
        ({"exceptions": [EXCEPTION | {"data-class": "public"}]}, "stronger", "exception for-now"),
        ({"exceptions": [EXCEPTION | {"reason": "Later."}]}, "other", "exception for-now"),
        ({"rules": {}}, "stronger", "rule tool-paused"),
        ({"offerings": {}}, "other", "some-tool"),
        ({"exceptions": []}, "stronger", "exception for-now"),
        ({"exceptions": [EXCEPTION, EXCEPTION | {"id": "more"}]}, "weaker", "exception more"),
        ({"exceptions": [EXCEPTION | {"expires": "2027-01-20"}]}, "weaker", "exception for-now"),
    ],
)
def test_each_part_is_told_with_its_direction(
    change: dict[str, Any], direction: str, what: str, policy: Policy
) -> None:
    was = dataclasses.replace(policy, gate=_gate(BEFORE))
    now = dataclasses.replace(policy, gate=_gate(BEFORE | change))
    (found,) = _changes(was, now)
    assert what in found.what
    assert found.direction.value == direction
    assert found.was != found.now
    assert _changes(was, was) == []


def test_without_the_section_the_strictest_holds(policy: Policy) -> None:
    gate = _gate(None)
    assert gate.data_class == "restricted"
    assert gate.undetermined_blocks_from == ""
    assert gate.roles["runtime"] == "blocks"
    was = dataclasses.replace(policy, gate=gate)
    assert {found.direction.value for found in _changes(was, policy)} <= {"weaker", "other"}

"""Every part of the policy has a row, and each row tells weaker from stronger, everywhere alike."""

import copy
import datetime
import fnmatch
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inwriting.diff.compare import compare
from inwriting.register.check.policy_changes import PolicyChange, policy_changes
from inwriting.register.check.policy_directions import Direction, PolicyState
from inwriting.register.check.policy_parts import NOTHING_JUDGED, ROWS
from inwriting.register.decide.evaluate import Request
from inwriting.register.model.policy import build_policy
from inwriting.register.model.questions import build_questions
from inwriting.resources import shipped
from tests.checks.cases import ROOT, evaluate_case, read

POLICY, QUESTIONS = "policy/policy.yaml", "policy/questions.yaml"
Change = tuple[str, tuple[Any, ...], Any]
"""A file, a path in it, and what to write there; None to take it out."""


def _leaves(schema: dict[str, Any], node: dict[str, Any], path: str) -> Iterator[str]:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        yield from _leaves(schema, schema["definitions"][name], path)
        return
    inner = [(f"{path}.{name}", part) for name, part in node.get("properties", {}).items()]
    more = [node.get("additionalProperties"), *node.get("patternProperties", {}).values()]
    inner += [(f"{path}.*", part) for part in more if isinstance(part, dict)]
    if isinstance(node.get("items"), dict):
        inner.append((f"{path}.[]", node["items"]))
    for name, part in inner:
        yield from _leaves(schema, part, name)
    if not inner:
        yield path.removeprefix(".")


@pytest.mark.parametrize("file", ["generic/policy.schema.json", "questions.schema.json"])
def test_a_part_of_the_schema_without_a_row_fails(file: str) -> None:
    schema = json.loads((shipped("schemas") / file).read_text(encoding="utf-8"))
    name = file.removeprefix("generic/").removesuffix(".schema.json")
    known = [*NOTHING_JUDGED, *(path for row in ROWS for path in row.paths)]
    wanted = {f"{name}: {path}" for path in _leaves(schema, schema, "")}
    assert len(wanted) > 15
    missing = [w for w in wanted if not any(fnmatch.fnmatchcase(w, _glob(k)) for k in known)]
    assert missing == []
    stale = [
        path
        for path in known
        if path.startswith(f"{name}: ") and not fnmatch.filter(wanted, _glob(path))
    ]
    assert stale == []


def _glob(path: str) -> str:
    return path.replace("[]", "[[]]")


GATE: Change = (
    POLICY,
    ("gate",),
    {
        "data-class": "internal",
        "register-days": 30,
        "undetermined-blocks-from": "internal",
        "suppressions": {"longest": 60, "fail-before-end": 7},
        "offerings": {"acme-kit": ["acme/desk"]},
    },
)
P, Q = POLICY, QUESTIONS
WEAKER: dict[str, tuple[Change, Change | None]] = {
    # Each row: the change that asks for less, and what the base needs for it to be one.
    "the firm is fictional": ((P, ("firm", "fictional"), True), (P, ("firm", "fictional"), False)),
    "check {0}": ((P, ("checks", "list", 0), None), None),
    "fixed clock": ((P, ("clock", "fixed"), "2025-01-01"), None),
    "authority of documents": (
        (P, ("authority",), [
            {"id": "signed", "kinds": ["signed-contract", "help-page"]},
            {"id": "binding", "kinds": ["product-terms", "data-processing-agreement"]},
            {"id": "record",
             "kinds": ["configuration-record", "technical-documentation", "audit-report"]},
            {"id": "written-answer", "kinds": ["vendor-answer"]},
            {"id": "policy", "kinds": ["policy-page"]},
            {"id": "marketing", "kinds": ["marketing"]},
        ]), None),
    "who signs for {0}": (
        (P, ("functions", "security", "signers", 0, "email"), "else@test.example"), None),
    "data classes": ((P, ("data-classes", 0), None), None),
    "{0} demands of {1}": (
        (P, ("data-classes", 2, "demands", "retention", "at-most", "length"), 60), None),
    "{0} is signed by": ((P, ("data-classes", 2, "signed-by"), ["security"]), None),
    "{0} needs the controls": ((P, ("data-classes", 2, "controls"), ["review"]), None),
    "{0} needs the texts at hand": (
        (P, ("data-classes", 2, "needs-evidence-at-hand"), False), None),
    "days that evidence may be old: {0}": ((P, ("evidence", "maximum-age", "marketing"), 91), None),
    "days between two looks: {0}": (
        (P, ("monitoring", "every-days-at-most", "confidential"), None), None),
    "days that an exception may last": ((P, ("exceptions", "longest"), 91), None),
    "days of warning before evidence expires": ((P, ("evidence", "warn"), 29), None),
    "days of warning before an exception ends": ((P, ("exceptions", "warn"), 13), None),
    "checks without exceptions": (
        (P, ("exceptions", "never"), []), (P, ("exceptions", "never"), ["answer-changed"])),
    "roles that need a dossier": (
        (P, ("chain", "roles-in-register"), ["hosting"]),
        (P, ("chain", "roles-in-register"), ["hosting", "model-provider"])),
    "questions asked along the chain": ((P, ("chain", "questions"), ["retention"]), None),
    "sensitive uses": ((P, ("sensitive-uses",), {}), None),
    "vague phrases": ((P, ("vague-phrases", 1, "questions"), ["retention"]), None),
    "who allows exceptions": ((P, ("exceptions", "approvers", 0, "name"), "Another Name"), None),
    "addresses inside that may be asked": (
        (P, ("fetching",), {"allow-addresses": ["10.0.0.0/8"]}), None),
    "terms of the client {0}": (
        (P, ("clients", "shy-bank", "forbids"), {"data-from": "internal"}), None),
    "data class of a repository that names none": (
        (P, ("gate", "data-class"), "public"), GATE),
    "data class from which an untold next hop blocks": (
        (P, ("gate", "undetermined-blocks-from"), "confidential"),
        GATE),
    "days that the published register may be old": (
        (P, ("gate", "register-days"), 31), GATE),
    "days that a suppression may last": (
        (P, ("gate", "suppressions", "longest"), 91), GATE),
    "days before its end in which a suppression fails": (
        (P, ("gate", "suppressions", "fail-before-end"), 1),
        GATE),
    "what the role {0} does": (
        (P, ("gate", "roles"), {"ci": "listed"}), GATE),
    "what the rule {0} does": (
        (P, ("gate", "rules"), {"tool-paused": "warns"}),
        GATE),
    "offerings that {0} may be": (
        (P, ("gate", "offerings", "acme-kit"), ["acme/desk", "acme/studio"]),
        GATE),
    "exception {0} for repositories": (
        (P, ("gate", "exceptions"), [{
            "id": "for-now", "for": "acme-kit", "data-class": "internal", "reason": "It goes.",
            "owner": {"name": "Ida Imp", "email": "ida@test.example"},
            "approved-by": {"name": "Rosa Right", "email": "rosa@test.example"},
            "granted": "2026-11-01", "expires": "2027-01-15",
        }]), GATE),
    "question {0}": ((Q, ("questions", "audit-evidence"), None), None),
    "standing of {0} as an answer to {1}": (
        (Q, ("questions", "training-use", "values", 3, "standing"), "protects"), None),
    "question {0} in dossiers": ((Q, ("questions", "retention", "required"), False), None),
    "data that {0} asks about": ((Q, ("questions", "retention", "data"), ["prompts"]), None),
    "purposes that {0} asks about": (
        (Q, ("questions", "training-use", "purposes"), ["train"]), None),
    "weakest authority of the question {0}": (
        (Q, ("questions", "retention", "authority"), "marketing"), None),
    "proof of the question {0}": ((Q, ("questions", "retention", "proof"), "fact"), None),
    "functions of the question {0}": (
        (Q, ("questions", "retention", "functions"), ["legal"]), None),
    "risks of the question {0}": (
        (Q, ("questions", "retention", "risks"), ["confidentiality"]), None),
}  # fmt: skip


def _start() -> dict[str, Any]:
    return {
        POLICY: read(ROOT / "tests/checks/register/policy/policy.yaml"),
        QUESTIONS: read(ROOT / QUESTIONS),
    }


def _edit(files: dict[str, Any], change: Change | None) -> None:
    if change is None:
        return
    file, (*above, last), to = change
    node = files[file]
    for key in above:
        node = node[key]
    if to is None:
        del node[last]
    else:
        node[last] = to


def _state(files: dict[str, Any]) -> PolicyState:
    questions = build_questions(files[QUESTIONS], QUESTIONS)
    return PolicyState(build_policy(files[POLICY], POLICY), questions, None)


def _found(before: dict[str, Any], now: dict[str, Any], label: str) -> set[Direction]:
    changes: list[PolicyChange] = list(policy_changes(_state(before), _state(now)))
    return {change.direction for change in changes if change.row.label == label}


def test_each_row_that_has_a_direction_is_tried() -> None:
    assert {row.label for row in ROWS if row.less} == set(WEAKER)


@pytest.mark.parametrize("label", WEAKER)
def test_less_is_weaker_and_the_way_back_is_stronger(label: str) -> None:
    change, first = WEAKER[label]
    before = _start()
    _edit(before, first)
    now = copy.deepcopy(before)
    _edit(now, change)
    assert _found(before, before, label) == set()
    assert _found(before, now, label) == {Direction.WEAKER}
    if label in {"who signs for {0}", "who allows exceptions"}:
        # One person for another: somebody new may sign either way.
        assert _found(now, before, label) == {Direction.WEAKER}
    else:
        assert _found(now, before, label) == {Direction.STRONGER}


def test_the_check_and_the_difference_say_the_same(tmp_path: Path) -> None:
    """Everything is weakened at once, and a real register is checked and compared."""
    # These leave no register that can be judged, or none whose evidence counts.
    apart = {
        "authority of documents", "check {0}", "data classes", "fixed clock", "question {0}",
        "standing of {0} as an answer to {1}", "the firm is fictional",
    }  # fmt: skip
    tried = {label: pair for label, pair in WEAKER.items() if label not in apart}
    firsts = {repr(first): first for _, first in tried.values() if first}
    case = {
        "base": [_as_case(first) for first in firsts.values()],
        "change": [
            _as_case(change) for change in (*firsts.values(), *(c for c, _ in tried.values()))
        ],
    }
    evaluation = evaluate_case(case, tmp_path)
    assert evaluation.problems == ()
    found = [f.message for f in evaluation.findings if f.check == "policy-weakened"]
    request = Request(tmp_path / "register", base="HEAD", clock=datetime.date(2026, 11, 24))
    moves = {m.what: m.direction for m in compare(request).policy}
    weaker = {what for what, direction in moves.items() if direction == "weaker"}
    assert {message.partition(": ")[0].casefold() for message in found} == {
        what.partition(": ")[0].casefold() for what in weaker
    }
    for label in tried:
        pattern = "".join(".*" if part[:1] == "{" else re.escape(part) for part in _parts(label))
        assert [what for what in weaker if re.fullmatch(pattern, what)], label


def _as_case(change: Change) -> dict[str, Any]:
    file, path, to = change
    return {"file": file, "at": list(path), **({"remove": True} if to is None else {"to": to})}


def _parts(label: str) -> list[str]:
    return re.split(r"(\{[01]\})", label)


def test_questions_that_cannot_be_read_on_the_base_are_said(tmp_path: Path) -> None:
    case = {"base": [{"file": QUESTIONS, "at": ["questions", "retention", "proof"], "to": 7}]}
    evaluation = evaluate_case(case, tmp_path)
    found = [f.message for f in evaluation.findings if f.check == "policy-weakened"]
    assert any("questions cannot be read" in message for message in found)

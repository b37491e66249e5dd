"""What a change moves: one case for each thing that can move, and what holds of every pair."""

import dataclasses
import datetime
import functools
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.diff.compare import compare, difference
from inwriting.diff.difference import Difference, VerdictMove
from inwriting.exit_codes import ExitCode
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from tests import registers
from tests.checks.cases import HERE, evaluate_case, read

TODAY = datetime.date(2026, 11, 24)
ONE_OF = ((), ("weaker-policy",), ("fewer-checks", "remove checks/answer_falls_short.py"))
ANY_OF = ("answer-changed", "narrower-use", "newcomer", "signed", "blocked", "hostile")
REMOVED = ((), ("remove vendors/mute",), ("remove vendors/acme",), ("remove vendors/trainly",))
WEAKENED = sorted((HERE / "policy-weakened" / "fail").glob("*.yaml"))
Parts = tuple[str, ...]


@functools.cache
def judged(parts: Parts) -> Evaluation:
    """Return the small register with *parts* laid on it, judged."""
    with tempfile.TemporaryDirectory() as name:
        return evaluate(Request(registers.make(Path(name) / "register", *parts), TODAY))


def between(before: Parts, now: Parts) -> Difference:
    """Return the difference of two registers that no Git knows of."""
    base, head = judged(before), judged(now)
    assert head.register is not None
    # Answers are compared under one policy; where that is the same, the base's own will do.
    register = dataclasses.replace(head.register, base=base.register)
    checked = dataclasses.replace(head, lazy_register=register)
    return difference(base, head, checked, names=("base", "0" * 40))


states = st.builds(
    lambda policy, chosen, removed: (*policy, *sorted(chosen), *removed),
    st.sampled_from(ONE_OF),
    st.sets(st.sampled_from(ANY_OF)),
    st.sampled_from(REMOVED),
)
many = settings(max_examples=40, deadline=None)


@many
@given(state=states)
def test_nothing_moves_between_a_register_and_itself(state: Parts) -> None:
    found = between(state, state)
    assert not found.moved
    assert found.signatures == ()
    assert found.clients == ()
    assert found.letters == ()
    assert not any(item.new for item in found.blocking)
    assert found.exit_code is ExitCode.CLEAR


@many
@given(one=states, other=states)
def test_the_way_back_moves_every_verdict_back(one: Parts, other: Parts) -> None:
    """What is worse on the way there is better on the way back, and nothing else."""
    turned = {"worse": "better", "better": "worse", "new": "gone", "gone": "new", "same": "same"}

    def told(move: VerdictMove, found: Difference) -> tuple[object, ...]:
        whom = (move.offering, move.data_class, move.team, move.client, move.region)
        return (*whom, frozenset(found.findings[c.finding].message for c in move.causes))

    there, back = between(one, other), between(other, one)
    # What goes with an offering that is gone explains nothing any more.
    moves = {
        (told(m, there), m.was, m.now, m.direction)
        for m in there.verdicts
        if m.direction not in {"new", "gone"}
    }
    returned = {
        (told(m, back), m.now, m.was, turned[m.direction])
        for m in back.verdicts
        if m.direction not in {"new", "gone"}
    }
    assert moves == returned
    came = {(m.offering, m.data_class, m.now) for m in there.verdicts if m.direction == "new"}
    went = {(m.offering, m.data_class, m.was) for m in back.verdicts if m.direction == "gone"}
    assert came == went


@many
@given(one=states, other=states)
def test_a_verdict_that_moved_explains_itself(one: Parts, other: Parts) -> None:
    """Each names findings that came or went, and the verdicts are those of the two states."""
    found = between(one, other)
    before, now = judged(one).verdicts, judged(other).verdicts
    assert before is not None
    assert now is not None
    moved = {}
    for move in found.verdicts:
        if move.direction in {"worse", "better", "same"}:
            assert move.causes
        if not (move.team or move.client or move.region):
            moved[move.offering, move.data_class] = (move.was, move.now)
    for key, decision in now.decisions.items():
        was = before.decisions[key].verdict.word if key in before.decisions else ""
        assert moved.get(key, (was, was)) == (was, decision.verdict.word)


def test_an_offering_under_another_name_is_recognised(tmp_path: Path) -> None:
    root = registers.make(tmp_path / "register")
    base = evaluate(Request(root, TODAY))
    for name in ("dossier.yaml", "use.yaml"):
        path = root / "vendors" / "acme" / name
        path.write_text(path.read_text("utf-8").replace("  desk:\n", "  studio:\n"), "utf-8")
    head = evaluate(Request(root, TODAY))
    found = difference(base, head, head, names=("base", ""))
    like = {move.offering: move.looks_like for move in found.offerings}
    assert like == {"acme/studio": "acme/desk", "acme/desk": "acme/studio"}


@pytest.mark.parametrize(
    ("old", "new", "what", "direction"),
    [
        ("data-allowed: confidential", "data-allowed: internal", "data allowed", "narrower"),
        ("    clients-excluded: [shy-bank]\n", "", "clients excluded", "wider"),
        ("team: advice", "team: sales", "data allowed to the team advice", "narrower"),
        ("required-from: confidential", "required-from: internal", "redaction from", "narrower"),
        ("redactor.}", "pen.}", "way of redaction", "other"),
        ("Ask the library.", "Ask Ida.", "what to do instead", "other"),
        ("purpose: Drafting.", "purpose: All.", "purpose", "other"),
        ("name: Ida Imp", "name: Ian Imp", "owner in the firm", "other"),
        ("    clients-ex", "    regions: [eu]\n    clients-ex", "regions", "narrower"),
    ],
)
def test_a_permission_moves(tmp_path: Path, old: str, new: str, what: str, direction: str) -> None:
    found = _edited(tmp_path, "vendors/acme/use.yaml", old, new)
    moves = {move.what: move.direction for move in found.permissions}
    assert moves[what] == direction
    assert found.signatures


@pytest.mark.parametrize(
    ("old", "new", "what", "direction"),
    [
        ("length: 90", "length: 91", "internal demands of retention", "weaker"),
        ("length: 90", "length: 89", "internal demands of retention", "stronger"),
        ("signed-by: [procurement]", "signed-by: [legal]", "public is signed by", "weaker"),
        ("by: [procurement]", "by: [procurement, legal]", "public is signed by", "stronger"),
        ("marketing: 90}", "marketing: 99}", "days that evidence may be old: marketing", "weaker"),
        ("  longest: 90", "  longest: 80", "days that an exception may last", "stronger"),
        ("every-use: true", "data-from: internal", "terms of the client shy-bank", "weaker"),
        ("email: rosa@", "email: ros@", "who allows exceptions", "weaker"),
        ("email: sam@", "email: sum@", "who signs for security", "weaker"),
        ("region: eu}", "region: us}", "teams", "other"),
        ("name: Public", "name: Open", "public means", "other"),
        ("phrase: industry standard", "phrase: state of the art", "vague phrases", "weaker"),
    ],
)  # fmt: skip
def test_the_policy_moves(tmp_path: Path, old: str, new: str, what: str, direction: str) -> None:
    found = _edited(tmp_path, "policy/policy.yaml", old, new)
    assert {move.what: move.direction for move in found.policy} == {what: direction}


@pytest.mark.parametrize(
    ("old", "new", "what", "direction"),
    [
        ("permitted, standing: exposes", "permitted, standing: protects",
         "standing of permitted as an answer to training-use", "weaker"),
        ("data: [prompts, outputs]\n    values", "data: [prompts]\n    values",
         "data that retention asks about", "weaker"),
        ("For how long do", "How long do", "wording of the question retention", "other"),
    ],
)  # fmt: skip
def test_the_questions_move(tmp_path: Path, old: str, new: str, what: str, direction: str) -> None:
    found = _edited(tmp_path, "policy/questions.yaml", old, new)
    assert {move.what: move.direction for move in found.policy} == {what: direction}


@pytest.mark.parametrize(
    ("old", "new", "kind", "what"),
    [
        ("kind: signed-contract", "kind: marketing", "changed", "kind"),
        ("checked: 2026-11-02", "checked: 2026-11-12", "redated", "date checked"),
        ("  agreement:\n    kind", "  contract:\n    kind", "renamed", "id"),
        ("title: Agreement with", "title: The agreement with", "changed", "title"),
    ],
)
def test_a_document_moves(tmp_path: Path, old: str, new: str, kind: str, what: str) -> None:
    found = _edited(tmp_path, "vendors/acme/dossier.yaml", old, new)
    (move,) = found.documents
    assert (move.kind, move.parts[0].what) == (kind, what)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('clause: "7.1"', 'clause: "7.2"', "recited"),
        ("summary: The EU alone.", "summary: Only the EU.", "reworded"),
    ],
)
def test_a_statement_moves_and_its_answer_does_not(
    tmp_path: Path, old: str, new: str, kind: str
) -> None:
    found = _edited(tmp_path, "vendors/acme/dossier.yaml", old, new)
    assert [(move.question, move.kind) for move in found.statements] == [("regions", kind)]
    assert found.answers == ()


def test_a_vendor_that_cannot_be_used_is_named_and_not_called_gone(tmp_path: Path) -> None:
    found = _edited(tmp_path, "vendors/acme/dossier.yaml", "format: 1", "format: 2")
    assert found.head.unusable == ("acme",)
    assert found.offerings == ()
    assert found.documents == ()
    assert found.permissions == ()
    assert found.exit_code is ExitCode.UNUSABLE
    found = _edited(
        tmp_path / "again", "vendors/acme/dossier.yaml", "format: 1", "format: 2", back=True
    )
    assert found.base.unusable == ("acme",)
    assert found.offerings == ()
    assert found.exit_code is ExitCode.UNUSABLE


def test_an_exception_moves_permissions_and_verdicts(tmp_path: Path) -> None:
    """It is added, extended and ended, and what it accepts is told with its name."""
    exception = (
        "exceptions:\n"
        "  - {id: short-trial, check: answer-unknown, offering: desk, question: training-use,\n"
        "     data-class: confidential, owner: {name: Ida Imp, email: ida@test.example},\n"
        "     approved-by: {name: Rosa Right, email: rosa@test.example},\n"
        "     reason: A trial of four weeks., granted: 2026-11-01, expires: 2026-12-01}\n"
    )
    root = registers.make(tmp_path / "register")
    path = root / "vendors" / "acme" / "use.yaml"
    text = path.read_text("utf-8")
    dossier = root / "vendors" / "acme" / "dossier.yaml"
    silent = dossier.read_text("utf-8").replace("purposes: [all]", "purposes: [train]")
    dossier.write_text(silent, "utf-8")
    states = []
    for written in (text, text + exception, text + exception.replace("12-01}", "12-09}")):
        path.write_text(written, "utf-8")
        states.append(evaluate(Request(root, TODAY)))
    without, first, longer = states

    def told(base: Evaluation, head: Evaluation) -> tuple[list[tuple[str, str]], set[str]]:
        found = difference(base, head, head, names=("base", ""))
        causes = {f"{c.moved} {c.exception}" for move in found.verdicts for c in move.causes}
        return [(m.what, m.direction) for m in found.permissions], causes

    moves, causes = told(without, first)
    assert moves == [("exception short-trial", "wider")]
    assert "accepted short-trial" in causes
    assert told(first, longer) == ([("exception short-trial", "wider")], set())
    assert told(longer, first)[0] == [("exception short-trial", "narrower")]
    moves, causes = told(first, without)
    assert moves == [("exception short-trial", "narrower")]
    assert "no-longer-accepted short-trial" in causes


@pytest.mark.parametrize("path", WEAKENED, ids=lambda path: path.stem)
def test_whatever_the_check_calls_weakened_is_weaker_here(path: Path, tmp_path: Path) -> None:
    """Both read the same policy, and neither sees less than the other."""
    evaluation = evaluate_case(read(path), tmp_path)
    named = [item for item in evaluation.findings if item.check == "policy-weakened"]
    assert named
    found = compare(Request(tmp_path / "register", TODAY, base="HEAD"))
    told = [f"check {move.check}" for move in found.checks if move.kind == "removed"]
    told += [move.what for move in found.policy if move.direction in {"weaker", "other"}]
    for item in named:
        assert [what for what in told if item.message.casefold().startswith(what.casefold())]


def _edited(folder: Path, file: str, old: str, new: str, *, back: bool = False) -> Difference:
    root = registers.make(folder / "register")
    base = evaluate(Request(root, TODAY))
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    head = evaluate(Request(root, TODAY))
    if back:
        base, head = head, base
    assert head.register is not None
    register = dataclasses.replace(head.register, base=base.register)
    checked = dataclasses.replace(head, lazy_register=register)
    return difference(base, head, checked, names=("base", ""))

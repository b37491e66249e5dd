"""What a change moves is the same when only what it can touch is compared."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from inwriting.diff import compare as compare_module
from inwriting.diff.compare import compare
from inwriting.diff.difference import Difference
from inwriting.diff.touched import touched
from inwriting.output import diff_json
from inwriting.register.decide.context import EvaluationContext
from inwriting.register.decide.evaluate import Evaluation, Request
from inwriting.register.decide.results import Results
from tests.checks import cases
from tests.checks.cases import ROOT
from tests.decide.cached_register import CLOCK, edited, make
from tests.repositories import commit, git

HERE = Path(cases.__file__).parent
CASES = [
    path
    for path in sorted(HERE.glob("*/*/*.yaml"))
    if path.parent.name in {"pass", "fail"} and "\nbase:" in path.read_text(encoding="utf-8")
]


def _whole(request: Request) -> Difference:
    """Return the difference when every vendor is compared."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(compare_module, "touched", lambda *_: None)
        return compare(request)


@pytest.mark.parametrize("path", CASES[::3], ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_parts_say_what_the_whole_says(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For every third case of a check that has a base branch."""
    asked: list[Request] = []
    left_out: list[bool] = []

    def note(request: Request) -> Evaluation:
        asked.append(request)
        return Evaluation()

    def noted(context: EvaluationContext, results: Results) -> frozenset[str] | None:
        found = touched(context, results)
        left_out.append(found is not None)
        return found

    monkeypatch.setattr(cases, "evaluate", note)
    monkeypatch.setattr(compare_module, "touched", noted)
    cases.evaluate_case(cases.read(path), tmp_path)
    (request,) = asked
    found = compare(request)
    whole = _whole(request)
    assert diff_json.render(found) == diff_json.render(whole)
    if left_out == [False]:
        # Only another policy, or what cannot be used, needs both states as wholes.
        assert whole.policy or whole.head.problems or whole.base.problems


def test_what_is_found_about_the_register_moves_everybody(tmp_path: Path) -> None:
    """A vendor that goes while the policy names it pauses all, also those whom nothing touched."""
    root = make(tmp_path / "register")
    shutil.copy(ROOT / "checks/unknown_name_in_policy.py", root / "checks")
    edited(root / "policy/policy.yaml", _naming_one_who_is_away)
    git(root, "init", "-q")
    commit(root, "All are here", 1)
    shutil.rmtree(root / "vendors/away")
    request = Request(root, base="HEAD", clock=CLOCK)
    whole = _whole(request)
    assert "solo/api" in {move.offering for move in whole.verdicts}
    assert diff_json.render(compare(request)) == diff_json.render(whole)


def _naming_one_who_is_away(policy: Any) -> None:
    policy["checks"]["list"].append("unknown-name-in-policy")
    policy["clients"]["shy-bank"]["forbids"]["vendors"] = ["away"]


def test_most_cases_need_no_wholes() -> None:
    """A test that compares wholes with wholes would hold nothing."""
    assert len(CASES) > 40

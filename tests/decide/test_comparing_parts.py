"""What a change moves is the same, whether two states are compared as wholes or in parts."""

from pathlib import Path

import pytest

from inwriting.decide.comparing import compare, compare_whole
from inwriting.decide.comparing_parts import parts
from inwriting.decide.evaluate import Evaluation, Request
from inwriting.load.source import common_commit
from inwriting.report import diff_json
from tests.checks import cases

HERE = Path(cases.__file__).parent
CASES = [
    path
    for path in sorted(HERE.glob("*/*/*.yaml"))
    if path.parent.name in {"pass", "fail"} and "\nbase:" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_parts_say_what_the_wholes_say(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For every case of a check that has a base branch."""
    asked: list[Request] = []

    def note(request: Request) -> Evaluation:
        asked.append(request)
        return Evaluation(None, (), None, (), (), {}, False, "")

    monkeypatch.setattr(cases, "evaluate", note)
    cases.evaluate_case(cases.read(path), tmp_path)
    (request,) = asked
    commit = common_commit(request.root, request.base)
    whole = compare_whole(request, commit)
    assert diff_json.render(compare(request)) == diff_json.render(whole)
    if parts(request, commit) is None:
        # Only another policy, or what cannot be used, needs both states as wholes.
        assert whole.policy or whole.head.problems or whole.base.problems


def test_most_cases_need_no_wholes() -> None:
    """A test that compares wholes with wholes would hold nothing."""
    assert len(CASES) > 40

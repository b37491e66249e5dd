"""What a firm's own register starts with: made from this repository's own, and linted like it."""

from typing import Any

import pytest

from tests.workflows.running import read_workflow
from tests.workflows.starters import MADE, STARTER, WORKFLOWS, made


@pytest.mark.parametrize("name", MADE)
def test_a_starter_is_made_from_our_own_workflow(name: str, request: pytest.FixtureRequest) -> None:
    wanted = made((WORKFLOWS / name).read_text(encoding="utf-8"))
    if request.config.getoption("--update-golden"):
        (STARTER / name).write_text(wanted, encoding="utf-8")
    assert (STARTER / name).read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize("name", MADE)
def test_nothing_of_this_repository_alone_is_left(name: str) -> None:
    text = (STARTER / name).read_text(encoding="utf-8")
    for word in ("requirements/", "tools/", "editable", "wheel", "WHEEL", "CODE:", "nox"):
        assert word not in text
    jobs: dict[str, Any] = read_workflow(STARTER / name)["jobs"]
    ours = read_workflow(WORKFLOWS / name)["jobs"]
    assert set(ours) - set(jobs) <= {"code", "wheel"}
    for job, described in jobs.items():
        same = [step for step in described["steps"] if step in ours[job]["steps"]]
        # One step differs: the one that installs the tool, or the one that asks every job.
        assert len(described["steps"]) - len(same) <= 1, job


@pytest.mark.parametrize("folder", [WORKFLOWS, STARTER])
def test_no_workflow_runs_a_pull_request_with_our_rights(folder: Any) -> None:
    for path in sorted(folder.glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        assert "pull_request_target" not in text, path
        if "jobs" not in read_workflow(path) or "on:" not in text:
            continue
        assert read_workflow(path)["permissions"] == {}, path
        for name, job in read_workflow(path)["jobs"].items():
            assert isinstance(job["permissions"], dict), f"{path}: {name}"

"""The runner of workflows itself: what it must do, and what it must refuse."""

from pathlib import Path
from typing import Any

import pytest

from tests.workflows.expressions import UnknownExpressionError, condition, evaluate, resolved
from tests.workflows.running import Ran, run_workflow
from tests.workflows.workshop import Workshop, git

CONTEXTS: dict[str, Any] = {
    "github": {"event_name": "pull_request", "event": {"number": 7, "none": None}},
    "steps": {"a-b": {"outputs": {"c": "d"}}},
}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("github.event_name == 'PULL_REQUEST'", True),
        ("github.event.number", 7),
        ("github.event.none || 'else'", "else"),
        ("github.event_name != 'push' && 'yes' || 'no'", "yes"),
        ("!(github.event.number == 7)", False),
        ("steps.a-b.outputs['c']", "d"),
        ("format('{0}-{1}', 'it''s', github.event.number)", "it's-7"),
        ("contains('register', 'GIST')", True),
        ("true && null", None),
    ],
)
def test_an_expression(expression: str, value: object) -> None:
    assert evaluate(expression, CONTEXTS, {}) == value


@pytest.mark.parametrize(
    "expression",
    [
        "github.evnt_name",
        "secrets.TOKEN",
        "github.event.number == 'seven'",
        "github.event.number > 6",
        "unknown('x')",
        "github.event.",
        "'open",
        "(true",
        "true true",
        "",
        "github.event.*.name",
    ],
)
def test_what_is_not_known_is_refused(expression: str) -> None:
    with pytest.raises(UnknownExpressionError):
        evaluate(expression, CONTEXTS, {})


def test_a_text_with_expressions() -> None:
    text = "${{ github.event_name }} ${{ github.event.number }}"
    assert resolved({"a": text}, CONTEXTS, {}) == {"a": "pull_request 7"}
    assert condition("${{ github.event.none }}", CONTEXTS, {}) is False


def test_a_context_in_a_text_is_refused() -> None:
    with pytest.raises(UnknownExpressionError):
        resolved("all of ${{ github.event }}", CONTEXTS, {})


def run(folder: Path, *steps: dict[str, Any], **more: Any) -> Ran:
    job = {"runs-on": "ubuntu-24.04", "permissions": {}, "steps": list(steps), **more}
    return run_workflow({"jobs": {"only": job}}, Workshop(folder), {"sha": "HEAD"})["only"]


def test_steps_hand_over_outputs_and_variables(tmp_path: Path) -> None:
    first = 'echo a=1 >> "$GITHUB_OUTPUT"\nprintf "B<<END\\n2\\n3\\nEND\\n" >> "$GITHUB_ENV"'
    then = 'echo "$A $B" | tee "$GITHUB_STEP_SUMMARY"'
    env = {"A": "${{ steps.first.outputs.a }}"}
    ran = run(tmp_path, {"id": "first", "run": first}, {"run": then, "env": env})
    assert (ran.result, ran.summary) == ("success", "1 2\n3\n")


def test_a_failure_stops_what_does_not_ask_for_it(tmp_path: Path) -> None:
    ran = run(
        tmp_path,
        {"name": "fails", "id": "fails", "run": "false\necho never"},
        {"name": "later", "run": "echo"},
        {"name": "anyway", "if": "${{ !cancelled() }}", "run": "echo ::error::x"},
        {"name": "asked", "if": "failure() && steps.fails.outcome == 'failure'", "run": "echo"},
    )
    assert [step.outcome for step in ran.steps] == ["failure", "skipped", "success", "success"]
    assert (ran.result, ran.annotations) == ("failure", ["::error::x"])


@pytest.mark.parametrize(
    ("defaults", "outcome"),
    [({}, "success"), ({"defaults": {"run": {"shell": "bash"}}}, "failure")],
)
def test_a_broken_pipe_is_seen_only_by_bash_as_asked_for(
    defaults: dict[str, Any], outcome: str, tmp_path: Path
) -> None:
    assert run(tmp_path, {"run": "false | cat"}, **defaults).result == outcome


def test_gh_needs_a_token_a_permission_and_an_answer(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path, {"GET repos/a/b/pulls?state=open": [{"number": 7}]})
    ask = "gh api --method GET repos/a/b/pulls -f state=open --jq '.[].number'"
    token = {"GH_TOKEN": "token"}

    def ran(script: str, permissions: dict[str, str], env: dict[str, str]) -> Ran:
        step = {"run": script, "env": env}
        job = {"runs-on": "x", "permissions": permissions, "steps": [step]}
        return run_workflow({"jobs": {"a": job}}, workshop, {})["a"]

    good = ran(ask, {"pull-requests": "read"}, token)
    assert (good.result, good.steps[0].output) == ("success", "7\n")
    assert ran(ask, {"pull-requests": "read"}, {}).result == "failure"
    assert ran(ask, {"contents": "read"}, token).result == "failure"
    assert ran(ask.replace("open", "all"), {"pull-requests": "read"}, token).result == "failure"
    comment = "gh api repos/a/b/issues/7/comments -f body=x"
    assert ran(comment, {"pull-requests": "read"}, token).result == "failure"
    assert len(workshop.calls()) == 4


def test_a_checkout_holds_the_commit_and_the_branches(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    git(work, "init", "--quiet", "--initial-branch=main")
    (work / "a.txt").write_text("one\n", encoding="utf-8")
    git(work, "add", "a.txt")
    git(work, "commit", "--quiet", "-m", "one")
    workshop = Workshop(tmp_path / "there")
    git(work, "push", "--quiet", workshop.origin.as_uri(), "main")
    given = {"persist-credentials": False, "fetch-depth": 0}
    steps = [
        {"uses": "actions/checkout@0 # v0", "with": given},
        {"run": "cat a.txt; git rev-parse origin/main"},
    ]
    job = {"runs-on": "x", "permissions": {"contents": "read"}, "steps": steps}
    head = git(work, "rev-parse", "HEAD")
    ran = run_workflow({"jobs": {"a": job}}, workshop, {"sha": head})["a"]
    assert ran.steps[1].output == f"one\n{head}\n"


def test_an_action_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="nothing stands in for somebody/else"):
        run(tmp_path, {"uses": "somebody/else@v1"})

"""What the workflows do besides pull requests: queues, pushes, the site, and GitLab's pipeline."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from inwriting import __version__
from tests.cli.command import environment
from tests.workflows.pull_requests import PullRequest, open_pull_request
from tests.workflows.running import Ran, read_workflow, run_workflow
from tests.workflows.starters import ROOT, started_workflow
from tests.workflows.workshop import git

CASES = Path(__file__).parent / "cases"


@pytest.fixture
def blocked(tmp_path: Path) -> PullRequest:
    return open_pull_request(tmp_path / "github", CASES / "fork")


@pytest.fixture
def clear(tmp_path: Path) -> PullRequest:
    return open_pull_request(tmp_path / "github", CASES / "new-vendor-complete")


def checked(pull: PullRequest, event: dict[str, Any], **github: Any) -> dict[str, Ran]:
    repository = {"visibility": "private"}
    # What an event has not, GitHub takes for nothing.
    absent = {"number": None, "head": {"repo": {"full_name": None}}}
    given = {"merge_group": {"base_sha": None}, "pull_request": absent}
    context = {
        **pull.checks(),
        "base_ref": "",
        "event": {**given, "repository": repository, **event},
        **github,
    }
    workflow = read_workflow(started_workflow("checks.yml"))
    return run_workflow(workflow, pull.workshop, context, variables={"CODE_SCANNING": ""})


def test_a_queue_is_checked_against_its_base(blocked: PullRequest) -> None:
    ran = checked(blocked, {"merge_group": {"base_sha": blocked.main}}, event_name="merge_group")
    assert ran["vendors"].result == ran["register"].result == "failure"
    # What the change touches is known, so that the base was read.
    assert any("which this change does not touch" in line for line in ran["vendors"].annotations)
    assert ran["code-scanning"].result == "skipped"
    assert "difference" not in blocked.workshop.artifacts


def test_a_push_is_checked_without_a_base(clear: PullRequest) -> None:
    ran = checked(clear, {}, event_name="push", ref="refs/heads/main")
    assert ran["register"].result == "success"
    assert not any("which this change" in line for line in ran["vendors"].annotations)
    # The repository is private, and nobody said that code scanning is licensed.
    assert ran["code-scanning"].result == "skipped"


def test_a_base_that_is_not_there_blocks(clear: PullRequest) -> None:
    ran = checked(clear, {}, event_name="pull_request", base_ref="no-such-branch")
    assert ran["vendors"].result == ran["register"].result == "failure"
    assert "no-such-branch" in "".join(ran["vendors"].annotations)


def test_an_installation_that_fails_blocks_and_is_said_in_the_comment(
    clear: PullRequest,
) -> None:
    """No artifact comes, and an older comment must not stand there as if it were of today."""
    pip = clear.workshop.programs / "python3"
    kept = pip.read_text(encoding="utf-8")
    pip.write_text("#!/bin/sh\necho no network; exit 1\n", encoding="utf-8")
    ran = run_workflow(
        read_workflow(started_workflow("checks.yml")),
        clear.workshop,
        clear.checks(),
        variables={"CODE_SCANNING": ""},
    )
    assert {name: job.result for name, job in ran.items()} == {
        "vendors": "failure",
        "code-scanning": "failure",
        "register": "failure",
    }
    pip.write_text(kept, encoding="utf-8")
    clear.answer()
    done = run_workflow(
        read_workflow(started_workflow("comment.yml")), clear.workshop, clear.finished("failure")
    )
    assert done["comment"].result == "success"
    bodies = [call["fields"].get("body", "") for call in clear.workshop.calls()]
    (body,) = [body for body in bodies if body]
    assert body.startswith("<!-- inwriting-diff -->\n")
    assert "https://github.test.example/test-and-test/register/actions/runs/4711" in body


def test_a_cancelled_run_is_not_commented(clear: PullRequest) -> None:
    workflow = read_workflow(started_workflow("comment.yml"))
    done = run_workflow(workflow, clear.workshop, clear.finished("cancelled"))
    assert done["comment"].result == "skipped"
    assert clear.workshop.calls() == []


def published(pull: PullRequest, sha: str, ref: str = "refs/heads/main") -> dict[str, Ran]:
    workflow = read_workflow(started_workflow("site.yml"))
    return run_workflow(workflow, pull.workshop, {"event_name": "push", "ref": ref, "sha": sha})


def test_the_site_is_published(clear: PullRequest) -> None:
    ran = published(clear, clear.merge)
    assert (ran["build"].result, ran["deploy"].result) == ("success", "success")
    pages = clear.workshop.folder / "pages"
    assert "Northwind" in (pages / "index.html").read_text(encoding="utf-8")
    register = json.loads((pages / "register.json").read_text(encoding="utf-8"))
    assert {vendor["id"] for vendor in register["vendors"]} >= {"northwind-ai", "quillon"}
    installed = (clear.workshop.folder / "installed.txt").read_text(encoding="utf-8")
    assert installed == "-m pip install inwriting[site]==" + __version__ + "\n"


def test_nothing_is_published_while_something_blocks(blocked: PullRequest) -> None:
    ran = published(blocked, blocked.merge)
    assert (ran["build"].result, ran["deploy"].result) == ("failure", "skipped")
    assert ran["build"].step("Build the site").outcome == "skipped"
    assert not (blocked.workshop.folder / "pages-artifact").exists()
    assert not (blocked.workshop.folder / "pages").exists()


def test_another_branch_is_built_and_not_published(clear: PullRequest) -> None:
    ran = published(clear, clear.main, "refs/heads/proposal")
    assert (ran["build"].result, ran["deploy"].result) == ("success", "skipped")


def gitlab(pull: PullRequest, job: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script of a job of GitLab's template as its runner does, in a merge request."""
    text = (ROOT / "templates/register/gitlab-ci.yml").read_text(encoding="utf-8")
    pipeline = YAML(typ="safe").load(text.replace("@VERSION@", __version__))
    git(pull.workshop.folder, "clone", "--quiet", pull.workshop.origin.as_uri(), str(folder))
    git(folder, "fetch", "--quiet", "origin", pull.head)
    git(folder, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    lines = [*pipeline["default"]["before_script"], *pipeline[job]["script"]]
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(lines)],
        cwd=folder,
        env={
            **pull.workshop.variables(),
            "CI_PIPELINE_SOURCE": "merge_request_event",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": pull.main,
            "CI_PROJECT_DIR": str(folder),
            "CI_PAGES_URL": "https://pages.test.example/register",
        },
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=100,
    )


def test_gitlab_gets_its_reports_from_a_job_that_blocks(
    blocked: PullRequest, tmp_path: Path
) -> None:
    folder = tmp_path / "checkout"
    done = gitlab(blocked, "register", folder)
    assert done.returncode == 1, done.stderr
    issues = json.loads((folder / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert issues[0]["severity"] == "blocker"
    assert issues[0]["location"]["path"] == "vendors/parrotly/dossier.yaml"
    assert "<testsuite" in (folder / "register.junit.xml").read_text(encoding="utf-8")
    assert "Blocks the merge" in done.stdout


def test_gitlab_shows_the_difference(blocked: PullRequest, tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    done = gitlab(blocked, "difference", folder)
    assert done.returncode == 0, done.stderr
    assert "## What this change moves" in (folder / "difference.md").read_text(encoding="utf-8")
    assert "parrotly" in done.stdout


def test_gitlab_publishes_nothing_while_something_blocks(
    blocked: PullRequest, tmp_path: Path
) -> None:
    folder = tmp_path / "checkout"
    assert gitlab(blocked, "pages", folder).returncode == 1
    assert not (folder / "public").exists()


def test_the_environment_of_these_tests_is_bare(tmp_path: Path) -> None:
    """Nothing of the machine that runs the tests may make a workflow behave well."""
    assert not [name for name in environment(tmp_path) if name.startswith(("GITHUB_", "CI", "GH_"))]

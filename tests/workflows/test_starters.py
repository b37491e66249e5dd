"""What a firm's own register starts with: made from this repository's own, and linted like it."""

import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from inwriting import __version__
from inwriting.cli.starter_files import starter_texts
from tests.workflows.running import read_workflow
from tests.workflows.starters import MADE, ROOT, WORKFLOWS, started_workflow


@pytest.mark.parametrize("name", MADE)
def test_nothing_of_this_repository_alone_is_left(name: str) -> None:
    text = started_workflow(name)
    for word in (
        "requirements/",
        "tools/",
        "editable",
        "wheel",
        "WHEEL",
        "COVERAGE",
        "CODE:",
        "nox",
    ):
        assert word not in text
    jobs: dict[str, Any] = read_workflow(started_workflow(name))["jobs"]
    ours = read_workflow((WORKFLOWS / name).read_text(encoding="utf-8"))["jobs"]
    assert set(ours) - set(jobs) <= {"code", "coverage", "wheel"}
    for job, described in jobs.items():
        same = [step for step in described["steps"] if step in ours[job]["steps"]]
        # One step differs: the one that installs the tool, or the one that asks every job.
        assert len(described["steps"]) - len(same) <= 1, job


@pytest.mark.parametrize(
    "text",
    [
        *(path.read_text(encoding="utf-8") for path in sorted(WORKFLOWS.glob("*.yml"))),
        *map(started_workflow, MADE),
    ],
)
def test_no_workflow_runs_a_pull_request_with_our_rights(text: str) -> None:
    assert "pull_request_target" not in text
    workflow = read_workflow(text)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert isinstance(job["permissions"], dict), name


@pytest.mark.parametrize("name", MADE)
def test_a_new_register_installs_the_release_that_wrote_it(name: str) -> None:
    installs = re.findall(r'pip install "inwriting(?:\[\w+\])?==(.+)"', started_workflow(name))
    assert installs
    assert set(installs) == {__version__}


def test_the_starters_hooks_are_those_that_others_install() -> None:
    """But for the package that a local hook has to name, and the words for a list of hooks."""
    safe = YAML(typ="safe")
    ours = safe.load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    # The gate is for all other repositories.
    ours = [hook for hook in ours if hook["id"] != "inwriting-gate"]
    config = safe.load(
        (ROOT / "templates/register/pre-commit-config.yaml").read_text(encoding="utf-8")
    )
    (repository,) = config["repos"]
    for hook in repository["hooks"]:
        assert hook.pop("additional_dependencies") == ["inwriting==@VERSION@"]
    for hook in ours:
        del hook["description"]
    assert repository["hooks"] == ours
    stages = {stage for hook in ours for stage in hook["stages"]}
    assert set(config["default_install_hook_types"]) == stages


@pytest.mark.parametrize("forge", ["github", "gitlab", "none"])
def test_a_new_register_has_what_its_forge_reads(forge: str) -> None:
    texts = starter_texts(forge)
    assert {"policy/policy.yaml", ".pre-commit-config.yaml", "README.md"} <= set(texts)
    assert any(name.startswith(".github/") for name in texts) is (forge == "github")
    assert any(name.startswith(".gitlab") for name in texts) is (forge == "gitlab")
    for name, text in texts.items():
        assert "@VERSION@" not in text, name

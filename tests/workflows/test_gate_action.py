"""The ways into the gate, run as they are written: the action, the hook and the templates."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from inwriting import __version__
from tests.cli.command import environment
from tests.gate.test_demonstration import DEMONSTRATION, published
from tests.workflows.running import Ran, run_workflow, workflow_at
from tests.workflows.starters import ROOT
from tests.workflows.workshop import Workshop, git

FOOTPRINTS = ROOT / "tests" / "gate" / "judging" / "footprints"
DAY = "2026-11-24"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a signed register, and of the file of those whose signature counts."""
    folder = tmp_path_factory.mktemp("register")
    published(folder)
    return folder


def repository(folder: Path, *, line: bool) -> Path:
    """Return the demonstration's repository, with or without the line that blocks."""
    place = folder / "work"
    shutil.copytree(DEMONSTRATION / "repository", place)
    if line:
        added = (DEMONSTRATION / "added-to-requirements.txt").read_text(encoding="utf-8")
        with (place / "requirements.txt").open("a", encoding="utf-8") as file:
            file.write(added)
    git(place, "init", "--quiet", "--initial-branch=main")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message=one")
    return place


def the_day(workshop: Workshop, register: Path) -> None:
    """Make the gate judge on the register's day, with the footprints of the demonstration."""
    program = workshop.programs / "inwriting"
    text = program.read_text(encoding="utf-8")
    more = f"--as-of {DAY} --footprints {shlex.quote(str(FOOTPRINTS))}"
    # What the footprints come to is worked out once for all of these tests.
    cache = f"XDG_CACHE_HOME={shlex.quote(str(register / 'cache'))}"
    script = f'  shift\n  set -- gate {more} "$@"\n  export {cache}\n'
    body = text.replace("#!/bin/sh\n", f'#!/bin/sh\nif [ "$1" = gate ]; then\n{script}fi\n')
    program.write_text(body, encoding="utf-8")


def acted(folder: Path, register: Path, given: dict[str, Any], *, line: bool = True) -> Ran:
    """Run the action, as a workflow of another repository calls it."""
    workshop = Workshop(folder / "there")
    the_day(workshop, register)
    place = repository(folder, line=line)
    git(place, "push", "--quiet", workshop.origin.as_uri(), "main")
    steps = [
        {"uses": "actions/checkout@0 # v0", "with": {"persist-credentials": False}},
        {"id": "gate", "name": "Gate", "uses": "in-writing/inwriting@0", "with": given},
        {
            "name": "After",
            "if": "always()",
            "env": {
                "CODE": "${{ steps.gate.outputs.exit-code }}",
                "SARIF": "${{ steps.gate.outputs.sarif }}",
                "JSON": "${{ steps.gate.outputs.json }}",
            },
            "run": 'echo "$CODE"; cat "$SARIF" || true; echo; cat "$JSON" || true',
        },
    ]
    job = {"runs-on": "x", "permissions": {"contents": "read"}, "steps": steps}
    return run_workflow(
        {"jobs": {"gate": job}},
        workshop,
        {"sha": git(place, "rev-parse", "HEAD")},
        composites={"in-writing/inwriting": ROOT},
    )["gate"]


def signed(register: Path) -> dict[str, Any]:
    """Return the inputs of somebody who trusts the register's signature."""
    return {
        "register": str(register / "published" / "register.json"),
        "signers": (register / "signers").read_text(encoding="utf-8"),
    }


def test_the_action_passes_what_is_allowed(tmp_path: Path, register: Path) -> None:
    ran = acted(tmp_path, register, signed(register), line=False)
    assert ran.result == "success", ran.step("Gate").output
    assert "Clear: nothing blocks. (exit code 0)" in ran.step("Gate").output
    assert "**Clear: nothing blocks.**" in ran.summary
    assert ran.step("After").output.startswith("0\n")
    installed = (tmp_path / "there" / "installed.txt").read_text(encoding="utf-8").splitlines()
    assert f"--require-hashes --only-binary :all: --requirement {ROOT}/requirements" in installed[0]
    assert installed[1].endswith(f"--no-index --editable {ROOT}")


def test_the_action_blocks_one_line(tmp_path: Path, register: Path) -> None:
    ran = acted(tmp_path, register, signed(register))
    gate = ran.step("Gate")
    assert gate.outcome == "failure"
    (error,) = [line for line in ran.annotations if line.startswith("::error")]
    assert error.startswith("::error file=requirements.txt,line=3,col=1,title=OpenAI API")
    assert "### Blocks" in ran.summary
    code, sarif, said = _told(ran)
    assert code == "1"
    assert json.loads(sarif)["runs"][0]["invocations"][0]["exitCode"] == 1
    assert json.loads(said)["register"]["signed-by"] == "register@test.example"


def _told(ran: Ran) -> tuple[str, str, str]:
    """Return the exit code, the SARIF and the JSON that a later step of the job reads."""
    code, _, rest = ran.step("After").output.partition("\n")
    sarif, _, said = rest.partition("\n\n")
    return code, sarif, said


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"signers": ""}, "5", "Nobody said whose signature is trusted"),
        ({"signers": "", "unsigned": True}, "1", "UNSIGNED"),
        ({"register": ""}, "5", "No register is named"),
        ({"data-class": "no-such"}, "2", "no-such"),
        ({"warn": "tool-not-in-register\n"}, "0", "only warn"),
        ({"warn": "no-such-rule"}, "2", "no-such-rule"),
        ({"folder": "nowhere"}, "2", "There is no such folder"),
        ({"folder": "--unsigned"}, "2", "There is no such folder"),
        ({"signers-file": "x"}, "", "Both signers and signers-file"),
        ({"unsigned": "yes"}, "", "neither true nor false"),
        ({"data-class": '$(touch here); "`touch here`"'}, "2", "touch here"),
    ],
    ids=str,
)
def test_what_the_action_is_given(
    changed: dict[str, Any], code: str, words: str, tmp_path: Path, register: Path
) -> None:
    """What is missing or wrong fails with its own code, and nothing that is given is run."""
    ran = acted(tmp_path, register, {**signed(register), **changed})
    gate = ran.step("Gate")
    assert words in gate.output
    assert ran.step("After").output.split("\n")[0] == code
    assert gate.outcome == ("success" if code == "0" else "failure")
    assert not list(tmp_path.rglob("here"))


def test_the_action_holds_to_what_is_said_of_it() -> None:
    """Pinned by hash, nothing put into a script but through its environment, no token."""
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    action = workflow_at(ROOT / "action.yml")
    assert "token" not in text.lower()
    for step in action["runs"]["steps"]:
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])
        else:
            assert "${{" not in step["run"]
    for name, about in {**action["inputs"], **action["outputs"]}.items():
        assert about["description"].strip(), name
    workflow = (ROOT / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8")
    (pinned,) = {step["uses"] for step in action["runs"]["steps"] if "uses" in step}
    assert pinned in workflow, "the action and our own workflows use one version"


def scripted(lines: str, folder: Path, register: Path, env: dict[str, str], shell: str) -> Any:
    """Run a script in the repository of the demonstration, on a machine with the fake programs."""
    workshop = Workshop(folder / "there")
    the_day(workshop, register)
    place = repository(folder, line=True)
    return subprocess.run(
        [shell, "-e", "-c", lines],
        cwd=place,
        env={**workshop.variables(), **env},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=100,
    )


def test_the_template_for_gitlab_runs_as_it_is_written(tmp_path: Path, register: Path) -> None:
    job = workflow_at(ROOT / "templates" / "gitlab-gate.yml")["inwriting-gate"]
    place = tmp_path / "environment"
    script = "\n".join(job["script"]).replace("/tmp/inwriting-gate", str(place))  # noqa: S108
    env = {
        **job["variables"],
        "INWRITING_REGISTER": str(register / "published" / "register.json"),
        "INWRITING_SIGNERS": str(register / "signers"),
        "CI_PROJECT_DIR": str(tmp_path / "work"),
    }
    assert job["variables"]["INWRITING_VERSION"] == __version__
    done = scripted(script, tmp_path, register, env, "bash")
    assert done.returncode == 1, done.stdout + done.stderr
    reports = job["artifacts"]["reports"]
    issues = json.loads((tmp_path / "work" / reports["codequality"]).read_text(encoding="utf-8"))
    blocking = [item["location"] for item in issues if item["severity"] == "blocker"]
    assert blocking == [{"path": "requirements.txt", "lines": {"begin": 3}}]
    for file in (*reports.values(), *job["artifacts"]["paths"]):
        assert (tmp_path / "work" / file).stat().st_size
    assert job["artifacts"]["when"] == "always"


def test_the_template_for_azure_runs_as_it_is_written(tmp_path: Path, register: Path) -> None:
    template = workflow_at(ROOT / "templates" / "azure-gate.yml")
    given = {item["name"]: str(item["default"]) for item in template["parameters"]}
    assert given["version"] == __version__
    given["register"] = str(register / "published" / "register.json")
    given["signers"] = str(register / "signers")
    env = {"AGENT_TEMPDIRECTORY": str(tmp_path)}
    scripts = []
    for step in template["steps"]:
        if "bash" in step:
            assert "${{" not in step["bash"]
            for name, value in step["env"].items():
                (parameter,) = re.findall(r"\$\{\{ parameters\.(\w+) \}\}", value)
                env[name] = given[parameter]
            scripts.append(step["bash"])
    done = scripted("\n".join(scripts), tmp_path, register, env, "bash")
    assert done.returncode == 1, done.stdout + done.stderr
    published_files = [
        str(value).replace("$(Agent.TempDirectory)", str(tmp_path))
        for step in template["steps"]
        for key, value in step.get("inputs", {}).items()
        if key in {"PathtoPublish", "testResultsFiles"}
    ]
    assert len(published_files) == 2
    for file in published_files:
        assert Path(file).stat().st_size


def test_the_hook_runs_as_pre_commit_runs_it(tmp_path: Path, register: Path) -> None:
    """By pre-commit itself, but for the installation: the command is the one on PATH."""
    hooks = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (hook,) = [item for item in hooks if item["id"] == "inwriting-gate"]
    config = {"repos": [{"repo": "local", "hooks": [{**hook, "language": "system"}]}]}
    workshop = Workshop(tmp_path / "there")
    the_day(workshop, register)
    place = repository(tmp_path, line=True)
    (place / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    git(place, "add", ".pre-commit-config.yaml")
    env = {
        **environment(tmp_path),
        **workshop.variables(),
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "INWRITING_REGISTER": str(register / "published" / "register.json"),
        "INWRITING_SIGNERS": str(register / "signers"),
    }
    program = Path(sys.executable).parent / "pre-commit"
    done = subprocess.run(
        [str(program), "run", "inwriting-gate"],
        cwd=place,
        env=env,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=100,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Blocked: 1 use of an AI tool" in done.stdout
    assert "requirements.txt:3:1" in done.stdout

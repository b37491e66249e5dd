"""What the pages on the gate and on estates show is true, and what they say to paste works."""

import datetime
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from inwriting.exit_codes import ExitCode
from inwriting.output.formats import formats_of
from inwriting.register.load.schema import mistakes
from tests.cli.command import environment, run
from tests.gate.test_demonstration import published
from tests.publish.test_docs import BLOCK, DOCS, blocks
from tests.workflows.running import run_workflow, workflow_at
from tests.workflows.starters import ROOT
from tests.workflows.test_gate_action import repository, the_day
from tests.workflows.workshop import Workshop, git

PAGE = (DOCS / "gate.md").read_text(encoding="utf-8")
WAYS_IN = ("github", "pre-commit", "gitlab", "azure", "by-hand", "python")


def section(anchor: str) -> str:
    """Return the section of the page with that anchor, without its heading."""
    _, _, rest = PAGE.partition(f"{{#{anchor}}}\n")
    assert rest, anchor
    return rest.split("\n## ")[0].strip()


def pasted(anchor: str) -> Any:
    """Return the YAML that a section says to paste."""
    (text,) = [text for name, text in BLOCK.findall(section(anchor)) if name == "yaml"]
    return YAML(typ="safe").load(text)


def rows(anchor: str) -> list[str]:
    """Return the first cells of the rows of the section's table, one name each."""
    lines = re.findall(r"^\| (.*?) \|", section(anchor), re.MULTILINE)[2:]
    return [name for line in lines for name in re.findall(r"`([^`]+)`", line) or [line]]


@pytest.mark.parametrize("anchor", WAYS_IN)
def test_a_way_in_begins_with_what_to_paste(anchor: str) -> None:
    assert section(anchor).startswith("```")


def test_the_page_for_estates_begins_with_what_to_paste() -> None:
    assert (DOCS / "estate.md").read_text(encoding="utf-8").split("\n\n")[1].startswith("```sh\n")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    published(folder)
    return folder


def test_what_github_is_given_works(tmp_path: Path, register: Path) -> None:
    """The workflow is run as it stands on the page; only the register's address is ours."""
    workflow = pasted("github")
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["gate"]["permissions"] == {"contents": "read"}
    checkout = workflow["jobs"]["gate"]["steps"][0]["uses"]
    assert checkout in (ROOT / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8")
    given = workflow["jobs"]["gate"]["steps"][1]["with"]
    given["register"] = str(register / "published" / "register.json")
    workshop = Workshop(tmp_path / "there")
    the_day(workshop, register)
    place = repository(tmp_path, line=True)
    git(place, "push", "--quiet", workshop.origin.as_uri(), "main")
    ran = run_workflow(
        workflow,
        workshop,
        {"sha": git(place, "rev-parse", "HEAD")},
        variables={"INWRITING_SIGNERS": (register / "signers").read_text(encoding="utf-8")},
        composites={"OWNER/inwriting": ROOT},
    )["gate"]
    assert ran.result == "failure"
    assert "::error file=requirements.txt,line=3," in ran.annotations[0]


def test_what_the_others_are_given_exists() -> None:
    hooks = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (repo,) = pasted("pre-commit")["repos"]
    assert {item["id"] for item in repo["hooks"]} <= {item["id"] for item in hooks}
    (include,) = pasted("gitlab")["include"]
    assert (ROOT / include["file"]).is_file()
    template = pasted("azure")["steps"][-1]
    file, _, named = template["template"].partition("@")
    assert named == pasted("azure")["resources"]["repositories"][0]["repository"]
    known = {item["name"] for item in workflow_at(ROOT / file)["parameters"]}
    assert set(template["parameters"]) <= known


def test_the_python_on_the_page_runs(tmp_path: Path) -> None:
    """As it stands there, on a register of today."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    published(tmp_path, str(today))
    for file in (tmp_path / "published").glob("register.json*"):
        file.rename(tmp_path / file.name)
    (tmp_path / "signers").rename(tmp_path / "firm-signers")
    repository(tmp_path, line=True).rename(tmp_path / "checkout")
    (source,) = [text for name, text in BLOCK.findall(section("python")) if name == "python"]
    done = subprocess.run(
        [sys.executable, "-c", source],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=100,
    )
    assert done.stdout.startswith("Blocked: ")
    assert "checkout" not in done.stderr


def test_the_tables_are_whole() -> None:
    assert sorted(rows("github")) == sorted(workflow_at(ROOT / "action.yml")["inputs"])
    assert sorted(rows("formats")) == sorted(formats_of("gate"))
    assert rows("exit-codes") == [str(int(code)) for code in ExitCode]


def test_what_a_repository_says_is_valid() -> None:
    assert mistakes("repository", pasted("data-class")) == ()


@pytest.mark.parametrize("page", ["gate.md", "estate.md"])
def test_every_option_on_the_page_is_known(page: str, register: Path) -> None:
    """Each command line of inwriting names a command and options that exist."""
    seen = set()
    for text in blocks(page, "sh"):
        for line in text.replace("\\\n", " ").splitlines():
            command = re.search(r"\binwriting (gate|estate|publish)\b(.*)", line)
            if command:
                seen |= {(command[1], option) for option in re.findall(r"--[a-z-]+", command[2])}
    assert seen
    for name in {name for name, _ in seen}:
        told = run([name, "--help"], register).stdout
        assert [option for known, option in seen if known == name and option not in told] == []

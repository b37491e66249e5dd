"""What only asks the gate loads nothing that judges registers, whatever the format."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from inwriting.output.formats import formats_of
from tests.cli.command import environment

JUDGE = (
    "inwriting.check",
    "inwriting.diff",
    "inwriting.evidence",
    "inwriting.publish",
    "inwriting.register.check",
    "inwriting.register.decide",
    "inwriting.register.model",
)


RUN = """
import runpy, sys
try:
    runpy.run_module("inwriting", run_name="__main__")
finally:
    with open("../modules", "w", encoding="utf-8") as file:
        file.write("\\n".join(sys.modules))
"""


def loaded(arguments: list[str], folder: Path) -> tuple[list[str], str]:
    """Return the modules that the command has loaded in the end, and what it says."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=folder,
        env=environment(folder.parent, {"GITHUB_STEP_SUMMARY": "summary.md"}),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    assert done.stderr == ""
    return (folder.parent / "modules").read_text(encoding="utf-8").splitlines(), done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    (root / "app.py").write_text("import openai\n", encoding="utf-8")
    return root


@pytest.mark.parametrize("command", ["gate", "estate"])
def test_no_format_loads_what_judges_registers(command: str, repository: Path) -> None:
    """All of them are written by one run, that of GitHub with the summary of its step."""
    arguments = [command, ".", "--unsigned", "--format", "github"]
    for output in formats_of(command):
        arguments += ["--write", f"{output}=../told/{output}"]
    modules, said = loaded(arguments, repository)
    assert "::error " in said
    told = repository.parent / "told"
    assert {file.name for file in told.iterdir()} == set(formats_of(command))
    assert json.loads((told / "sarif").read_text(encoding="utf-8"))["runs"]
    assert (repository / "summary.md").read_text(encoding="utf-8").startswith("## AI tools")
    assert "inwriting.output.writers.github" in modules
    assert "inwriting.output.writers.markdown" in modules
    assert [name for name in modules if name.startswith(JUDGE)] == []


def test_the_look_sees_what_would_be_wrong(repository: Path) -> None:
    """Else the test above could not fail."""
    modules, _ = loaded(["check", ".", "--format", "github"], repository)
    assert "inwriting.register.decide.outcome" in modules

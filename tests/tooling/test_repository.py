"""What must hold for the repository as a whole."""

import ast
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.tooling.repository import ROOT, pyproject, tracked_files
from tests.workflows.starters import started_workflow

# Spelt so that this file does not hold what it forbids.
MACHINE_PATHS = re.compile(r"(?<![\w.\-/])/(?:work|root)/")
REGISTRY_HOSTS = re.compile(
    r"\b(?:[\w-]+\.)*(?:pypi|pythonhosted|npmjs|debian)\.(?:org|com)\b", re.IGNORECASE
)
INDEX_OPTIONS = re.compile(r"--(?:extra-)?" + r"index-url\b|--default-" + r"index\b")
# The gate reads the commands and files of others, in which these options stand.
OF_OTHERS = ("src/inwriting/gate/readers/", "tests/gate/readers/")


def noxfile() -> ast.Module:
    """Parse the noxfile; to import it would need nox."""
    return ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))


def sessions() -> dict[str, ast.FunctionDef]:
    """Name every nox session and its function."""
    return {
        node.name: node
        for node in noxfile().body
        if isinstance(node, ast.FunctionDef)
        and any("nox.session" in ast.unparse(decorator) for decorator in node.decorator_list)
    }


def one_line_commands(file: Path) -> list[str]:
    """Name the fenced shell blocks of a page that hold one line."""
    blocks = re.findall(
        r"^```sh\n(.*?)^```", file.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [block.strip() for block in blocks if block.count("\n") == 1]


def started_sessions(command: str) -> list[str]:
    """Name the sessions that a `python3 tools/start.py` command runs."""
    words = shlex.split(command, comments=True)
    assert words[:2] == ["python3", "tools/start.py"], command
    names = words[2:]
    return names[: names.index("--")] if "--" in names else names


@pytest.mark.parametrize("forbidden", [MACHINE_PATHS, REGISTRY_HOSTS, INDEX_OPTIONS])
def test_no_file_names_a_machine_or_a_registry(forbidden: re.Pattern[str]) -> None:
    found = []
    for file in tracked_files():
        if forbidden is INDEX_OPTIONS and str(file.relative_to(ROOT)).startswith(OF_OTHERS):
            continue
        text = file.read_bytes().decode("utf-8", errors="replace")
        found += [f"{file.relative_to(ROOT)}: {match[0]}" for match in forbidden.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("forbidden", "text"),
    [
        (MACHINE_PATHS, "see {slash}work/main/x.py"),
        (MACHINE_PATHS, "'{slash}root/.cache'"),
        (REGISTRY_HOSTS, "https://files.pythonhosted{dot}org/packages"),
        (REGISTRY_HOSTS, "https://pypi{dot}org/simple"),
        (INDEX_OPTIONS, "pip install --index{dash}url"),
    ],
)
def test_what_is_forbidden_is_found(forbidden: re.Pattern[str], text: str) -> None:
    assert forbidden.search(text.format(slash="/", dot=".", dash="-"))


def test_every_session_says_what_it_does() -> None:
    assert len(sessions()) >= 8
    assert [name for name, node in sessions().items() if not ast.get_docstring(node)] == []


def test_the_readme_opens_with_two_commands_that_exist() -> None:
    first, second = one_line_commands(ROOT / "README.md")[:2]
    assert started_sessions(first) == ["register"]
    assert started_sessions(second) == ["tests"]
    assert {"register", "tests"} <= set(sessions())


@pytest.mark.parametrize(
    "place",
    ["CONTRIBUTING.md", "README.md", "SECURITY.md", ".ci/run", ".github/workflows/checks.yml"],
)
def test_every_session_that_is_named_exists(place: str) -> None:
    text = (ROOT / place).read_text(encoding="utf-8")
    for command in re.findall(r"python3 tools/start\.py[^`\n|]*", text):
        assert set(started_sessions(command)) <= set(sessions()), command


def test_ci_runs_the_readmes_test_command_last() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    started = [line for line in lines if line.startswith("python3 tools/start.py")]
    assert started[-1].split(" | ")[0] == one_line_commands(ROOT / "README.md")[1]


def test_the_version_stands_in_one_place() -> None:
    assert pyproject()["project"]["dynamic"] == ["version"]
    source = pyproject()["tool"]["hatch"]["version"]["path"]
    version = re.compile(r"^\s*(?:__version__|version)\s*=\s*[\"']\d", re.MULTILINE)
    found = [
        str(file.relative_to(ROOT))
        for file in tracked_files()
        if file.suffix in {".py", ".toml", ".cfg"} and "tests" not in file.parts
        if version.search(file.read_text(encoding="utf-8"))
    ]
    assert found == [source]


def test_the_start_can_be_read_by_old_pythons() -> None:
    ast.parse((ROOT / "tools" / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_start_needs_the_standard_library_alone() -> None:
    tree = ast.parse((ROOT / "tools" / "start.py").read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
    }
    assert imported <= sys.stdlib_module_names


def test_every_action_is_pinned_by_commit() -> None:
    for file in (ROOT / ".github" / "workflows").glob("*.yml"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if "uses:" in line:
                assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


@pytest.mark.parametrize(
    "text",
    [
        (ROOT / ".github/workflows/checks.yml").read_text(encoding="utf-8"),
        started_workflow("checks.yml"),
    ],
    ids=["ours", "a new register's"],
)
def test_the_gate_job_needs_every_job_that_judges_and_asks_each_for_success(text: str) -> None:
    workflow = YAML(typ="safe").load(text)
    jobs = workflow["jobs"]
    gate = jobs.pop("register")
    # It shows what another job found, and judges nothing; for a fork it is skipped.
    assert jobs.pop("code-scanning")["needs"] == "vendors"
    assert sorted(gate["needs"]) == sorted(jobs)
    assert gate["if"] == "${{ always() }}"
    (step,) = gate["steps"]
    asked = set(step["env"].values())
    assert asked == {f"${{{{ needs.{job}.result }}}}" for job in jobs}
    for variable in step["env"]:
        assert f'test "${variable}" = success' in step["run"].splitlines()


@pytest.mark.parametrize(
    ("kind", "file"),
    [("config", ".pre-commit-config.yaml"), ("manifest", ".pre-commit-hooks.yaml")],
)
def test_pre_commit_can_read_its_files(kind: str, file: str) -> None:
    command = [sys.executable, "-m", "pre_commit", f"validate-{kind}", str(ROOT / file)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout + done.stderr

"""What golden tests of `inwriting diff` cannot show: other histories, folders and files."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from inwriting.output.diff_json import LARGEST
from inwriting.output.diff_report import DiffReport
from tests import registers
from tests.cli.command import run


def git(root: Path, *arguments: str) -> str:
    author = ("-c", "user.name=Case", "-c", "user.email=case@test.example")
    command = ["git", "-C", str(root), *author, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def committed(root: Path, *parts: str, message: str = "a state") -> str:
    """Lay *parts* on the small register at *root*, commit that, and return the commit."""
    registers.make(root, *parts)
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    root = tmp_path / "register"
    committed(root)
    return root


def data(root: Path, *arguments: str) -> dict[str, Any]:
    """Return what the command says as JSON, when it can compare in full."""
    done = run(["diff", *arguments, "--format", "json"], root)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_others_did_on_the_base_meanwhile_is_no_part_of_the_change(register: Path) -> None:
    began = git(register, "rev-parse", "HEAD")
    git(register, "switch", "--quiet", "--create", "change")
    committed(register, "newcomer")
    git(register, "switch", "--quiet", "main")
    committed(register, "answer-changed")
    git(register, "switch", "--quiet", "change")
    found = data(register, "main")
    assert found["base"] == {
        "name": "main",
        "commit": began,
        "vendors": 3,
        "unusable": [],
        "problems": [],
        "crashed": [],
    }
    assert found["answers"] == []
    assert [move["offering"] for move in found["offerings"]] == ["newcomer/notes"]


def test_on_a_merge_commit_the_change_is_what_it_brings(register: Path) -> None:
    """As CI checks out a pull request: the merge of it into the base, whose tip has moved."""
    git(register, "switch", "--quiet", "--create", "change")
    committed(register, "newcomer")
    git(register, "switch", "--quiet", "main")
    committed(register, "narrower-use")
    git(register, "switch", "--quiet", "--detach")
    git(register, "merge", "--quiet", "--no-edit", "change")
    found = data(register, "main")
    assert [move["offering"] for move in found["offerings"]] == ["newcomer/notes"]
    assert {move["offering"] for move in found["permissions"]} == {"newcomer/notes"}


def test_work_that_is_not_committed_counts(register: Path) -> None:
    assert data(register, "HEAD")["answers"] == []
    registers.make(register, "answer-changed")
    assert data(register, "HEAD")["answers"] != []


def test_a_history_without_a_common_commit_is_said(register: Path) -> None:
    git(register, "switch", "--quiet", "--orphan", "other")
    committed(register, message="another beginning")
    done = run(["diff", "main"], register)
    assert done.returncode == 2
    assert "have no commit in common" in done.stderr
    assert "The change could not be compared." in done.stdout


def test_a_folder_without_git_is_said(tmp_path: Path) -> None:
    done = run(["diff", "main"], registers.make(tmp_path / "register"))
    assert done.returncode == 2
    assert "Git has no commit 'main'" in done.stderr


@pytest.mark.parametrize("reference", ["--output=x", "-x", "", " ", "main..HEAD", "main:policy"])
def test_what_is_no_commit_is_refused(register: Path, reference: str) -> None:
    done = run(["diff", "--", reference], register)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert sorted(path.name for path in register.iterdir()) == [
        *(".git", "checks", "policy", "vendors"),
    ]


def test_the_same_change_says_the_same_in_every_folder(tmp_path: Path) -> None:
    said = []
    for root in (tmp_path / "one" / "register", tmp_path / "two" / "deep" / "r"):
        committed(root)
        registers.make(root, "answer-changed", "newcomer")
        for name in ("text", "markdown", "json"):
            done = run(["diff", "main", "--format", name], root)
            assert done.returncode == 0
            said.append(done.stdout)
    commits = [json.loads(said[place])["base"]["commit"] for place in (2, 5)]
    for place, commit in ((2, commits[0]), (5, commits[1])):
        said[place] = said[place].replace(commit, "COMMIT")
    assert said[2] == said[5]
    # The text and the comment differ in the commit's name alone.
    for first, second in ((said[0], said[3]), (said[1], said[4])):
        pairs = list(zip(first.splitlines(), second.splitlines(), strict=True))
        assert [a for a, b in pairs if a != b and "commit" not in a] == []


def test_a_register_in_a_part_of_a_repository(tmp_path: Path) -> None:
    root = tmp_path / "repository" / "legal" / "register"
    registers.make(root)
    committed(tmp_path / "repository")
    registers.make(root, "newcomer")
    done = run(["diff", "main", "legal/register", "--format", "json"], tmp_path / "repository")
    assert done.returncode == 0, done.stderr
    offerings = json.loads(done.stdout)["offerings"]
    assert [move["offering"] for move in offerings] == ["newcomer/notes"]


def test_json_is_shown_elsewhere_as_markdown(register: Path, tmp_path: Path) -> None:
    """As the second workflow does it: in a folder without any register."""
    registers.make(register, "answer-changed")
    done = run(["diff", "main", "--format", "json"], register)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "diff.json").write_text(done.stdout, encoding="utf-8")
    url = ["--summary-url", "https://example.com/runs/1"]
    shown = run(["diff", "--from", "diff.json", "--format", "markdown", *url], elsewhere)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith(f"{DiffReport.marker}\n")
    here = run(["diff", "main", "--format", "markdown"], register)
    retold = "This is what the change's own run reported. Whether it may merge, the check says."
    assert shown.stdout.replace(f"\n**{retold}**\n", "", 1) == here.stdout


def test_a_file_that_is_none_or_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "large.json").write_bytes(b" " * (LARGEST + 1))
    (tmp_path / "link.json").symlink_to(tmp_path / "large.json")
    (tmp_path / "folder.json").mkdir()
    for name, why in (
        ("large", "larger than"),
        ("link", "not a plain file"),
        ("folder", "not a plain file"),
    ):
        done = run(["diff", "--from", f"{name}.json", "--format", "markdown"], tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert why in done.stderr


def test_the_summary_of_the_step_is_added_to(register: Path, tmp_path: Path) -> None:
    registers.make(register, "answer-changed")
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    env = {"GITHUB_STEP_SUMMARY": str(summary)}
    assert run(["diff", "main", "--summary"], register, env=env).returncode == 0
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n## What this change moves\n")
    assert DiffReport.marker not in text
    assert run(["diff", "main"], register, env=env).returncode == 0
    assert summary.read_text(encoding="utf-8") == text

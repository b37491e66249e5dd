"""One weakened commitment for each group of checks, on a branch, through the real command.

Drop ``weakened/<name>.yaml``: ``change`` as in the cases of checks, ``named`` the id of the check
that must be named.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks.cases import ROOT, apply_changes, read

CASES = sorted((Path(__file__).parent / "weakened").glob("*.yaml"))


def _check(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "inwriting", "check", str(root), "--base", "HEAD", "-v"],
        capture_output=True,
        text=True,
        check=False,
    )


def _git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Case", "-c", "user.email=case@test.example")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True)


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A Git repository of the fictional vendors, clean at its only commit."""
    for name in ("checks", "policy"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in sorted((ROOT / "vendors").iterdir()):
        if "fictional: true" in (folder / "dossier.yaml").read_text(encoding="utf-8"):
            shutil.copytree(folder, tmp_path / "vendors" / folder.name)
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-qm", "The register as it was signed")
    return tmp_path


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_weakened_commitment_blocks_by_name(path: Path, branch: Path) -> None:
    """The branch is clear before, and blocked by the right check afterwards."""
    before = _check(branch)
    assert before.returncode == 0, before.stdout + before.stderr
    case = read(path)
    apply_changes(branch, case["change"])
    after = _check(branch)
    assert after.returncode == 1, after.stdout + after.stderr
    named = case["named"]
    assert after.stdout.count(named) > before.stdout.count(named), after.stdout

"""One weakened commitment for each group of checks, on a branch, through the real command.

Drop ``weakened/<name>.yaml``: ``change`` as in the cases of checks, ``named`` the id of the check
that must be named.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.checks.cases import ROOT, apply_changes, read
from tests.cli.command import run

CASES = sorted((Path(__file__).parent / "weakened").glob("*.yaml"))


def _check(root: Path) -> subprocess.CompletedProcess[str]:
    return run(["check", str(root), "--base", "HEAD", "-v"], root)


def _git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Case", "-c", "user.email=case@test.example")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A Git repository of the fictional vendors, clear at its only commit, and what is said."""
    root = tmp_path_factory.mktemp("signed") / "register"
    for name in ("checks", "policy"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in sorted((ROOT / "vendors").iterdir()):
        if "fictional: true" in (folder / "dossier.yaml").read_text(encoding="utf-8"):
            shutil.copytree(folder, root / "vendors" / folder.name)
    _git(root, "init", "-q")
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "The register as it was signed")
    before = _check(root)
    assert before.returncode == 0, before.stdout + before.stderr
    return root, before.stdout


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_weakened_commitment_blocks_by_name(
    path: Path, signed: tuple[Path, str], tmp_path: Path
) -> None:
    """The branch is clear before, and blocked by the right check afterwards."""
    branch = shutil.copytree(signed[0], tmp_path / "register")
    case = read(path)
    apply_changes(branch, case["change"])
    after = _check(branch)
    assert after.returncode == 1, after.stdout + after.stderr
    named = case["named"]
    assert after.stdout.count(named) > signed[1].count(named), after.stdout

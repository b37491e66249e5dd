"""`--as-of` on a past day: what was in force, and with `--known` what was known."""

from pathlib import Path

import pytest

from tests.cli.command import run
from tests.repositories import git, repository

OLD = "says: never"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small register in a repository without commits."""
    return repository(tmp_path / "register")


def _commit(root: Path, day: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", day, at=f"{day}T09:00:00Z")


def _ask(root: Path, *more: str) -> tuple[int, str, str]:
    done = run(["ask", "acme/desk", "--data", "internal", *more], root)
    return done.returncode, done.stdout, done.stderr


def test_what_was_known_differs_from_what_was_in_force(root: Path) -> None:
    _commit(root, "2026-06-01")
    dossier = root / "vendors/acme/dossier.yaml"
    text = dossier.read_text("utf-8")
    # In October somebody reads the agreement again: since March it has let the vendor train.
    assert text.count(OLD) == 1
    dossier.write_text(text.replace(OLD, "says: permitted"), encoding="utf-8")
    _commit(root, "2026-10-01")
    in_force = _ask(root, "--as-of", "2026-06-15")
    known = _ask(root, "--as-of", "2026-06-15", "--known")
    assert "training" in in_force[1].lower()
    assert in_force[1] != known[1]
    assert "permitted" in in_force[1]
    assert "permitted" not in known[1]
    later = _ask(root, "--as-of", "2026-10-02", "--known")
    assert "permitted" in later[1]


def test_before_the_register_began_nothing_was_known(root: Path) -> None:
    _commit(root, "2026-06-01")
    code, _, errors = _ask(root, "--as-of", "2026-05-31", "--known")
    assert code == 2
    assert "no commit of the register from 2026-05-31 or before" in errors


def test_without_a_day_or_without_git_it_is_refused(root: Path) -> None:
    code, _, errors = _ask(root, "--known")
    assert code == 2
    assert "--as-of" in errors
    done = run(["check", "--as-of", "2026-06-01", "--known", "--base", "main"], root)
    assert done.returncode == 2


def test_check_judges_the_commit_of_the_day(root: Path) -> None:
    _commit(root, "2026-06-01")
    (root / "vendors/acme/use.yaml").unlink()
    _commit(root, "2026-10-01")
    then = run(["check", "--as-of", "2026-06-15", "--known"], root)
    assert "2026-06-15" in then.stdout
    assert then.stdout != run(["check", "--as-of", "2026-06-15"], root).stdout

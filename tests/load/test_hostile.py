"""Hostile and mistaken YAML: every file is refused, with file, line and a way to mend it.

Drop ``<name>.yaml`` into ``hostile/`` and run ``pytest --update-cases`` to have its problems
written to ``<name>.expected.txt``; read them before you commit them.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from inwriting.exit_codes import ExitCode
from inwriting.register.decide.evaluate import Request, evaluate
from inwriting.register.load.files import load_file
from inwriting.register.load.source import FolderSource
from inwriting.register.load.text import LARGEST_FILE
from tests.checks.cases import evaluate_case
from tests.load.declared import DECLARED

HOSTILE = Path(__file__).parent / "hostile"
FILES = sorted(HOSTILE.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_is_refused_with_its_place(path: Path, request: pytest.FixtureRequest) -> None:
    """Each mistake is named with line, column and what to do."""
    loaded = load_file(FolderSource(HOSTILE), path.name, "dossier", DECLARED)
    assert loaded is not None
    found = "".join(f"{problem}\n" for problem in loaded.problems)
    expected = path.with_suffix(".expected.txt")
    if request.config.getoption("--update-cases"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
    assert loaded.problems
    assert all(problem.line > 0 and problem.fix for problem in loaded.problems)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    """The size is looked at before anything else."""
    (tmp_path / "big.yaml").write_bytes(b"#" * (LARGEST_FILE + 1))
    loaded = load_file(FolderSource(tmp_path), "big.yaml", "dossier")
    assert loaded is not None
    assert "at most" in loaded.problems[0].message


def test_the_other_vendors_are_still_checked(tmp_path: Path) -> None:
    """Broken files are named, every one, and what is in order is judged all the same."""
    evaluate_case({}, tmp_path)
    root = tmp_path / "register"
    for path in FILES:
        folder = root / "vendors" / path.stem
        folder.mkdir()
        shutil.copy(path, folder / "dossier.yaml")
    evaluation = evaluate(Request(root))
    assert evaluation.exit_code is ExitCode.UNUSABLE
    named = {problem.file for problem in evaluation.problems}
    assert named == {f"vendors/{path.stem}/dossier.yaml" for path in FILES}
    assert evaluation.register is not None
    assert [vendor.id for vendor in evaluation.register.vendors] == ["acme", "modelhouse"]
    assert evaluation.verdicts is not None
    assert ("acme/desk", "public") in evaluation.verdicts.decisions


def _link(root: Path) -> str:
    (root / "vendors").rename(root / "elsewhere")
    (root / "vendors").symlink_to(root / "elsewhere")
    return "vendors"


def _file(root: Path) -> str:
    shutil.rmtree(root / "vendors")
    (root / "vendors").write_text("no folder")
    return "vendors"


def _other_ending(root: Path) -> str:
    (root / "policy/policy.yml").write_text("format: 1")
    return "policy/policy.yml"


def _folder_in_the_policy(root: Path) -> str:
    (root / "policy/clients").mkdir()
    return "policy/clients"


def _misspelt_use(root: Path) -> str:
    (root / "vendors/acme/use.yaml").rename(root / "vendors/acme/uses.yaml")
    return "vendors/acme/uses.yaml"


def _file_among_vendors(root: Path) -> str:
    (root / "vendors/acme.yaml").write_text("format: 1")
    return "vendors/acme.yaml"


def _odd_name(root: Path) -> str:
    (root / "vendors/acme").rename(root / "vendors/Acme")
    return "vendors/Acme"


@pytest.mark.parametrize(
    "damage",
    [
        _link,
        _file,
        _other_ending,
        _folder_in_the_policy,
        _misspelt_use,
        _file_among_vendors,
        _odd_name,
    ],
    ids=lambda damage: damage.__name__.strip("_").replace("_", "-"),
)
def test_what_nobody_reads_is_named(tmp_path: Path, damage: Callable[[Path], str]) -> None:
    """A file or folder that is not read must not look like one that is in order."""
    evaluate_case({}, tmp_path)
    root = tmp_path / "register"
    named = damage(root)
    evaluation = evaluate(Request(root))
    assert evaluation.exit_code is ExitCode.UNUSABLE
    assert named in {problem.file for problem in evaluation.problems}

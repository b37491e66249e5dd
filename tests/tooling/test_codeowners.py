"""Every file has the owner that it should have, as GitHub reads CODEOWNERS."""

import re
from pathlib import PurePosixPath

import pytest
from codeowners import CodeOwners

from inwriting.cli.starter_files import starter_texts
from tests.tooling.repository import ROOT, tracked_files

OURS = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
FUNCTIONS = ("procurement", "legal", "security", "implementation")
LINES = [line for line in OURS.splitlines() if line and not line.startswith("#")]


def owners(text: str, path: str) -> list[str]:
    """Return the functions that own *path*."""
    return [name.rpartition("/")[2] for _, name in CodeOwners(text).of(path)]


@pytest.mark.parametrize(
    ("path", "functions"),
    [
        ("README.md", ["implementation"]),
        ("src/inwriting/register/decide/verdict.py", ["implementation"]),
        ("schemas/dossier.schema.json", ["implementation"]),
        ("vendors/new-vendor/README.md", ["procurement"]),
        ("vendors/new-vendor/dossier.yaml", ["legal"]),
        ("vendors/new-vendor/evidence/agreement.md", ["legal"]),
        ("vendors/new-vendor/evidence/2026/annex.pdf", ["legal"]),
        ("vendors/new-vendor/use.yaml", ["security"]),
        ("vendors/new-vendor/approvals.yaml", list(FUNCTIONS)),
        ("policy/policy.yaml", ["legal"]),
        ("policy/questions.yaml", ["procurement"]),
        ("policy/frameworks.yaml", ["security"]),
        ("checks/answer_silent.py", ["security"]),
        ("docs/checks/index.md", ["implementation"]),
        (".github/CODEOWNERS", ["security"]),
        (".github/workflows/checks.yml", ["security"]),
        (".pre-commit-config.yaml", ["security"]),
        ("requirements/run.txt", ["security"]),
    ],
)
def test_a_file_has_its_owners(path: str, functions: list[str]) -> None:
    assert owners(OURS, path) == functions


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_right_and_fits_a_file(line: str) -> None:
    """GitHub leaves out a line that it cannot read, without a word to anybody."""
    pattern, *names = line.split()
    assert names
    assert not re.search(r"[!\[\]\\#]|\*\*\*", pattern), "GitHub does not know this here"
    for name in names:
        assert re.fullmatch(rf"@harrow-finch/({'|'.join(FUNCTIONS)})", name)
    files = [PurePosixPath(file.relative_to(ROOT)).as_posix() for file in tracked_files()]
    assert any(owners(line, file) for file in files)


def test_every_file_has_an_owner_and_every_function_files() -> None:
    files = [PurePosixPath(file.relative_to(ROOT)).as_posix() for file in tracked_files()]
    found = [owners(OURS, file) for file in files]
    assert [] not in found
    assert {name for names in found for name in names if len(names) == 1} == set(FUNCTIONS)


def test_a_new_register_has_the_lines_that_hold_there() -> None:
    text = starter_texts()[".github/CODEOWNERS"]
    assert "@your-organisation/legal" in text
    assert "harrow-finch" not in text
    files = [*starter_texts(), *(f"vendors/new/{name}.yaml" for name in ("dossier", "use"))]
    files += ["vendors/new/approvals.yaml", "vendors/new/evidence/agreement.md"]
    for line in text.splitlines():
        if line and not line.startswith("#"):
            assert any(owners(line, file) for file in files), line

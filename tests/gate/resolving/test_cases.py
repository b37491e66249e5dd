"""Golden tests of what a repository's signs add up to: a folder a case, and no code.

A case is a folder ``tests/gate/resolving/cases/<case>/`` with ``repository.txt``, whose files stand
each behind a line ``-- path --``, and ``expected.txt``, a line for each use that is found.
``pytest tests/gate/resolving --update-golden`` writes the second anew; read the difference.
"""

from pathlib import Path

import pytest

from inwriting.gate.compiled_footprints import CompiledFootprints
from inwriting.gate.footprint_loading import LoadedFootprints
from tests.gate.resolving.repositories import files, lines

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("cases/*/repository.txt"))
COMMENTS = {".py": "# ", ".ts": "// ", ".go": "// ", ".yml": "# "}
PROSE = "inwriting knows https://api.cohere.com and import cohere, COHERE_API_KEY, cohere/command-r"


@pytest.fixture(scope="session")
def footprints(shipped_footprints: LoadedFootprints) -> CompiledFootprints:
    """The footprints that ship, as the gate takes them."""
    return CompiledFootprints(shipped_footprints.footprints, "0" * 64)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(
    case: Path, tmp_path: Path, footprints: CompiledFootprints, request: pytest.FixtureRequest
) -> None:
    """Exactly the uses that the case expects are found, with the places of their signs."""
    repository = files((case / "repository.txt").read_text(encoding="utf-8"))
    found = "".join(f"{line}\n" for line in lines(repository, tmp_path, footprints))
    golden = case / "expected.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_comments_and_prose_change_nothing(
    case: Path, tmp_path: Path, footprints: CompiledFootprints
) -> None:
    """What a comment or a text for people says is no sign of anything."""
    repository = files((case / "repository.txt").read_text(encoding="utf-8"))
    talked_over = {
        path: text + COMMENTS[Path(path).suffix] + PROSE + "\n"
        if Path(path).suffix in COMMENTS
        else text
        for path, text in repository.items()
    }
    talked_over["docs/notes.md"] = PROSE
    before = lines(repository, tmp_path / "before", footprints)
    assert lines(talked_over, tmp_path / "after", footprints) == before

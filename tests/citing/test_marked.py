"""A document with every cited passage marked, also where a dossier quotes in place of passages."""

from pathlib import Path

import pytest

from inwriting.cli.main import run
from inwriting.texts.passages import digest_of_bytes
from tests import registers

CONTRADICTION = """\
contradictions:
  - id: acme-says-two-things
    question: training-use
    offerings: [desk]
    summary: It never trains, and asks for leave to.
    places:
      - {document: agreement, clause: "3.1", quote: "Acme never trains a model"}
      - {document: agreement, clause: "3.2", quote: "Acme may train a model"}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the small register, whose agreement says two things about training."""
    place = registers.make(tmp_path / "register")
    evidence = place / "vendors/acme/evidence/agreement.md"
    dossier = place / "vendors/acme/dossier.yaml"
    before = evidence.read_text("utf-8")
    after = before.replace(
        "\n4.1", "\n3.2 Acme may train a model on feedback.\n\nDo you train on prompts?\n\n4.1"
    )
    evidence.write_text(after, encoding="utf-8")
    text = dossier.read_text("utf-8")
    text = text.replace(digest_of_bytes(before.encode()), digest_of_bytes(after.encode()))
    dossier.write_text(text + CONTRADICTION, encoding="utf-8")
    return place


def test_quotes_and_contradictions_are_marked_where_they_stand(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["evidence", "acme", "--root", str(root), "--document", "agreement"]
    assert run(command) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "3.1 [1: [2: Acme never trains a model] on prompts or outputs" in said
    assert "3.2 [3: Acme may train a model] on feedback." in said
    assert "It never trains, and asks for leave to." in said
    assert "Do you train on prompts?" in said
    # A question asks, and says nothing that somebody could cite.
    assert said.endswith("Nothing else was noticed. The word lists know common words only.")


def test_a_quote_that_is_not_there_is_said_to_be_nowhere(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = root / "vendors/acme/dossier.yaml"
    text = dossier.read_text("utf-8")
    dossier.write_text(text.replace("may train a model", "might train a model"), encoding="utf-8")
    assert run(["evidence", "acme", "--root", str(root), "--document", "agreement"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "nowhere not in the document" in said

"""What the tests of the shipped vendors share: the register, the facts, the captured terms."""

import os
from pathlib import Path
from typing import Any

import pytest

from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from tests.checks.cases import ROOT, read


def _folder(variable: str, fallback: str) -> Path:
    folder = Path(os.environ.get(variable) or ROOT.parent / "shared" / fallback)
    if not folder.is_dir():
        message = f"{folder} is not here; name it with {variable}"
        if os.environ.get("INWRITING_REQUIRE_EVIDENCE"):
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def terms() -> Path:
    """The folder of captured terms; skipped without it, except where evidence is required."""
    return _folder("INWRITING_EVIDENCE", "terms")


@pytest.fixture(scope="session")
def facts() -> dict[str, Any]:
    """The facts that the dossiers were written from."""
    data: dict[str, Any] = read(_folder("INWRITING_FACTS", "facts") / "dossiers.yaml")
    return data


@pytest.fixture(scope="session")
def verified(terms: Path) -> Evaluation:
    """The register judged with the captured terms at hand."""
    return evaluate(Request(ROOT, evidence=(terms,)))


@pytest.fixture(scope="session")
def bare() -> Evaluation:
    """The register judged as a newcomer's clone is: without the captured terms."""
    return evaluate(Request(ROOT))

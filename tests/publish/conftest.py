"""The registers that the tests publish."""

from pathlib import Path

import pytest

from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from tests.checks.cases import ROOT, evaluate_case


@pytest.fixture(scope="session")
def whole() -> Evaluation:
    """This repository's own register."""
    return evaluate(Request(ROOT))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The clean register of the checks' cases."""
    return evaluate_case({}, Path(tmp_path_factory.mktemp("small")))

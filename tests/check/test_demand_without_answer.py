"""A demand on a question that no dossier answers is refused before anything is judged by it."""

from pathlib import Path

import pytest

from inwriting.exit_codes import ExitCode
from tests.checks.cases import evaluate_case


@pytest.mark.parametrize(
    ("key", "to"),
    [
        ("derived-from", "opt-out"),  # its statements no longer count
        ("asked-of", "firm"),  # vendors no longer answer it
    ],
)
def test_the_policy_is_refused_with_its_place(key: str, to: str, tmp_path: Path) -> None:
    change = {
        "file": "policy/questions.yaml",
        "at": ["questions", "training-controls", key],
        "to": to,
    }
    evaluation = evaluate_case({"change": [change]}, tmp_path)
    assert evaluation.exit_code is ExitCode.UNUSABLE
    (policy,) = [item for item in evaluation.problems if item.file == "policy/policy.yaml"]
    assert policy.message.startswith("data-classes[2].demands.training-controls: ")
    assert policy.line > 0
    assert policy.fix
    dossiers = {item.file for item in evaluation.problems} - {"policy/policy.yaml"}
    assert "vendors/acme/dossier.yaml" in dossiers

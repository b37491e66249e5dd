"""Every case of every check, and that every check has cases."""

import io
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from inwriting.register.check.finding import Effect
from tests.checks.cases import HERE, ROOT, described, evaluate_case, read

CASES = sorted(HERE.glob("*/*/*.yaml"))
CASES = [case for case in CASES if case.parent.name in {"pass", "fail"}]


@pytest.mark.parametrize("path", CASES, ids=lambda p: "/".join(p.relative_to(HERE).parts)[:-5])
def test_case(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The check says exactly what the case expects."""
    case = read(path)
    check = path.parents[1].name
    evaluation = evaluate_case(case, tmp_path)
    assert evaluation.problems == ()
    assert [f.message for f in evaluation.findings if f.crashed] == []
    found = [described(f) for f in evaluation.findings if f.check == check]
    if request.config.getoption("--update-cases"):
        _update(path, found)
        return
    assert found == case.get("expect", [])
    assert bool(found) == (path.parent.name == "fail")


def test_every_check_has_a_case_that_passes_and_one_that_fails() -> None:
    """A check that was never seen to fail may not be able to."""
    names = {path.stem.replace("_", "-") for path in (ROOT / "checks").glob("*.py")}
    for kind in ("pass", "fail"):
        assert {p.parents[1].name for p in CASES if p.parent.name == kind} == names


def test_the_register_of_the_cases_is_clean(tmp_path: Path) -> None:
    """Whatever a case finds comes from its change alone."""
    evaluation = evaluate_case({}, tmp_path)
    assert evaluation.problems == ()
    assert [
        described(finding)
        for finding in evaluation.findings
        if finding.offering == "acme/desk"
        and not finding.scoped
        and finding.effect is not Effect.CONDITION
        and finding.check != "review-required"  # A reminder that every sensitive use has.
    ] == []
    assert evaluation.exit_code == 0


def _update(path: Path, found: list[dict[str, object]]) -> None:
    yaml = YAML()
    yaml.width = 96
    data = yaml.load(path)
    data.pop("expect", None)
    if found:
        data["expect"] = found
    stream = io.StringIO()
    yaml.dump(data, stream)
    # Where it folds a line, the writer leaves a space that means nothing.
    lines = (line.rstrip() for line in stream.getvalue().splitlines())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

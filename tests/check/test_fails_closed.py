"""A check that cannot be found, loaded or run never counts as passed."""

import py_compile
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from inwriting.exit_codes import ExitCode
from inwriting.register.check.finding import Effect
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from inwriting.register.decide.verdict import Verdict
from tests.checks.cases import evaluate_case, read, write

GOOD = '''"""A check."""

from inwriting.check import Effect, Finding, check


@check(group="evidence", effect=Effect.{effect}, risks=())
def {name}(register, policy):
    """Title.

    Why: because.
    Fix: so.
    """
    {body}
'''


def _source(name: str, body: str, effect: str = "WARNING") -> str:
    return GOOD.format(name=name, body=body, effect=effect)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The clean register of the cases with one harmless check."""
    evaluate_case({}, tmp_path)
    root = tmp_path / "register"
    (root / "checks").mkdir()
    (root / "checks/harmless.py").write_text(_source("harmless", "yield from ()"))
    _list(root, "harmless")
    return root


def _list(root: Path, *names: str) -> None:
    policy = read(root / "policy/policy.yaml")
    policy["checks"] = {"from": "folder", "list": list(names)}
    write(root / "policy/policy.yaml", policy)


def _nothing_is_allowed(evaluation: Evaluation) -> bool:
    assert evaluation.verdicts is not None
    return all(d.verdict >= Verdict.PAUSED for d in evaluation.verdicts.decisions.values())


def test_a_harmless_check_clears(root: Path) -> None:
    """The fixture itself is in order."""
    assert evaluate(Request(root)).exit_code is ExitCode.CLEAR


def _missing_folder(root: Path) -> None:
    shutil.rmtree(root / "checks")


def _empty_folder(root: Path) -> None:
    (root / "checks/harmless.py").unlink()


def _misspelt_in_the_list(root: Path) -> None:
    _list(root, "harmles")


def _not_in_the_list(root: Path) -> None:
    (root / "checks/another.py").write_text(_source("another", "yield from ()"))


def _import_error(root: Path) -> None:
    (root / "checks/harmless.py").write_text("import no_such_module\n")


def _syntax_error(root: Path) -> None:
    (root / "checks/harmless.py").write_text("def harmless(:\n")


def _leaves_by_exit(root: Path) -> None:
    (root / "checks/harmless.py").write_text("raise SystemExit(0)\n")


def _switched_off_by_its_name(root: Path) -> None:
    (root / "checks/harmless.py").rename(root / "checks/harmless.py.off")


def _a_second_one_beside_it(root: Path) -> None:
    (root / "checks/note.txt").write_text("remember")


def _no_check_in_the_file(root: Path) -> None:
    (root / "checks/harmless.py").write_text("def harmless(): ...\n")


def _two_checks_in_a_file(root: Path) -> None:
    second = _source("other", "yield from ()").split("\n\n\n", 1)[1]
    path = root / "checks/harmless.py"
    path.write_text(path.read_text() + "\n\n" + second)


def _another_name_than_the_file(root: Path) -> None:
    (root / "checks/harmless.py").write_text(_source("harmful", "yield from ()"))


def _two_files_of_one_id(root: Path) -> None:
    path = root / "checks/two-words.py"
    path.write_text(_source("two_words", "yield from ()"))
    (root / "checks/two_words.py").write_text(path.read_text())
    _list(root, "harmless", "two-words")


def _no_fix_in_the_docstring(root: Path) -> None:
    path = root / "checks/harmless.py"
    path.write_text(path.read_text().replace("Fix: so.", ""))


def _unknown_parameter(root: Path) -> None:
    path = root / "checks/harmless.py"
    path.write_text(path.read_text().replace("policy):", "network):"))


def _symbolic_link(root: Path) -> None:
    path = root / "checks/harmless.py"
    path.rename(root / "elsewhere.py")
    path.symlink_to(root / "elsewhere.py")


def _linked_folder(root: Path) -> None:
    (root / "checks").rename(root / "elsewhere")
    (root / "checks").symlink_to(root / "elsewhere")


@pytest.mark.parametrize(
    "damage",
    [
        _missing_folder,
        _linked_folder,
        _empty_folder,
        _misspelt_in_the_list,
        _not_in_the_list,
        _import_error,
        _syntax_error,
        _leaves_by_exit,
        _switched_off_by_its_name,
        _a_second_one_beside_it,
        _no_check_in_the_file,
        _two_checks_in_a_file,
        _another_name_than_the_file,
        _two_files_of_one_id,
        _no_fix_in_the_docstring,
        _unknown_parameter,
        _symbolic_link,
    ],
    ids=lambda damage: damage.__name__.strip("_").replace("_", "-"),
)
def test_what_did_not_run_blocks(root: Path, damage: Callable[[Path], None]) -> None:
    """It is named with a way to mend it, and nothing at all is allowed meanwhile."""
    damage(root)
    evaluation = evaluate(Request(root))
    assert evaluation.exit_code is ExitCode.UNUSABLE
    assert evaluation.problems
    assert all(problem.message and problem.fix for problem in evaluation.problems)
    assert {f.effect for f in evaluation.findings if f.check == "check-not-run"} == {Effect.MERGE}
    assert _nothing_is_allowed(evaluation)


@pytest.mark.parametrize(
    "body",
    [
        'yield Finding("x", policy.at()); raise RuntimeError("half way")',
        "raise ValueError('at once'); yield",
        "yield 'not a finding'",
        "return 1",
        'yield Finding("x", policy.at(), data_class="no-such-class")',
        "assert False; yield",
        "raise SystemExit(0); yield",
    ],
    ids=["half-way", "at-once", "no-finding", "no-generator", "unknown-class", "assertion", "exit"],
)
def test_a_check_that_raises_blocks(root: Path, body: str) -> None:
    """A crash is the tool's failure: its own exit code, and nothing is allowed meanwhile."""
    (root / "checks/harmless.py").write_text(_source("harmless", body))
    evaluation = evaluate(Request(root))
    assert evaluation.exit_code is ExitCode.FAILED
    crashes = [f for f in evaluation.findings if f.check == "check-crashed"]
    assert len(crashes) == 1
    assert "harmless" in crashes[0].message
    assert _nothing_is_allowed(evaluation)


def test_an_exception_never_reaches_a_crash(root: Path) -> None:
    """Somebody who accepts the crash in use.yaml has accepted nothing."""
    (root / "checks/harmless.py").write_text(_source("harmless", "raise ValueError; yield"))
    use = read(root / "vendors/acme/use.yaml")
    use["exceptions"] = [
        {
            "id": "quiet",
            "check": "check-crashed",
            "offering": "desk",
            "data-class": "confidential",
            "owner": {"name": "Ida Imp", "email": "ida@test.example"},
            "approved-by": {"name": "Rosa Right", "email": "rosa@test.example"},
            "reason": "It is only a crash and will be mended soon.",
            "granted": "2026-11-01",
            "expires": "2026-12-01",
        }
    ]
    write(root / "vendors/acme/use.yaml", use)
    assert _nothing_is_allowed(evaluate(Request(root)))


def test_a_silent_check_leaves_no_byte_code(root: Path) -> None:
    """A stale compiled file must not run in the place of a check."""
    evaluate(Request(root))
    assert not (root / "checks/__pycache__").exists()


def test_byte_code_never_runs_in_place_of_a_check(root: Path) -> None:
    """A compiled file planted beside a check is not what runs."""
    path = root / "checks/harmless.py"
    py_compile.compile(str(path), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    path.write_text(_source("harmless", "raise ValueError; yield"))
    assert evaluate(Request(root)).exit_code is ExitCode.FAILED

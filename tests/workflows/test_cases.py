"""Pull requests, simulated on a bare repository: a folder a case, and no code.

A case is a folder ``tests/workflows/cases/<name>/`` with

- ``case.yaml``: what it is about (``says``), the vendors of this repository that the base branch
  holds (``base``), and the change: vendors to ``add``, paths to ``remove``, words to ``replace``.
  ``from: fork`` gives it a fork's rights. What somebody does to its artifact (``artifact``), the
  ``comments`` that are there already, and another commit at its end (``head``), when there are;
- ``files/``: files that the change brings besides;
- ``expected.txt``: what becomes of every step of the workflows Checks and Comment, the annotations,
  and what is asked of GitHub;
- ``summary.md``: the summary of the checks;
- ``comment.md``: the comment; without the file, there is none.

``pytest tests/workflows --update-golden`` writes them anew; read the difference before you commit.
"""

import re
from pathlib import Path

import pytest

from tests.workflows.pull_requests import PullRequest, open_pull_request
from tests.workflows.running import Ran, read_workflow, run_workflow
from tests.workflows.starters import started_workflow

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("cases/*/case.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Checks and Comment, as a firm's register has them, do exactly what the case expects."""
    pull = open_pull_request(tmp_path / "github", case)
    checks = run_workflow(
        read_workflow(started_workflow("checks.yml")),
        pull.workshop,
        pull.checks(),
        variables={"CODE_SCANNING": ""},
        read_only=pull.forked,
    )
    pull.answer()
    conclusion = "failure" if any(r.result == "failure" for r in checks.values()) else "success"
    asked_by_checks = pull.workshop.calls()
    comment = run_workflow(
        read_workflow(started_workflow("comment.yml")), pull.workshop, pull.finished(conclusion)
    )
    written = [call["fields"]["body"] for call in pull.workshop.calls() if "body" in call["fields"]]
    told = {
        "expected.txt": _told("Checks", checks) + _told("Comment", comment) + _asked(pull),
        "summary.md": checks["vendors"].summary,
        "comment.md": "".join(written),
    }
    assert asked_by_checks == []
    for name, text in told.items():
        steady = _steady(text, pull)
        path = case / name
        if request.config.getoption("--update-golden"):
            path.unlink(missing_ok=True)
            if steady:
                path.write_text(steady, encoding="utf-8")
        assert steady == (path.read_text(encoding="utf-8") if path.exists() else ""), name
    # What the required check says is what the checks found.
    assert checks["register"].result == checks["vendors"].result


def test_cases_end_either_way() -> None:
    """Some pull requests may merge and some may not, and some comments are refused."""
    texts = [(case / "expected.txt").read_text(encoding="utf-8") for case in CASES]
    for line in ("register: success", "register: failure", "comment: success", "comment: failure"):
        assert any(f"\n{line}\n" in text for text in texts), line


def _told(name: str, jobs: dict[str, Ran]) -> str:
    """Return what became of each job and step, and what it printed that GitHub shows."""
    lines = [f"# {name}", ""]
    for job, ran in jobs.items():
        lines.append(f"{job}: {ran.result}")
        lines += [f"  {step.outcome}: {step.name.partition('@')[0]}" for step in ran.steps]
        for step in ran.steps:
            if step.outcome == "failure":
                said = [line for line in step.output.splitlines() if not line.startswith("::")]
                lines += [f"  {step.name} said: {line}" for line in said]
        lines += [f"  {line}" for line in ran.annotations]
        lines.append("")
    return "\n".join(lines) + "\n"


def _asked(pull: PullRequest) -> str:
    lines = [f"{call['method']} {call['path']}" for call in pull.workshop.calls()]
    return "\n".join(["# Asked of GitHub", "", *lines]) + "\n"


def _steady(text: str, pull: PullRequest) -> str:
    """Return *text* without what differs from run to run: commits and folders."""
    for name, commit in (("MAIN", pull.main), ("HEAD", pull.head), ("MERGE", pull.merge)):
        for words in (commit, commit[:12], f"{commit[:6]}&#8203;{commit[6:12]}"):
            text = text.replace(words, name)
    text = re.sub(re.escape(str(pull.workshop.folder)) + r"/jobs/\d+-[a-z-]+", "RUNNER", text)
    return text.replace(str(pull.workshop.folder), "FOLDER")

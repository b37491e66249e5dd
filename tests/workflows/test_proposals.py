"""Issues that propose a vendor, and what the workflow Propose makes of them.

A case is a folder ``tests/workflows/proposals/<name>/`` with

- ``case.yaml``: what it is about (``says``), and the issue's text: that of a case of `inwriting
  propose` (``like``), with words to ``replace``, or none. The ``label`` that is set, unless it is
  the right one; the vendors that the register has (``base``); calls that GitHub refuses
  (``refused``);
- ``expected.txt``: what becomes of every step, and what is asked of GitHub;
- ``dossier.yaml``: the dossier that is put on a branch; without the file, there is none.

``pytest tests/workflows --update-golden`` writes them anew; read the difference before you commit.
"""

import base64
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from inwriting.publish.issue_form import GO_AHEAD
from tests.workflows.pull_requests import ROOT, make_register
from tests.workflows.running import Ran, read_workflow, run_workflow
from tests.workflows.starters import started, started_workflow
from tests.workflows.workshop import REPOSITORY, Workshop, git

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("proposals/*/case.yaml"))
TEMPLATE = "PULL_REQUEST_TEMPLATE.md"
NUMBER = 12
_KEYS = {"says", "like", "replace", "label", "base", "refused"}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Propose, as a firm's register has it, does exactly what the case expects."""
    given: dict[str, Any] = YAML(typ="safe").load((case / "case.yaml").read_text("utf-8"))
    assert set(given) <= _KEYS, sorted(set(given) - _KEYS)
    work = tmp_path / "work"
    workshop = Workshop(tmp_path / "github")
    make_register(work, given.get("base", ["quillon"]))
    (work / ".github").mkdir()
    (work / ".github" / TEMPLATE).write_text(started(TEMPLATE), encoding="utf-8")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "What a pull request is asked")
    main = git(work, "rev-parse", "HEAD")
    git(work, "push", "--quiet", workshop.origin.as_uri(), "main")
    body = _body(given)
    workshop.answers |= _answers(body, given.get("refused", []))
    ran = run_workflow(
        read_workflow(started_workflow("propose.yml")), workshop, _labeled(body, main, given)
    )
    told = {
        "expected.txt": _told(ran) + _asked(workshop, main),
        "dossier.yaml": _dossier(workshop),
    }
    for name, text in told.items():
        path = case / name
        if request.config.getoption("--update-golden"):
            path.unlink(missing_ok=True)
            if text:
                path.write_text(text, encoding="utf-8")
        assert text == (path.read_text(encoding="utf-8") if path.exists() else ""), name
    # Nothing that the issue says is run, wherever it ends up.
    assert not list(tmp_path.rglob("PROOF"))


def test_cases_end_either_way() -> None:
    texts = [(case / "expected.txt").read_text(encoding="utf-8") for case in CASES]
    for line in ("propose: success", "propose: failure", "propose: skipped"):
        assert any(f"\n{line}\n" in f"\n{text}" for text in texts), line


def test_the_label_is_the_one_that_the_form_names() -> None:
    text = started_workflow("propose.yml")
    condition = read_workflow(started_workflow("propose.yml"))["jobs"]["read"]["if"]
    assert f"label.name == '{GO_AHEAD}'" in condition
    assert text.count("proposal-accepted") == text.count(GO_AHEAD) >= 3


def test_no_expression_brings_what_the_issue_says() -> None:
    """The number is GitHub's own, and so is the label, which is compared and nothing else."""
    text = started_workflow("propose.yml")
    for word in ("issue.body", "issue.title", "issue.user", "github.actor", "sender"):
        assert word not in text
    for job in read_workflow(started_workflow("propose.yml"))["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), step["name"]


def _body(given: dict[str, Any]) -> str | None:
    if "like" not in given:
        return None
    path: Path = ROOT / "tests/cli/cases" / given["like"] / "input.txt"
    text = path.read_text(encoding="utf-8")
    for item in given.get("replace", []):
        assert text.count(item["old"]) == 1, item["old"]
        text = text.replace(item["old"], item["new"])
    return text


def _answers(body: str | None, refused: list[str]) -> dict[str, Any]:
    here = f"repos/{REPOSITORY}"
    vendor = "null" if body is None else body.split("### Vendor: Id\n\n")[-1].split("\n")[0]
    answers = {
        f"POST {here}/git/refs": {},
        f"PUT {here}/contents/vendors/{vendor}/dossier.yaml": {},
        f"POST {here}/pulls": {"number": 13},
        f"DELETE {here}/git/refs/heads/proposal-{NUMBER}": {},
        f"POST {here}/issues/{NUMBER}/comments": {},
        f"DELETE {here}/issues/{NUMBER}/labels/{GO_AHEAD}": {},
    }
    for call in refused:
        del answers[call.replace("HERE", here)]
    return answers


def _labeled(body: str | None, main: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return the context github of the workflow when the label was set."""
    return {
        "event_name": "issues",
        "ref": "refs/heads/main",
        "sha": main,
        "token": "token",
        "event": {
            "action": "labeled",
            "issue": {"number": NUMBER, "state": "open", "body": body},
            "label": {"name": given.get("label", GO_AHEAD)},
            "repository": {"default_branch": "main"},
        },
    }


def _told(jobs: dict[str, Ran]) -> str:
    lines = []
    for job, ran in jobs.items():
        lines.append(f"{job}: {ran.result}")
        lines += [f"  {step.outcome}: {step.name.partition('@')[0]}" for step in ran.steps]
        for step in ran.steps:
            if step.outcome == "failure":
                lines += [f"  {step.name} said: {line}" for line in step.output.splitlines()]
    return "\n".join(lines) + "\n"


def _asked(workshop: Workshop, main: str) -> str:
    lines = ["", "# Asked of GitHub"]
    template = started(TEMPLATE)
    for call in workshop.calls():
        lines += ["", f"{call['method']} {call['path']}"]
        for name, value in call["fields"].items():
            shown = "dossier.yaml" if name == "content" else value.replace(main, "MAIN")
            shown = shown.replace(template, f"({TEMPLATE})")
            lines += [f"  {name}: {line}".rstrip() for line in shown.splitlines()]
    return "\n".join(lines) + "\n"


def _dossier(workshop: Workshop) -> str:
    """Return what was put on a branch."""
    contents = [call["fields"]["content"] for call in workshop.calls() if call["method"] == "PUT"]
    return "".join(base64.b64decode(content).decode("utf-8") for content in contents)

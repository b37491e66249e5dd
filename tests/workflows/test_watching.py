"""The workflow Watch of a firm's register, on an archive whose texts change between runs."""

import base64
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from inwriting.texts.passages import digest_of_bytes
from tests import registers
from tests.checks.cases import read
from tests.workflows.running import Ran, read_workflow, run_workflow
from tests.workflows.starters import ROOT, started_workflow
from tests.workflows.workshop import REPOSITORY, Workshop, git

ALARMS = "vendors/acme/alarms.yaml"
BRANCH = "inwriting/watch/acme"
HERE = f"repos/{REPOSITORY}"
OLD = "Acme never trains a model on prompts or outputs, nor improves one with them."
NEW = "Acme trains a model on prompts or outputs, unless the Customer opts out."


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm's register, and the archive that it cites."""

    workshop: Workshop
    work: Path
    archive: Path

    def publishes(self, text: str) -> None:
        """Let the archive capture *text*."""
        _captured(self.archive, text)

    def run(self) -> dict[str, Ran]:
        """Run the workflow on the register's main branch."""
        context = {
            "event_name": "schedule",
            "ref": "refs/heads/main",
            "sha": git(self.work, "rev-parse", "HEAD"),
            "token": "token",
            "event": {"repository": {"default_branch": "main"}},
        }
        return run_workflow(read_workflow(started_workflow("watch.yml")), self.workshop, context)

    def asked(self) -> list[str]:
        """Return what GitHub was asked for, without the branch of a query."""
        return [f"{call['method']} {call['path']}" for call in self.workshop.calls()]

    def put(self) -> str:
        """Return the alarms.yaml that was put on the branch last."""
        calls = [c for c in self.workshop.calls() if c["method"] == "PUT"]
        return base64.b64decode(calls[-1]["fields"]["content"]).decode()


def _captured(archive: Path, text: str) -> str:
    (archive / "Acme").mkdir(parents=True, exist_ok=True)
    (archive / "Acme/Agreement.md").write_text(text, encoding="utf-8")
    git(archive, "add", "--all")
    git(archive, "commit", "--quiet", "--allow-empty", "--message", "Record new changes")
    return git(archive, "rev-parse", "HEAD")


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    workshop = Workshop(tmp_path / "github")
    archives = tmp_path / "archives"
    archive = archives / "test/terms"
    archive.mkdir(parents=True)
    git(archive, "init", "--quiet", "--initial-branch=main")
    work = tmp_path / "work"
    others = (path.name for path in (ROOT / "tests/registers/small/vendors").iterdir())
    registers.make(work, *(f"remove vendors/{name}" for name in others if name != "acme"))
    evidence = work / "vendors/acme/evidence/agreement.md"
    commit = _captured(archive, evidence.read_text(encoding="utf-8"))
    dossier = work / "vendors/acme/dossier.yaml"
    text = dossier.read_text(encoding="utf-8")
    source = "source: {kind: file, file: evidence/agreement.md}"
    assert text.count(source) == 1
    assert digest_of_bytes(evidence.read_bytes()) in text
    place = f"archive: test/terms, path: Acme/Agreement.md, commit: {commit}"
    dossier.write_text(text.replace(source, f"source: {{kind: archive, {place}}}"), "utf-8")
    shutil.rmtree(evidence.parent)
    git(work, "init", "--quiet", "--initial-branch=main")
    program = workshop.programs / "inwriting"
    script = program.read_text(encoding="utf-8")
    program.write_text(
        script.replace("\n", f"\nexport INWRITING_ARCHIVES={archives}\n", 1), encoding="utf-8"
    )
    firm = Firm(workshop, work, archive)
    commit_and_push(firm)
    return firm


def commit_and_push(firm: Firm, branch: str = "main") -> None:
    git(firm.work, "add", "--all")
    git(firm.work, "commit", "--quiet", "--allow-empty", "--message", "The register")
    git(firm.work, "push", "--quiet", firm.workshop.origin.as_uri(), f"HEAD:{branch}")


def changed(firm: Firm) -> str:
    """Let the vendor change its promise, and return the text."""
    path = firm.archive / "Acme/Agreement.md"
    text = path.read_text(encoding="utf-8")
    assert OLD in text
    return text.replace(OLD, NEW)


def test_nothing_changed(firm: Firm) -> None:
    ran = firm.run()
    assert ran["look"].result == "success", [step.output for step in ran["look"].steps]
    assert ran["propose"].result == "skipped"
    assert firm.asked() == []


def test_a_change_becomes_a_pull_request_without_its_words(firm: Firm) -> None:
    firm.publishes(changed(firm))
    firm.workshop.answers |= {
        f"POST {HERE}/git/refs": {},
        f"PUT {HERE}/contents/{ALARMS}": {},
        f"GET {HERE}/pulls?state=open&head=test-and-test:{BRANCH}": [],
        f"POST {HERE}/pulls": {"number": 13},
    }
    ran = firm.run()
    assert [ran["look"].result, ran["propose"].result] == ["success", "success"]
    assert firm.asked() == [
        f"GET {HERE}/git/ref/heads/{BRANCH}",
        f"POST {HERE}/git/refs",
        f"GET {HERE}/contents/{ALARMS}?ref={BRANCH}",
        f"PUT {HERE}/contents/{ALARMS}",
        f"GET {HERE}/pulls?state=open&head=test-and-test:{BRANCH}",
        f"POST {HERE}/pulls",
    ]
    (made,) = [c for c in firm.workshop.calls() if c["path"].endswith("/pulls")]
    fields: dict[str, Any] = made["fields"]
    assert fields["head"] == BRANCH
    assert fields["base"] == "main"
    assert "a default was flipped" in fields["body"]
    assert "acme/desk" in fields["body"]
    # Whose words it is about is nowhere: not in the pull request, not in the file, not in the log.
    told = fields["body"] + firm.put() + "".join(s.output for r in ran.values() for s in r.steps)
    assert not any(words in told for words in (NEW, OLD, "unless the Customer", "nor improves"))


def test_a_change_that_is_there_already_is_not_repeated(firm: Firm, tmp_path: Path) -> None:
    firm.publishes(changed(firm))
    answers = {
        f"POST {HERE}/git/refs": {},
        f"PUT {HERE}/contents/{ALARMS}": {},
        f"GET {HERE}/pulls?state=open&head=test-and-test:{BRANCH}": [],
        f"POST {HERE}/pulls": {"number": 13},
    }
    firm.workshop.answers |= answers
    firm.run()
    first = firm.put()
    # Somebody acknowledges it on the branch; a week later the workflow runs again.
    seen = first + (
        "    acknowledged:\n      by: {name: Pia Post, email: pia@test.example}\n"
        "      on: 2026-11-25\n      why: Legal compared both texts.\n"
    )
    main = git(firm.work, "rev-parse", "HEAD")
    (firm.work / ALARMS).write_text(seen, encoding="utf-8")
    commit_and_push(firm, BRANCH)
    blob = git(firm.work, "rev-parse", f"HEAD:{ALARMS}")
    git(firm.work, "checkout", "--quiet", main)
    policy = firm.work / "policy/policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("2026-11-24", "2026-12-01"), "utf-8")
    commit_and_push(firm)
    firm.publishes(changed_again(firm))
    before = len(firm.asked())
    firm.workshop.answers = {
        f"GET {HERE}/git/ref/heads/{BRANCH}": {},
        f"GET {HERE}/contents/{ALARMS}?ref={BRANCH}": {"sha": blob},
        f"PUT {HERE}/contents/{ALARMS}": {},
        f"GET {HERE}/pulls?state=open&head=test-and-test:{BRANCH}": [{"number": 13}],
        f"PATCH {HERE}/pulls/13": {},
    }
    ran = firm.run()
    assert ran["propose"].result == "success"
    asked = firm.asked()[before:]
    assert f"PATCH {HERE}/pulls/13" in asked
    assert not any(call.startswith("POST") for call in asked)
    (tmp_path / "now.yaml").write_text(firm.put(), encoding="utf-8")
    (alarm,) = read(tmp_path / "now.yaml")["alarms"]
    # The day of first sight and the acknowledgement stay; only the newest text's digest moved on.
    assert alarm["observed"] == "2026-11-24"
    assert alarm["acknowledged"]["by"]["name"] == "Pia Post"
    assert alarm["newest"] not in first


def changed_again(firm: Firm) -> str:
    """Return the archive's text with words that answer nothing put beside the change."""
    return (firm.archive / "Acme/Agreement.md").read_text("utf-8") + "\n9.9 The sea is wide.\n"


def test_a_document_that_cannot_be_seen_fails_the_run(firm: Firm) -> None:
    git(firm.archive, "rm", "--quiet", "Acme/Agreement.md")
    git(firm.archive, "commit", "--quiet", "--message", "No longer tracked")
    ran = firm.run()
    assert ran["look"].result == "failure"
    assert ran["propose"].result == "skipped"
    assert any("acme could be looked at" in line for line in ran["look"].annotations)


def test_a_page_that_keeps_programs_out_is_no_change(firm: Firm) -> None:
    firm.publishes("# Just a moment...\n\nChecking your browser before you go on.\n")
    ran = firm.run()
    assert ran["look"].result == "failure"
    assert ran["propose"].result == "skipped"
    assert firm.asked() == []


def test_only_the_job_that_reads_nothing_may_write() -> None:
    jobs = read_workflow(started_workflow("watch.yml"))["jobs"]
    assert jobs["look"]["permissions"] == {"contents": "read"}
    assert set(jobs["propose"]["permissions"]) == {"contents", "pull-requests"}
    assert not any("checkout" in step.get("uses", "") for step in jobs["propose"]["steps"])
    for job in jobs.values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), step["name"]

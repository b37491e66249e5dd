"""Pull requests on a bare repository, and the contexts that GitHub makes of them.

The register's base is this repository's policy and some of its invented vendors, judged by the
checks that ship with the tool, so that a case shows what a firm would see.
"""

import io
import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.workflows.workshop import REPOSITORY, Workshop, git

ROOT = Path(__file__).resolve().parents[2]
NUMBER = 7
BRANCH = "proposal"
FORK = "somebody/register"
_KEYS = {"says", "base", "from", "add", "remove", "replace", "artifact", "comments", "head"}


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request as GitHub has it."""

    workshop: Workshop
    case: dict[str, Any]
    main: str
    """The commit at the end of the base branch."""
    head: str
    """The commit at the end of the pull request's branch."""
    merge: str
    """The commit that GitHub makes of both, which its checks run on."""

    @property
    def forked(self) -> bool:
        """Whether it comes from a fork."""
        return bool(self.case.get("from", "branch") == "fork")

    @property
    def source(self) -> str:
        """The repository that it comes from."""
        return FORK if self.forked else REPOSITORY

    def checks(self) -> dict[str, Any]:
        """Return the context github of the workflow that checks it."""
        return {
            "event_name": "pull_request",
            "ref": f"refs/pull/{NUMBER}/merge",
            "base_ref": "main",
            "head_ref": BRANCH,
            "sha": self.merge,
            "token": "token",
            "event": {
                "repository": {"visibility": "public"},
                "merge_group": {"base_sha": None},
                "pull_request": {"number": NUMBER, "head": {"repo": {"full_name": self.source}}},
            },
        }

    def finished(self, conclusion: str) -> dict[str, Any]:
        """Return the context github of the workflow that runs after the checks."""
        return {
            "event_name": "workflow_run",
            "ref": "refs/heads/main",
            "sha": self.main,
            "run_id": "4712",
            "token": "token",
            "event": {
                "workflow_run": {
                    "id": 4711,
                    "event": "pull_request",
                    "conclusion": conclusion,
                    "head_branch": BRANCH,
                    "head_sha": self.head,
                    "head_repository": {
                        "full_name": self.source,
                        "owner": {"login": self.source.split("/")[0]},
                    },
                }
            },
        }

    def answer(self) -> None:
        """Lay out what GitHub's API answers about it after its checks have run."""
        here = f"repos/{REPOSITORY}"
        owner = self.source.split("/")[0]
        # A pull request that went on has another commit at its end.
        head = self.case.get("head", self.head)
        artifact = self.workshop.artifacts.get("difference")
        content = _zipped(artifact, self.case.get("artifact", {})) if artifact else b""
        self.workshop.answers |= {
            f"GET {here}/pulls?head={owner}:{BRANCH}&state=open": [
                {"number": NUMBER, "head": {"sha": head}},
                {"number": NUMBER + 1, "head": {"sha": self.main}},
            ],
            f"GET {here}/actions/runs/4711/artifacts?name=difference": {
                "artifacts": [
                    {
                        "id": 99,
                        "expired": False,
                        "size_in_bytes": self.case.get("artifact", {}).get("size", len(content)),
                    }
                ]
                if artifact
                else []
            },
            f"GET {here}/actions/artifacts/99/zip": {"file": "difference.zip"},
            f"GET {here}/issues/{NUMBER}/comments?per_page=100": [
                {"id": number, "user": {"login": item["by"]}, "body": item["body"]}
                for number, item in enumerate(self.case.get("comments", []), 500)
            ],
            f"POST {here}/issues/{NUMBER}/comments": {},
            **{f"PATCH {here}/issues/comments/{number}": {} for number in range(500, 510)},
        }
        (self.workshop.gh / "difference.zip").write_bytes(content)


def read_case(folder: Path) -> dict[str, Any]:
    """Return what case.yaml in *folder* says; a key that means nothing is an error."""
    case: dict[str, Any] = YAML(typ="safe").load((folder / "case.yaml").read_text("utf-8"))
    assert set(case) <= _KEYS, sorted(set(case) - _KEYS)
    return case


def open_pull_request(folder: Path, case_folder: Path) -> PullRequest:
    """Make the repository and the pull request of a case in *folder*."""
    case = read_case(case_folder)
    workshop = Workshop(folder)
    work = folder / "work"
    main = make_register(work, case["base"])
    git(work, "switch", "--quiet", "--create", BRANCH)
    _change(work, case, case_folder)
    head = _commit(work, "A proposal")
    git(work, "switch", "--quiet", "--detach", "main")
    git(work, "merge", "--quiet", "--no-ff", "-m", "Merge", BRANCH)
    merge = git(work, "rev-parse", "HEAD")
    git(work, "remote", "add", "origin", workshop.origin.as_uri())
    git(work, "push", "--quiet", "origin", "main", f"HEAD:refs/pull/{NUMBER}/merge")
    git(work, "push", "--quiet", "origin", f"{BRANCH}:refs/pull/{NUMBER}/head")
    return PullRequest(workshop, case, main, head, merge)


def make_register(work: Path, vendors: list[str]) -> str:
    """Make a register with these *vendors* in *work*, and return its one commit."""
    (work / "vendors").mkdir(parents=True)
    (work / "policy").mkdir()
    for path in (ROOT / "policy").glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("\n  from: folder\n", "\n  from: shipped\n")
        (work / "policy" / path.name).write_text(text, encoding="utf-8")
    _add(work, vendors)
    git(work, "init", "--quiet", "--initial-branch=main")
    return _commit(work, "The register")


def _add(work: Path, vendors: list[str]) -> None:
    for vendor in vendors:
        shutil.copytree(ROOT / "vendors" / vendor, work / "vendors" / vendor)


def _change(work: Path, case: dict[str, Any], case_folder: Path) -> None:
    _add(work, case.get("add", []))
    for name in case.get("remove", []):
        path = work / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for item in case.get("replace", []):
        path = work / item["file"]
        text = path.read_text(encoding="utf-8")
        assert text.count(item["old"]) == 1, (
            f"{item['old']!r} stands {text.count(item['old'])} times"
        )
        path.write_text(text.replace(item["old"], item["new"]), encoding="utf-8")
    if (case_folder / "files").is_dir():
        shutil.copytree(case_folder / "files", work, dirs_exist_ok=True)


def _commit(work: Path, message: str) -> str:
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", message)
    return git(work, "rev-parse", "HEAD")


def _zipped(artifact: Path, other: dict[str, Any]) -> bytes:
    """Return *artifact* as GitHub hands it out, with the files that somebody put in *other*."""
    files = {path.name: path.read_bytes() for path in sorted(artifact.iterdir())}
    for name, content in other.get("files", {}).items():
        text = content if isinstance(content, str) else json.dumps(content)
        files[name] = text.encode("utf-8")
    for name, size in other.get("big", {}).items():
        files[name] = b" " * size
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()

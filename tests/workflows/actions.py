"""What stands in for the actions that workflows use. An action that is not here is an error."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.workflows.workshop import Workshop, git


@dataclass(slots=True)
class Job:
    """A job while it runs."""

    workshop: Workshop
    github: dict[str, Any]
    """The context of that name."""
    permissions: dict[str, str]
    workspace: Path
    temporary: Path
    outputs: dict[str, str] = field(default_factory=dict)
    """What the present step puts out."""


class ActionError(Exception):
    """A step that fails as the action would."""


def _checkout(job: Job, given: dict[str, str]) -> None:
    _only(given, "fetch-depth", "persist-credentials", "ref")
    _needs(job, "contents", "read")
    assert given.get("persist-credentials") == "false", "a checkout leaves its token behind"
    wanted = given.get("ref") or job.github["sha"]
    folder = job.workspace
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", job.workshop.origin.as_uri())
    if given.get("fetch-depth") == "0":
        git(folder, "fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
        git(folder, "fetch", "--quiet", "origin", wanted)
    else:
        git(folder, "fetch", "--quiet", "--depth=1", "origin", wanted)
    git(folder, "checkout", "--quiet", "--detach", "FETCH_HEAD")


def _upload_artifact(job: Job, given: dict[str, str]) -> None:
    _only(given, "name", "path", "if-no-files-found", "overwrite", "retention-days")
    assert given.get("if-no-files-found") == "error", "an artifact may be missing without a word"
    source = job.workspace / given["path"]
    if not source.exists():
        message = f"No files were found with the provided path: {given['path']}"
        raise ActionError(message)
    target = job.workshop.folder / "artifacts" / given["name"]
    if target.exists():
        if given.get("overwrite") != "true":
            message = f"an artifact with this name already exists: {given['name']}"
            raise ActionError(message)
        shutil.rmtree(target)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        target.mkdir(parents=True)
        shutil.copy(source, target)
    job.workshop.artifacts[given["name"]] = target


def _download_artifact(job: Job, given: dict[str, str]) -> None:
    _only(given, "name", "path")
    if given["name"] not in job.workshop.artifacts:
        message = f"Artifact not found for name: {given['name']}"
        raise ActionError(message)
    target = job.workspace / given.get("path", "")
    shutil.copytree(job.workshop.artifacts[given["name"]], target, dirs_exist_ok=True)


def _upload_sarif(job: Job, given: dict[str, str]) -> None:
    _only(given, "sarif_file", "category")
    _needs(job, "security-events", "write")
    target = job.workshop.folder / "code-scanning"
    target.mkdir()
    shutil.copy(job.workspace / given["sarif_file"], target)


def _upload_pages(job: Job, given: dict[str, str]) -> None:
    _only(given, "path")
    shutil.copytree(job.workspace / given["path"], job.workshop.folder / "pages-artifact")


def _configure_pages(job: Job, given: dict[str, str]) -> None:
    _only(given)
    _needs(job, "pages", "read")
    job.outputs["base_url"] = "https://pages.test.example/register"


def _deploy_pages(job: Job, given: dict[str, str]) -> None:
    _only(given)
    _needs(job, "pages", "write")
    _needs(job, "id-token", "write")
    shutil.copytree(job.workshop.folder / "pages-artifact", job.workshop.folder / "pages")
    job.outputs["page_url"] = "https://pages.test.example/"


def _set_up(job: Job, given: dict[str, str]) -> None:
    """Do nothing: what it would bring is on PATH, or is only for speed."""
    del job, given


def _setup_python(job: Job, given: dict[str, str]) -> None:
    """Name the Python that is on PATH already."""
    _only(given, "cache", "cache-dependency-path", "python-version", "update-environment")
    job.outputs["python-path"] = str(job.workshop.programs / "python3")


ACTIONS: dict[str, Callable[[Job, dict[str, str]], None]] = {
    "actions/cache": _set_up,
    "actions/configure-pages": _configure_pages,
    "actions/checkout": _checkout,
    "actions/deploy-pages": _deploy_pages,
    "actions/download-artifact": _download_artifact,
    "actions/setup-python": _setup_python,
    "actions/upload-artifact": _upload_artifact,
    "actions/upload-pages-artifact": _upload_pages,
    "github/codeql-action/upload-sarif": _upload_sarif,
}


def _only(given: dict[str, str], *known: str) -> None:
    assert set(given) <= set(known), f"the stand-in does not know {sorted(set(given) - set(known))}"


def _needs(job: Job, permission: str, level: str) -> None:
    held = job.permissions.get(permission, "none")
    if held != level and not (level == "read" and held == "write"):
        message = f"Resource not accessible by integration: {permission} is {held}"
        raise ActionError(message)

"""What `publish` and `serve` share: when nothing may be published, and how it is."""

import subprocess
from pathlib import Path

from inwriting.cli.judged import no_judgement
from inwriting.cli.output import complain
from inwriting.decide.evaluate import Evaluation
from inwriting.exit_codes import ExitCode
from inwriting.report.words import result

DEFAULT_OUTPUT = "build/register"
"""Where pages and register.json go, in the register's folder."""
DEFAULT_SITE = "site"
"""Where the built site goes, in the register's folder."""
_FOLDERS = ("vendors", "policy", "checks")
_GIT_SECONDS = 60


def refusal(evaluation: Evaluation, root: Path, *, even_if_blocked: bool) -> ExitCode | None:
    """Return why nothing may be published, having said it; None when it may."""
    refused = no_judgement(evaluation, root)
    if refused is not None:
        return refused
    if evaluation.exit_code is ExitCode.BLOCKED and even_if_blocked:
        complain(f"note: {result(evaluation)}")
        return None
    if evaluation.exit_code is ExitCode.CLEAR:
        return None
    complain(f"error: Nothing is published. {result(evaluation)} See `inwriting check`.")
    if evaluation.exit_code is ExitCode.BLOCKED:
        complain("To publish it all the same: --even-if-blocked")
    return evaluation.exit_code


def publish_register(evaluation: Evaluation, root: Path, pages: Path, site: Path | None) -> str:
    """Write the pages, build the site where one is wanted, and return where everything is."""
    from inwriting.publish.site import build, publish

    publish(evaluation, root, pages, commit_of(root))
    said = f"Written: {pages.as_posix()}"
    if site is not None:
        place = build(pages, site)
        said += f"\nBuilt: open {place.as_posix()}"
    return said


def commit_of(root: Path) -> str:
    """Return the commit that the register at *root* is in; empty when it differs from it.

    A page that names a commit must show what is in that commit.
    """
    changed = _git(root, "status", "--porcelain", "--", *_FOLDERS)
    return "" if changed is None or changed else _git(root, "rev-parse", "HEAD") or ""


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            check=False,
            timeout=_GIT_SECONDS,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None

"""What `publish` and `serve` share: whether the register may be published, and how."""

import functools
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inwriting.cli.evaluated_register import report_unusable
from inwriting.cli.options import evidence_folders
from inwriting.cli.output import print_error
from inwriting.cli.progress import progress_bar
from inwriting.exit_codes import ExitCode
from inwriting.output.words import result
from inwriting.publish.repository import NOWHERE, Repository
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.load.problem import Problem, UnusableInputError

if TYPE_CHECKING:
    from inwriting.publish.published.history import PublishedHistory

DEFAULT_OUTPUT = "build/register"
"""Where pages and register.json go, in the register's folder."""
DEFAULT_SITE = "site"
"""Where the built site goes, in the register's folder."""
DEFAULT_HISTORY = 20
"""The number of commits whose verdicts are compared."""
DEFAULT_CACHE = "build/history"
"""Where verdicts of older commits are kept, in the register's folder."""
HISTORY_CACHE = "INWRITING_HISTORY_CACHE"
"""The environment variable that names another folder for them."""
_FOLDERS = ("vendors", "policy", "checks")
_GIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Past:
    """What is to be told of the past."""

    commits: int
    """The number of commits whose verdicts are compared."""
    cache: Path | None
    """Where verdicts of older commits are kept; None for the usual place."""


@dataclass(frozen=True, slots=True)
class Publication:
    """How a register is to be published."""

    pages: Path
    site: Path | None
    """Where the built site goes; None for no site."""
    past: Past
    evidence: tuple[Path, ...]
    """The folders of captured texts, as given."""
    repository: Repository = NOWHERE
    """Where a change to the register begins."""
    site_url: str = ""
    """Where the site will be; empty when that is not known."""
    key: str = ""
    """The SSH key that signs register.json; empty for no signature."""


def history_options(function: Callable[..., int]) -> Callable[..., int]:
    """Add --history and --history-cache, given to the command as one `past`."""

    @functools.wraps(function)
    def gathered(*, commits: int, history_cache: Path | None, **rest: Any) -> int:
        return function(past=Past(commits, history_cache), **rest)

    decorated = click.option(
        "--history-cache",
        type=click.Path(path_type=Path, file_okay=False),
        envvar=HISTORY_CACHE,
        help="The cache for verdicts of older commits, so that each is judged only once.  "
        f"[env: {HISTORY_CACHE}; default: ROOT/{DEFAULT_CACHE}]",
    )(gathered)
    return click.option(
        "--history",
        "commits",
        type=click.IntRange(0, 10_000),
        default=DEFAULT_HISTORY,
        show_default=True,
        help="Show how verdicts changed over this many of the newest commits that changed the "
        "register.",
    )(decorated)


def repository_options(function: Callable[..., int]) -> Callable[..., int]:
    """Add --repository and --branch, given to the command as one `repository`."""

    @functools.wraps(function)
    def gathered(*, address: str, branch: str, **rest: Any) -> int:
        try:
            place = Repository(address, branch)
        except ValueError as error:
            hint = "--repository or --branch"
            raise click.BadParameter(f"{error}.", param_hint=hint) from error
        return function(repository=place, **rest)

    decorated = click.option(
        "--branch",
        default="main",
        show_default=True,
        help="The branch for proposals.",
    )(gathered)
    return click.option(
        "--repository",
        "address",
        default="",
        metavar="URL",
        help="The register's repository, as in https://github.com/owner/name, for links on the "
        "page for proposing a vendor.",
    )(decorated)


def refusal(evaluation: Evaluation, root: Path, *, even_if_blocked: bool) -> ExitCode | None:
    """Print why the register may not be published and return the exit code; None when it may."""
    refused = report_unusable(evaluation, root)
    if refused is not None:
        return refused
    if evaluation.exit_code is ExitCode.BLOCKED and even_if_blocked:
        print_error(f"note: {result(evaluation)}")
        return None
    if evaluation.exit_code is ExitCode.CLEAR:
        return None
    print_error(f"error: Nothing was published. {result(evaluation)} See `inwriting check`.")
    if evaluation.exit_code is ExitCode.BLOCKED:
        print_error("To publish it anyway, add --even-if-blocked.")
    return evaluation.exit_code


def publish_register(evaluation: Evaluation, root: Path, wanted: Publication) -> str:
    """Write the pages, build the site where one is wanted, and return where everything is."""
    from inwriting.publish.site import build, publish

    history = _history(evaluation, root, wanted)
    publish(
        evaluation,
        root,
        wanted.pages,
        commit_of(root),
        history,
        wanted.repository,
        wanted.site_url,
        functools.partial(_signed, wanted.key) if wanted.key else None,
    )
    said = f"Written: {wanted.pages.as_posix()}"
    if wanted.site is not None:
        place = build(wanted.pages, wanted.site)
        said += f"\nBuilt: open {place.as_posix()}"
    return said


def _signed(key: str, register: Path) -> None:
    from inwriting.gate.register_signature import sign

    try:
        sign(register, key)
    except (OSError, ValueError) as error:
        message = f"register.json could not be signed: {error}."
        fix = "Give the file of an SSH key of yours, as in Git's user.signingkey."
        raise UnusableInputError((Problem("--sign", 0, 0, message, fix),)) from error


def _history(evaluation: Evaluation, root: Path, wanted: Publication) -> "PublishedHistory":
    from inwriting.diff.history import history
    from inwriting.publish.history_json import NO_HISTORY, history_document

    if evaluation.register is None:
        return NO_HISTORY

    cache = wanted.past.cache or root / DEFAULT_CACHE
    evidence = evidence_folders(wanted.evidence)
    with progress_bar() as progress:
        found = history(root, evaluation, wanted.past.commits, evidence, cache, progress)
    return history_document(found, evaluation.register.today)


def commit_of(root: Path) -> str:
    """Return the commit of the register at *root*; empty if there are uncommitted changes.

    A page that names a commit must show exactly that commit.
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

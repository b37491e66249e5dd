"""The folder of pages, and the site that MkDocs makes of it."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inwriting.publish.ask_json import SCRIPT, ask_data, ask_script
from inwriting.publish.cases import cases_of
from inwriting.publish.errors import BrokenPublicationError, PublishError
from inwriting.publish.folder import MARKER, fresh_folder
from inwriting.publish.history_json import NO_HISTORY, written_history
from inwriting.publish.machine_files import machine_files
from inwriting.publish.pages import pages
from inwriting.publish.published.history import PublishedHistory
from inwriting.publish.register_json import register_document, written
from inwriting.publish.repository import NOWHERE, Repository
from inwriting.register.decide.alike import Deciding
from inwriting.register.decide.evaluate import Evaluation
from inwriting.resources import shipped

REGISTER = "register.json"
"""The register for machines, beside the pages."""
HISTORY = "history.json"
"""How the verdicts moved, for machines."""
SCHEMAS = ("register.schema.json", "history.schema.json")
"""What they follow."""
ASSETS = Path(__file__).parent / "assets"


@dataclass(frozen=True, slots=True)
class PublishResult:
    """What was written."""

    folder: Path
    files: tuple[str, ...]
    """Relative to the folder, with forward slashes."""
    vendors: int
    offerings: int


def publish(
    evaluation: Evaluation,
    root: Path,
    output: Path,
    commit: str = "",
    history: PublishedHistory = NO_HISTORY,
    repository: Repository = NOWHERE,
    site_url: str = "",
    sign: Callable[[Path], None] | None = None,
) -> PublishResult:
    """Write the register's pages and register.json into *output*, in place of older ones.

    *root* is the register's folder, where the cases of the checks may be; *commit* is the one
    that the register was read from; *history* is what history.json holds; *repository* is where a
    change to the register begins; *site_url* is where the site will be, if that is known. *sign*
    writes the signature of the file register.json beside it; what it raises ends everything.

    Raises PublishError when there is no register, when *output* is somebody else's, or when
    *site_url* is no address.
    """
    deciding = _deciding_on(evaluation)
    register = register_document(evaluation, commit, site_url, deciding)
    text = written(register)
    history_text = written_history(history)
    cases = {item.id: cases_of(root, item.id) for item in register.checks}
    with fresh_folder(output) as folder:
        _copy(shipped("docs"), folder)
        _copy(ASSETS, folder / "assets")
        for path, page in pages(register, cases, history, repository):
            _write(folder / path, page)
        _write(folder / SCRIPT, ask_script(ask_data(evaluation, commit, deciding)))
        for path, content in machine_files(register, history, site_url):
            _write(folder / path, content)
        _write(folder / REGISTER, text)
        if sign is not None:
            sign(folder / REGISTER)
        _write(folder / HISTORY, history_text)
        for schema in SCHEMAS:
            shutil.copyfile(shipped("schemas") / schema, folder / schema)
    return PublishResult(
        folder=output,
        files=tuple(
            sorted(
                path.relative_to(output).as_posix()
                for path in output.rglob("*")
                if path.is_file() and path.name != MARKER
            )
        ),
        vendors=len(register.vendors),
        offerings=sum(len(vendor.offerings) for vendor in register.vendors),
    )


def build(output: Path, site: Path) -> Path:
    """Make the site of the pages in *output* in the folder *site*; return its first page.

    Raises PublishError when MkDocs is not there, BrokenPublicationError when it finds anything
    wrong: a warning is an error.
    """
    if importlib.util.find_spec("material") is None:
        fix = 'Run: pip install "inwriting[site]"'
        raise PublishError("mkdocs-material", "It is not installed.", fix)
    with fresh_folder(site) as folder:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "inwriting.publish.mkdocs_build"),
                *(str(shipped("mkdocs.yml")), str(output.absolute()), str(folder)),
            ],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
        if done.returncode:
            message = f"The site cannot be built.\n{done.stderr.strip() or done.stdout.strip()}"
            raise BrokenPublicationError(message)
    return site / "index.html"


def _deciding_on(evaluation: Evaluation) -> Deciding | None:
    """Return what makes each decision once, for all that is written; None without verdicts."""
    if evaluation.register is None or evaluation.verdicts is None:
        return None
    return Deciding(evaluation.register, evaluation.verdicts)


def _copy(source: Path, target: Path) -> None:
    ignored = shutil.ignore_patterns(".*", "__pycache__")
    shutil.copytree(source, target, dirs_exist_ok=True, ignore=ignored)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")

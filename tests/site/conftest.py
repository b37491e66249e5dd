"""The sites that the tests look at: each is built once, whichever worker asks for it first."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from inwriting.publish.site import build, publish
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from tests.checks.cases import ROOT
from tests.site.hostile import hostile
from tests.unmeasured import unmeasured

COMMIT = "8d08335"
"""The commit that the pages of this repository's own register name."""


@pytest.fixture(scope="session")
def whole() -> Evaluation:
    """This repository's own register."""
    return evaluate(Request(ROOT))


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's own register, which no test may change.

    MkDocs finds no broken link in it.
    """

    def make(folder: Path) -> None:
        whole = request.getfixturevalue("whole")
        # It is large, and what makes it is measured with the others.
        with unmeasured():
            publish(whole, ROOT, folder / "pages", COMMIT)
            page = build(folder / "pages", folder / "site")
        assert page == folder / "site" / "index.html"

    return _once("whole", tmp_path_factory, make) / "site"


@pytest.fixture(scope="session")
def attacked_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder with ``pages`` and ``site`` of a register full of attacks, and their texts."""

    def make(folder: Path) -> None:
        evaluation, texts = hostile(folder)
        assert evaluation.problems == ()
        publish(evaluation, folder / "register", folder / "pages")
        build(folder / "pages", folder / "site")
        (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")

    folder = _once("hostile", tmp_path_factory, make)
    return folder, json.loads((folder / "texts.json").read_text(encoding="utf-8"))


def _once(
    name: str, tmp_path_factory: pytest.TempPathFactory, make: Callable[[Path], None]
) -> Path:
    """Return the folder *name* after *make* has filled it, in this worker or in another one.

    A worker that fails leaves no mark, so that the next one fails for the same reason by itself.
    """
    base = tmp_path_factory.getbasetemp()
    # The temporary folders of the workers lie side by side in one that belongs to this run alone.
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / f"shared-{name}"
    done = base / f"shared-{name}.done"
    with FileLock(base / f"shared-{name}.lock"):
        if not done.exists():
            # An attempt that broke off stays where it is.
            while folder.exists():
                folder = folder.with_name(f"{folder.name}-again")
            folder.mkdir()
            make(folder)
            done.write_text(str(folder), encoding="utf-8")
    return Path(done.read_text(encoding="utf-8"))

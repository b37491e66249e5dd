"""A folder that is written whole or not at all, and never over one that is somebody else's."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inwriting.publish.errors import PublishError

MARKER = ".inwriting"
"""The file that says that a folder was made here and may be replaced."""
_MARKER_TEXT = "Made by inwriting, which rebuilds this folder each time: don't change anything in "
"here.\n"


@contextmanager
def fresh_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder beside *target*, and put it in its place when all went well.

    Whoever looks sees the old state or the new one; after an error the old one is still there.

    Raises PublishError when *target* holds something that was not made here.
    """
    target = target.absolute()
    aside = target.with_name(f".{target.name}.before")
    _recover(target, aside)
    _refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
    try:
        new = beside / target.name
        new.mkdir()
        yield new
        (new / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
        if target.exists():
            target.rename(aside)
        try:
            new.rename(target)
        except OSError:
            _recover(target, aside)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)


def _recover(target: Path, aside: Path) -> None:
    """Put back what an interrupted run left aside, or remove it when its work was done."""
    if not (aside / MARKER).is_file():
        return
    if target.exists():
        shutil.rmtree(aside)
    else:
        aside.rename(target)


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise PublishError(str(target), "This is not a plain folder.", "Name another folder.")
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file():
        raise PublishError(
            str(target),
            "This folder contains files that inwriting did not make and would replace.",
            "Name another folder, or remove this one yourself.",
        )

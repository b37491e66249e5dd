"""Small registers that the tests run commands on."""

import shutil
from pathlib import Path

HERE = Path(__file__).parent


def make(root: Path, *parts: str) -> Path:
    """Lay the small register at *root*, and on it each of *parts*.

    A part is the name of a folder here whose files are added, or ``remove PATH``.
    """
    skipped = shutil.ignore_patterns("__pycache__")
    for part in ("small", *parts):
        if part.startswith("remove "):
            path = root / part.removeprefix("remove ")
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        else:
            shutil.copytree(HERE / part, root, dirs_exist_ok=True, ignore=skipped)
    return root

"""Registers in real Git repositories, for tests of what commits did to them."""

import os
import subprocess
from pathlib import Path

from tests import registers

_NAME, _EMAIL = "Case", "case@test.example"


def git(root: Path, *arguments: str, at: str = "") -> str:
    """Run Git in *root* without anybody's settings, at the moment *at*; return what it says."""
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": _NAME,
        "GIT_AUTHOR_EMAIL": _EMAIL,
        "GIT_COMMITTER_NAME": _NAME,
        "GIT_COMMITTER_EMAIL": _EMAIL,
    }
    if at:
        environment |= {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=environment,
    )
    return done.stdout.strip()


def repository(root: Path, *parts: str) -> Path:
    """Lay the small register, with *parts* on it, in a new repository at *root*; commit nothing."""
    registers.make(root, *parts)
    git(root, "init", "-q", "-b", "main")
    return root


def commit(root: Path, subject: str, day: int, hour: int = 12) -> str:
    """Commit all of *root* on a *day* of November 2026; return the commit's name."""
    git(root, "add", "-A")
    at = f"2026-11-{day:02}T{hour:02}:00:00+00:00"
    git(root, "commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", subject, at=at)
    return git(root, "rev-parse", "HEAD")


def edit(root: Path, file: str, **replaced: str) -> None:
    """Replace in *file* what each name says in `_WORDS` by what is given."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    for name, new in replaced.items():
        old = _WORDS[name]
        assert old in text, f"{file} does not hold {old!r}"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


_WORDS = {
    "training": "training-use:\n    - says: never",
    "desk": "name: Acme Desk",
    "clock": "clock: {fixed: 2026-11-24, why: The tests must come out the same every day.}\n",
    "checked": "checked: 2026-11-02}",
    "vendor": "name: Mute\n",
    "acme": "name: Acme\n",
    "title": "title: Terms of Trainly",
}

ACME = "vendors/acme/dossier.yaml"
MUTE = "vendors/mute/dossier.yaml"
TRAINLY = "vendors/trainly/dossier.yaml"
POLICY = "policy/policy.yaml"
PERMITTED = "training-use:\n    - says: permitted"
"""For `training`: Acme trains on what comes in."""

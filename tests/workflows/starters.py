"""What a firm's own register starts with, as `inwriting init` writes it for GitHub."""

import functools
from pathlib import Path

from inwriting.cli.starter_files import starter_texts

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
MADE = ("checks.yml", "comment.yml", "propose.yml", "site.yml", "watch.yml")
"""The workflows that a firm's register has too."""


@functools.cache
def started(name: str) -> str:
    """Return the text of the file *name* below `.github` in a new register."""
    return starter_texts()[f".github/{name}"]


def started_workflow(name: str) -> str:
    """Return the text of a new register's workflow."""
    return started(f"workflows/{name}")

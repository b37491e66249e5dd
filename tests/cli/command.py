"""The real command in a process of its own, with nothing of the tester's environment."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("COV_", "COVERAGE_", "PATH", "SYSTEMROOT")


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return a bare environment: the same on every machine, and coverage still measured."""
    kept = {key: value for key, value in os.environ.items() if key.startswith(_KEPT)}
    return {
        **kept,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT / "src"),
        # Git looks for no configuration of the machine's or the tester's.
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **(more or {}),
    }


def run(
    arguments: list[str],
    folder: Path,
    *,
    env: Mapping[str, str] | None = None,
    given: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run ``inwriting`` with *arguments* in *folder*."""
    return subprocess.run(
        [sys.executable, "-m", "inwriting", *arguments],
        cwd=folder,
        env=environment(folder.parent, env),
        input=given,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )

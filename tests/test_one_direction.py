"""Data flows one way, and imports follow it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
_RUN = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def test_a_module_imports_only_from_those_before_it() -> None:
    """The layers of pyproject.toml hold: nothing is decided twice, nothing reaches back."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 kept, 0 broken" in done.stdout


def test_checks_touch_nothing_but_the_model() -> None:
    """A check imports from `inwriting.check` and from pure tools."""
    pure = ("__future__", "collections", "datetime", "functools", "itertools", "re", "typing")
    allowed = ("inwriting.check",)
    for path in sorted((ROOT / "checks").glob("*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words[:1] in (["from"], ["import"]):
                fine = words[1].split(".")[0] in pure or words[1].startswith(allowed)
                assert fine, f"{path.name}: {line}"

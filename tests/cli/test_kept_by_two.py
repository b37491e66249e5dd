"""Two commands at the same time, on one register and with one folder of what is kept."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.cli import command
from tests.decide import cached_register

ARGUMENTS = ["check", "--as-of", "2026-11-24", "--format", "json"]


def _begun(root: Path, cache: Path) -> "subprocess.Popen[bytes]":
    environment = command.environment(cache.parent, {"XDG_CACHE_HOME": str(cache)})
    return subprocess.Popen(
        [sys.executable, "-m", "inwriting", *ARGUMENTS],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _said(process: "subprocess.Popen[bytes]") -> tuple[bytes, bytes, int]:
    output, errors = process.communicate(timeout=60)
    return output, errors, process.returncode


def test_both_say_what_is_said_without_anything_kept(tmp_path: Path) -> None:
    """Whatever one of them writes while the other reads, and after each change."""
    root, cache = cached_register.make(tmp_path / "register"), tmp_path / "cache"
    for number in range(100):
        shutil.copytree(root / "vendors/solo", root / f"vendors/v{number}")
    edits = {
        "vendors/acme/dossier.yaml": ("says: never", "says: permitted"),
        "policy/policy.yaml": ("Test & Test", "Best & Best"),
        "vendors/v7/evidence/agreement.md": ("Modelhouse", "Nobody"),
    }
    for name, (old, new) in {"": ("", ""), **edits}.items():
        if name:
            text = (root / name).read_text("utf-8")
            assert old in text
            (root / name).write_text(text.replace(old, new), "utf-8")
        together = [_begun(root, cache), _begun(root, cache)]
        said = [_said(process) for process in together]
        alone = _said(_begun(root, Path(os.devnull)))
        assert alone[2] in {0, 1}
        assert said == [alone, alone], name
    assert (cache / "inwriting/results.sqlite").stat().st_size > 0

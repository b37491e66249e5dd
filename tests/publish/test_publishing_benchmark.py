"""The benchmark of publishing runs, and its table has us, the peer and the ratio."""

import subprocess
import sys

from tests.checks.cases import ROOT


def test_the_benchmark_runs() -> None:
    """How long anything takes is not looked at: that is for a quiet machine."""
    command = [sys.executable, str(ROOT / "benchmarks/publishing.py"), "--vendors", "5"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["vendors", "time", "CPU", "site", "a", "vendor", "CPU", "bytes"]
    assert [row[10:38].strip() for row in rows] == [
        "inwriting publish --build",
        "MkDocs Material, all in nav",
        "ratio",
    ]

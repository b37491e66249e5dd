"""The benchmark of loading runs, and its table has every step."""

import subprocess
import sys

from tests.checks.cases import ROOT


def test_the_benchmark_runs() -> None:
    """How long anything takes is not looked at: that is for a quiet machine."""
    command = [sys.executable, str(ROOT / "benchmarks/loading.py"), "--vendors", "5", "--runs", "1"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    head, columns, *rows = done.stdout.splitlines()
    assert head.startswith("5 dossiers of ")
    assert columns.split() == ["step", "µs", "a", "file", "ratio"]
    assert [row.split("  ")[0] for row in rows if not row.startswith(" ")][:3] == [
        "the whole: file to data",
        "the slow way: parse",
        "the slow way: jsonschema",
    ]

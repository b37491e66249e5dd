"""The benchmark of large registers runs, and its tables have every row."""

import subprocess
import sys

from tests.checks.cases import ROOT


def test_the_benchmark_runs() -> None:
    """How long anything takes is not looked at: that is for a quiet machine."""
    command = [sys.executable, str(ROOT / "benchmarks/checking.py"), "--vendors", "6"]
    done = subprocess.run([*command, "--without-ajv"], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    head, *rows = [line[:34].strip() for line in done.stdout.splitlines() if line]
    assert head.startswith("6 vendors, ")
    assert rows == [
        "",
        "check-jsonschema, schema alone",
        "inwriting check, cold",
        "inwriting check, warm",
        "inwriting check, one file changed",
        "inwriting diff, one file changed",
        "inwriting diff, again",
        "the shipped register",
        "",
        "a bare interpreter",
        "inwriting ask, for the first time",
        "inwriting ask, again",
    ]

"""Time the commands that people wait for, each in a new process, as people run them.

`python3 tools/start.py bench -- --runs 10` takes ten runs of each. The least of them says what
the code costs; the median says what this machine makes of it.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "start-up": ["--version"],
    "check, as text": ["check", str(ROOT)],
    "check, as SARIF": ["check", str(ROOT), "--format", "sarif"],
}


def seconds(arguments: list[str]) -> float:
    """Run the command once and time it.

    Raises:
        SystemExit: it failed, and the time of a failure says nothing.
    """
    began = time.perf_counter()
    done = subprocess.run(["inwriting", *arguments], capture_output=True, check=False, text=True)
    took = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"inwriting {' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}")
    return took


def main() -> None:
    """Time every command and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each command is run")
    runs = parser.parse_args().runs
    print(f"{'command':<20}{'least':>10}{'median':>10}")
    for name, arguments in COMMANDS.items():
        times = [seconds(arguments) for _ in range(runs)]
        print(f"{name:<20}{min(times):>8.3f} s{statistics.median(times):>8.3f} s")


if __name__ == "__main__":
    main()

"""Time the commands that people wait for, each in a new process, as people run them.

`python3 tools/start.py bench -- --runs 10` takes ten runs of each. The least of them says what
the code costs; the median says what this machine makes of it. The peer is check-jsonschema, which
validates the same dossiers against the same schema and does nothing else; the ratio is the least
time over the peer's.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEER = "check-jsonschema, schema alone"
COMMANDS = {
    PEER: [
        "check-jsonschema",
        "--schemafile",
        str(ROOT / "schemas/dossier.schema.json"),
        *map(str, sorted(ROOT.glob("vendors/*/dossier.yaml"))),
    ],
    "start-up": ["inwriting", "--version"],
    "ask": ["inwriting", "ask", "northwind-ai/enterprise", "--data", "public", "--root", str(ROOT)],
    "check, as text": ["inwriting", "check", str(ROOT)],
    "check, as SARIF": ["inwriting", "check", str(ROOT), "--format", "sarif"],
}


def seconds(arguments: list[str]) -> float:
    """Run the command once and time it.

    Raises:
        SystemExit: it failed, and the time of a failure says nothing.
    """
    began = time.perf_counter()
    done = subprocess.run(arguments, capture_output=True, check=False, text=True)
    took = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}")
    return took


def main() -> None:
    """Time every command and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each command is run")
    runs = parser.parse_args().runs
    print(f"{'command':<34}{'least':>10}{'median':>10}{'ratio':>8}")
    peer = 0.0
    for name, arguments in COMMANDS.items():
        times = [seconds(arguments) for _ in range(runs)]
        least = min(times)
        peer = least if name == PEER else peer
        row = f"{least:>8.3f} s{statistics.median(times):>8.3f} s{least / peer:>8.2f}"
        print(f"{name:<34}{row}")


if __name__ == "__main__":
    main()

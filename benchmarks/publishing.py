"""Time `inwriting publish --build` against MkDocs Material with the same pages in its navigation.

`python benchmarks/publishing.py` writes registers of 100, 300 and 1,000 vendors, publishes each,
and has MkDocs with the theme and its defaults alone build the very Markdown that was published,
every page named in the navigation. Both are new processes, one after the other. Seconds are the
least of all runs; CPU seconds are those of the same run, of all its processes. Ours are everything
from reading the register to the last byte of the site; the peer is given the pages.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.registers import generate

_OURS = "inwriting publish --build"
_PEER = "MkDocs Material, all in nav"


@dataclass(frozen=True, order=True, slots=True)
class Cost:
    """What one run took."""

    seconds: float
    cpu: float


def cost(arguments: list[str]) -> Cost:
    """Run the command and return what it took.

    Raises:
        SystemExit: it failed, and the time of a failure says nothing.
    """
    before, began = _cpu(), time.perf_counter()
    done = subprocess.run(
        arguments,
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    took = Cost(time.perf_counter() - began, _cpu() - before)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}")
    return took


def ours(register: Path, folder: Path) -> Cost:
    """Publish *register* with its site in *folder*, as ``pages`` and ``site``."""
    where = ["--output", str(folder / "pages"), "--site", str(folder / "site")]
    command = [sys.executable, "-m", "inwriting", "publish", str(register)]
    return cost([*command, "--build", "--history", "0", *where])


def peer(folder: Path) -> Cost:
    """Build the same ``pages`` with MkDocs Material and its defaults, as ``peer/site``."""
    (folder / "peer").mkdir(exist_ok=True)
    pages = folder / "pages"
    names = sorted(path.relative_to(pages).as_posix() for path in pages.rglob("*.md"))
    settings = {
        "site_name": "Peer",
        "docs_dir": str(pages),
        "site_dir": str(folder / "peer" / "site"),
        "theme": {"name": "material"},
        "nav": [{name.removesuffix(".md"): name} for name in names],
    }
    # What is JSON is YAML too.
    config = folder / "peer" / "mkdocs.yml"
    config.write_text(json.dumps(settings), encoding="utf-8")
    return cost([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)])


def size(folder: Path) -> int:
    """Return the bytes of all files in *folder*."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(vendors: int, runs: int) -> None:
    """Print the rows of one register, made for this."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        generate(folder / "register", vendors)
        mine = _least(runs, lambda: ours(folder / "register", folder))
        _row(vendors, _OURS, mine, size(folder / "site"))
        its = _least(runs, lambda: peer(folder))
        _row(vendors, _PEER, its, size(folder / "peer" / "site"))
        bytes_ratio = size(folder / "site") / size(folder / "peer" / "site")
        ratios = (mine.seconds / its.seconds, mine.cpu / its.cpu, bytes_ratio)
        print(f"{vendors:>8}  {'ratio':<28}{ratios[0]:>9.2f}  {ratios[1]:>9.2f}  {ratios[2]:>9.2f}")
        shutil.rmtree(folder / "site")


def _least(runs: int, run: Callable[[], Cost]) -> Cost:
    return min(run() for _ in range(runs))


def _row(vendors: int, name: str, took: Cost, size: int) -> None:
    print(
        f"{vendors:>8}  {name:<28}{took.seconds:>7.1f} s  {took.cpu:>7.1f} s  {size / 1e6:>6.1f} MB"
        f"  {took.seconds / vendors * 1000:>6.0f} ms {took.cpu / vendors * 1000:>6.0f} ms "
        f"{size / vendors / 1e3:>6.0f} KB"
    )
    sys.stdout.flush()


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure each number of vendors and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vendors", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--runs", type=int, default=1, help="how often each is run")
    given = parser.parse_args()
    each = f"{'a vendor':>12}{'CPU':>9}{'bytes':>10}"
    print(f"{'vendors':>8}  {'':<28}{'time':>9}  {'CPU':>9}  {'site':>9}{each}")
    for vendors in given.vendors:
        measure(vendors, given.runs)


if __name__ == "__main__":
    main()

"""Time the gate's search of a tree beside ripgrep's and beside two open tools, in one run.

`python benchmarks/gate.py` makes a tree of 120 MB in a Git repository of its own; `python
benchmarks/gate.py PATH` takes another. Each command runs in a new process, the gate with everything
that it needs to start; its time is what the processor worked, its memory the most that it held.

- `rg -j1` looks for the same names as literals and counts the lines, which is less than the gate
  does: it parses nothing. It comes from the Debian package ripgrep.
- ai-bom and aibom-scanner come from PyPI, into environments of their own below `--peers`, and scan
  the same tree. A peer that cannot be had is named, and its ratios are left out.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from inwriting.gate.cache import ResultCache
from inwriting.gate.compiled_footprints import ready_footprints
from inwriting.gate.search_terms import TermContext, needles

SIZE = 120_000_000
PEERS = {
    "ai-bom": ("scan", "{tree}", "--quiet", "--no-telemetry", "--json", "--output", "{output}"),
    "aibom-scanner": ("scan", "--path", "{tree}", "--format", "json", "--output", "{output}"),
}
GATE = "gate"
AGAIN = "gate, nothing changed"
RIPGREP = "rg -j1"
_FIND = """
import sys
from pathlib import Path
from inwriting.gate.find import find
from inwriting.gate.cache import kept_by_user
from inwriting.gate.compiled_footprints import ready_footprints
kept = kept_by_user()
found = find(Path(sys.argv[1]), ready_footprints(kept=kept), kept=kept)
looked = found.looked
print(f"{looked.files} files, {looked.size / 1e6:.0f} MB searched, "
      f"{sum(count for _, count in looked.read)} read, {len(found.uses)} uses")
"""


@dataclass(frozen=True)
class Cost:
    """What one command took."""

    cpu: float
    """Seconds of the processor, in the command's own code and in the system's for it."""
    wall: float
    """Seconds that passed."""
    memory: float
    """The most that one of its processes held, in MiB."""


def run(command: list[str], environment: dict[str, str] | None = None) -> tuple[Cost, str]:
    """Run *command* once and return what it took and what it said.

    Raises SystemExit when it could not do its work, whose time says nothing; 1 is a finding.
    """
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.DEVNULL, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        output.seek(0)
        said = output.read(10_000).decode("utf-8", "replace").strip()
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        sys.exit(f"{' '.join(command)[:300]}: it failed\n{said}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * unit / 2**20), said


def least(command: list[str], runs: int, environment: dict[str, str] | None = None) -> Cost:
    """Return what *command* took when it took least of the processor, of *runs* runs."""
    costs = [run(command, environment)[0] for _ in range(runs)]
    return min(costs, key=lambda cost: cost.cpu)


@dataclass(frozen=True)
class Kind:
    """How a made file of one kind is written; what stands in braces is a word."""

    lines: tuple[str, ...]
    use: str = ""
    """What names an AI tool."""
    first: str = ""
    begin: str = ""
    end: str = ""


_KINDS = {
    "py": Kind(
        ("{0} = {1}.{2}({3!r}, {4})\n", "def {0}({1}):\n    return {2}[{3}]\n", "# {0} {1} {2}\n"),
        "from openai import OpenAI\n",
    ),
    "ts": Kind(
        (
            "export const {0} = await {1}.{2}('{3}');\n",
            "export function {0}({1}: {2}) {{\n  return {1}.{3};\n}}\n",
            "// {0} {1} {2} {3}\n",
        ),
        'import Anthropic from "@anthropic-ai/sdk";\n',
    ),
    "go": Kind(
        ('\t{0} := {1}.{2}("{3}")\n', "\tif {0} != nil {{\n\t\treturn {1}\n\t}}\n"),
        'import "github.com/openai/openai-go"\n',
        first="package made\n\n",
        begin="func made() error {\n",
        end="}\n",
    ),
    "java": Kind(
        (
            '    String {0} = {1}.{2}("{3}");\n',
            "    void {0}(int {1}) {{\n        this.{2} = {1};\n    }}\n",
        ),
        "import dev.langchain4j.model.openai.OpenAiChatModel;\n",
        first="package made;\n\n",
        begin="class Made {\n",
        end="}\n",
    ),
    "yaml": Kind(("{0}: {1}\n", "# {0} {1} {2} {3}\n", "{0}-{1}: [{2}, {3}]\n")),
    "md": Kind(("{0} {1} {2} {3} {4} {0} {2}.\n", "## {0} {1}\n", "- {3} {4} {1}\n")),
}


def make_tree(root: Path, size: int) -> Path:
    """Make a repository of *size* bytes at *root*: one file in fifty names an AI tool."""
    chance = random.Random(20261124)  # noqa: S311 - the same tree each time, nothing secret.
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chance.choices(letters, k=number % 8 + 5)) for number in range(4000)]
    made = number = 0
    while made < size:
        ending = chance.choice([*_KINDS])
        kind = _KINDS[ending]
        lines = [
            chance.choice(kind.lines).format(*chance.choices(words, k=5))
            for _ in range(chance.randrange(20, 500))
        ]
        used = kind.use if number % 50 == 0 else ""
        text = "".join((kind.first, used, kind.begin, *lines, kind.end))
        folder = f"{words[number % 97]}/{words[number % 13]}"
        place = root / folder / f"{words[number % 4000]}{number}.{ending}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        made += len(text)
        number += 1
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    return root


def peer(name: str, folder: Path) -> Path | None:
    """Return the command of the peer *name* below *folder*; None when it cannot be had."""
    command = folder / name / "bin" / name
    if not command.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / name)], check=True)
        install = [str(command.with_name("python")), "-m", "pip", "install", "-q", name]
        subprocess.run(install, check=False)
    return command if command.exists() else None


def measure(tree: Path, scratch: Path, peers: Path | None, runs: int) -> dict[str, Cost]:
    """Return what each command took on *tree*; without *peers* the two tools are left out."""
    footprints = ready_footprints(kept=ResultCache(scratch, b"benchmark"))
    literals = scratch / "literals"
    names = {n.text for n in needles(footprints.index) if n.stands is not TermContext.ESCAPE}
    literals.write_text("\n".join(sorted(name for name in names if len(name) > 3)), "utf-8")
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": str(scratch / "cache"),
        "XDG_STATE_HOME": str(scratch / "state"),
    }
    gate = [sys.executable, "-c", _FIND, str(tree)]
    trees = scratch / "cache/inwriting/gate"

    # The first run of all reads the footprints strictly, as a wheel has done when it was built.
    print(run(gate, environment)[1])
    costs: dict[str, Cost] = {}
    first = []
    for _ in range(runs):
        for kept in trees.glob("tree-*"):
            kept.unlink()
        first.append(run(gate, environment)[0])
    costs[GATE] = min(first, key=lambda cost: cost.cpu)
    time.sleep(3)
    run(gate, environment)
    costs[AGAIN] = least(gate, runs, environment)
    if shutil.which("rg"):
        search = ["rg", "-j1", "--fixed-strings", "--count", "--file", str(literals), str(tree)]
        run(search)
        costs[RIPGREP] = least(search, runs)
    else:
        print("ripgrep is not here: apt-get install ripgrep")
    for name, arguments in PEERS.items() if peers else ():
        command = peer(name, peers) if peers else None
        if command is None:
            print(f"{name} could not be had from PyPI.")
            continue
        given = [part.format(tree=tree, output=scratch / "output") for part in arguments]
        costs[name] = least([str(command), *given], 1)
    return costs


def main() -> None:
    """Measure every command on one tree and print a table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", nargs="?", type=Path, help="a tree; one is made if left out")
    parser.add_argument("--runs", type=int, default=5, help="how often each quick command is run")
    parser.add_argument("--size", type=int, default=SIZE, help="bytes of the tree that is made")
    parser.add_argument(
        "--peers",
        type=Path,
        default=Path(tempfile.gettempdir()) / "inwriting-peers",
        help="where the peers are installed",
    )
    parser.add_argument("--without-peers", action="store_true", help="leave out what takes long")
    given = parser.parse_args()
    peers = None if given.without_peers else given.peers
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name).resolve()
        tree = given.tree.resolve() if given.tree else make_tree(scratch / "tree", given.size)
        costs = measure(tree, scratch, peers, given.runs)
    own = costs[GATE].cpu
    print(f"{'command':<24}{'CPU':>10}{'passed':>10}{'memory':>10}{'gate/this':>11}")
    for command, cost in costs.items():
        numbers = f"{cost.cpu:>8.2f} s{cost.wall:>8.2f} s{cost.memory:>6.0f} MiB"
        print(f"{command:<24}{numbers}{own / cost.cpu:>11.3f}")


if __name__ == "__main__":
    main()

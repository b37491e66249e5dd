"""How often the gate is right about public repositories that people labelled by hand.

The cases are in YAML: which tools a repository uses, at which commit. `must`: a gate has to report
it; `may`: either answer is right; `must_not`, and anything that has no label: reporting it is an
error. Traps are repositories that only sound as if they used a tool. The repositories lie checked
out in one folder, each as <owner>__<name>:

    python benchmarks/gate_accuracy.py benchmarks/gate_cases.yaml ../repositories

What counts as reported is every use that is established and that software, its pipeline or its
authors ask for; what only a lock file brings along is a list, and no finding.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from inwriting.gate.compiled_footprints import CompiledFootprints
from inwriting.gate.find import find
from inwriting.gate.footprint_loading import load_footprints
from inwriting.gate.uses import ToolUse, UseRole
from inwriting.register.load.source import FolderSource

GROUPS = {
    "langchain": ("langchain4j", "langchaingo", "langchainrb"),
    "cline-family": ("cline", "roo-code", "kilo-code"),
    "opencode-crush-goose": ("opencode", "crush", "goose"),
}
"""Labels that stand for several tools which footprints keep apart."""
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Outcome:
    """What the gate said of one repository, held against its labels."""

    name: str
    trap: bool
    right: tuple[str, ...]
    """Tools that were reported and must or may be."""
    false: tuple[str, ...]
    """Tools that were reported and are not used, each with the place."""
    found: tuple[str, ...]
    """Tools that must be reported and were."""
    missed: tuple[str, ...]
    """Tools that must be reported and were not, each with the place in the labels."""
    placed: int
    """How many of those found were reported in the file that the label names."""


def main(arguments: list[str]) -> int:
    """Print the table, and return 1 when a figure is below what it has to reach."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="+", type=Path, help="YAML files of labelled repositories")
    parser.add_argument("repositories", type=Path, help="the folder that they are checked out in")
    parser.add_argument("--precision", type=float, default=0.97, help="what it has to reach")
    parser.add_argument("--recall", type=float, default=0.95, help="what it has to reach")
    options = parser.parse_args(arguments)
    outcomes = list(_outcomes(options.cases, options.repositories))
    print(table(outcomes))
    precision, recall, traps = figures(outcomes)
    reached = precision >= options.precision and recall >= options.recall and not traps
    return 0 if reached else 1


def _outcomes(cases: list[Path], folder: Path) -> Iterator[Outcome]:
    loaded = load_footprints(FolderSource(ROOT))
    if loaded.problems:
        sys.exit(f"The footprints cannot be used: {loaded.problems[0].message}")
    footprints = CompiledFootprints(loaded.footprints, "0" * 64)
    for path in cases:
        data: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        for case in data.get("positives", []):
            yield judged(case, _uses(case, folder, footprints), trap=False)
        for case in data.get("traps", []):
            yield judged(case, _uses(case, folder, footprints), trap=True)


def _uses(
    case: dict[str, Any], folder: Path, footprints: CompiledFootprints
) -> tuple[ToolUse, ...]:
    """Return what the gate finds, in exactly the commit that was labelled.

    Raises:
        SystemExit: the repository is not there, or at another commit.
    """
    repository = folder / case["repo"].replace("/", "__")
    command = ["git", "-C", str(repository), "rev-parse", "HEAD"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.stdout.strip() != case["commit"]:
        sys.exit(f"{repository} is not {case['repo']} at {case['commit']}.")
    return find(repository, footprints).uses


def judged(case: dict[str, Any], uses: tuple[ToolUse, ...], *, trap: bool) -> Outcome:
    """Hold what was found in one repository against its labels."""
    reported: dict[str, list[ToolUse]] = {}
    for use in uses:
        if use.established and use.role is not UseRole.TRANSITIVE:
            reported.setdefault(use.tool, []).append(use)
    labels = {label["vendor"]: label for label in case["expected"]}
    for label, tools in GROUPS.items():
        if label in labels:
            for tool in set(tools) & set(reported):
                reported.setdefault(label, []).extend(reported.pop(tool))
    must = [tool for tool, label in labels.items() if label["tier"] == "must"]
    return Outcome(
        name=case["repo"],
        trap=trap,
        right=tuple(sorted(set(reported) & set(labels))),
        false=tuple(
            f"{tool} {_place(reported[tool][0])}" for tool in sorted(set(reported) - set(labels))
        ),
        found=tuple(tool for tool in must if tool in reported),
        missed=tuple(
            f"{tool} {labels[tool].get('file')}:{labels[tool].get('line')}"
            for tool in must
            if tool not in reported
        ),
        placed=sum(
            any(
                sign.spot.file == labels[tool].get("file")
                for use in reported[tool]
                for sign in use.signs
            )
            for tool in must
            if tool in reported
        ),
    )


def _place(use: ToolUse) -> str:
    return f"{use.spot.file}:{use.spot.line}"


def figures(outcomes: list[Outcome]) -> tuple[float, float, int]:
    """Return precision, recall on what must be reported, and how much was found in traps."""
    right = sum(len(outcome.right) for outcome in outcomes)
    false = sum(len(outcome.false) for outcome in outcomes)
    found = sum(len(outcome.found) for outcome in outcomes)
    missed = sum(len(outcome.missed) for outcome in outcomes)
    traps = sum(len(outcome.false) for outcome in outcomes if outcome.trap)
    return (
        right / (right + false) if right + false else 1.0,
        found / (found + missed) if found + missed else 1.0,
        traps,
    )


def table(outcomes: list[Outcome]) -> str:
    """Return the figures as a table of Markdown, with every miss and false alarm below it."""
    lines = [
        "| repository | reported rightly | false alarms | found of those that must be |",
        "| --- | --- | --- | --- |",
    ]
    for outcome in outcomes:
        name = f"{outcome.name} (trap)" if outcome.trap else outcome.name
        must = len(outcome.found) + len(outcome.missed)
        counts = f"{len(outcome.right)} | {len(outcome.false)} | {len(outcome.found)} of {must}"
        lines.append(f"| {name} | {counts} |")
    precision, recall, traps = figures(outcomes)
    found = sum(len(outcome.found) for outcome in outcomes)
    placed = sum(outcome.placed for outcome in outcomes)
    said = f"precision {precision:.3f}, recall {recall:.3f}, findings in traps {traps}"
    lines += ["", f"{said}; {placed} of {found} found in the labelled file"]
    for outcome in outcomes:
        lines += [f"missed: {outcome.name} {missed}" for missed in outcome.missed]
        lines += [f"false alarm: {outcome.name} {false}" for false in outcome.false]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Hold `inwriting watch` against labelled changes of real terms, and print what it said of each.

`python benchmarks/drift.py --facts FOLDER --terms FOLDER` reads drift-cases.yaml in the first
folder and the texts, by their Git blob ids, in the second. Without them the variables
INWRITING_FACTS and INWRITING_EVIDENCE name the folders. An alarm is a change that watch would
pause something for; a capture that failed, a missing part and flapping are said, and are none.

The last table leaves one service out at a time: a rule counts for a service only when it also
fired on a material change of another one, so that a rule made for one service alone is worth
nothing there. `--every` prints each case.

A plain filter on training words is run beside it: an alarm where any changed line has one.
"""

import argparse
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inwriting.evidence.watch.alarm import Comparison
from inwriting.evidence.watch.comparison import compare
from inwriting.evidence.watch.rules import SentenceRules, shipped_rules
from inwriting.register.load.yaml import parse

TARGETS = {"material": (0.95, 1.0), "nonmaterial": (0.0, 0.25), "nonmaterial_auto": (0.0, 0.02)}
"""For each label, the least and the greatest share that may raise an alarm."""
_FILTER = re.compile(
    r"\b(?:train\w*|machine learning|artificial intelligence|AI|models?|opt(?:ed|ing)?[ -]?out"
    r"|fine-tun\w*|improve\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Result:
    """What was said of one case."""

    case: dict[str, Any]
    said: Comparison
    filtered: bool
    """Whether the plain filter raised an alarm."""

    @property
    def label(self) -> str:
        """How the case is labelled."""
        return str(self.case["label"])


def results(facts: Path, terms: Path, rules: SentenceRules) -> Iterator[Result]:
    """Yield what is said of each case of drift-cases.yaml in the folder *facts*.

    Raises:
        SystemExit: the cases cannot be read.
    """
    path = facts / "drift-cases.yaml"
    data, problems = parse(path.name, path.read_text(encoding="utf-8"))
    if problems:
        raise SystemExit("\n".join(map(str, problems)))
    cases = data["cases"]
    for case in cases:
        before, after = (_text(terms, case[side]) for side in ("before", "after"))
        earlier = [_text(terms, other["before"]) for other in cases if _precedes(other, case)]
        yield Result(
            case, compare(before, after, rules, earlier=earlier), _is_filtered(before, after)
        )


def _precedes(other: Any, case: Any) -> bool:
    """Tell whether *other* is the change that made the text from which *case* starts."""
    return bool(
        (other["collection"], other["document"]) == (case["collection"], case["document"])
        and other["after"] == case["before"]
        and other["date"] < case["date"]
    )


def _text(terms: Path, blob: str) -> str:
    return (terms / f"{blob}.md").read_text(encoding="utf-8")


def _is_filtered(before: str, after: str) -> bool:
    changed = set(before.splitlines()) ^ set(after.splitlines())
    return any(_FILTER.search(line) for line in changed)


def shares(found: list[Result]) -> dict[str, float]:
    """Return, for each label, the share of its cases that raised an alarm."""
    total = Counter(result.label for result in found)
    raised = Counter(result.label for result in found if result.said.alarms)
    return {label: raised[label] / total[label] for label in total}


def missed(found: list[Result]) -> list[str]:
    """Return the targets that *found* misses, in words; none when all are met."""
    got = shares(found)
    return [
        f"{label}: {got[label]:.1%} raise an alarm, wanted {least:.0%} to {most:.0%}"
        for label, (least, most) in TARGETS.items()
        if label in got and not least <= got[label] <= most
    ]


def without_own_rules(found: list[Result]) -> dict[str, tuple[int, int]]:
    """Return, for each service, how many of its material changes alarm by rules proved elsewhere.

    A rule is proved elsewhere when it fired on a material change of another service.
    """
    fired: dict[str, set[str]] = {}
    for result in found:
        if result.label == "material":
            for alarm in result.said.alarms:
                fired.setdefault(alarm.rule, set()).add(result.case["service"])
    table = {}
    for service in sorted({result.case["service"] for result in found}):
        mine = [r for r in found if r.case["service"] == service and r.label == "material"]
        alarmed = sum(
            any(fired[alarm.rule] - {service} for alarm in result.said.alarms) for result in mine
        )
        table[service] = (alarmed, len(mine))
    return table


def _print(found: list[Result], seconds: float, *, every: bool) -> None:
    print(f"{'label':17} {'kind':24} {'alarm':>5} {'none':>5} {'filter':>6}")
    for label in TARGETS:
        group = [result for result in found if result.label == label]
        for kind in sorted({result.case["kind"] for result in group}):
            of_kind = [result for result in group if result.case["kind"] == kind]
            _row(label, kind, of_kind)
        if group:
            _row(label, "all", group)
            print()
    states: Counter[str] = Counter(result.said.state.value for result in found)
    print("states:", ", ".join(f"{name} {count}" for name, count in states.most_common()))
    print("\nmaterial changes of a service that alarm by rules which fired for others too:")
    for service, (alarmed, all_) in without_own_rules(found).items():
        if all_:
            print(f"  {service:20} {alarmed} of {all_}")
    print(f"\n{len(found)} changes in {seconds:.1f} s of processor time")
    if every:
        for result in found:
            case = result.case
            print(
                f"{case['label']:17} {case['kind']:24} {result.said.state.value:22}"
                f" {len(result.said.alarms):3} {case['document']} {case['date'][:10]}"
            )


def _row(label: str, kind: str, group: list[Result]) -> None:
    alarms = sum(bool(result.said.alarms) for result in group)
    filtered = sum(result.filtered for result in group)
    share = f"  {alarms / len(group):6.1%}, filter {filtered / len(group):6.1%}"
    print(
        f"{label:17} {kind:24} {alarms:5} {len(group) - alarms:5} {filtered:6}"
        f"{share if kind == 'all' else ''}"
    )


def main() -> int:
    """Run the benchmark; return 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--facts", type=Path, default=os.environ.get("INWRITING_FACTS"))
    parser.add_argument("--terms", type=Path, default=os.environ.get("INWRITING_EVIDENCE"))
    parser.add_argument("--every", action="store_true", help="Print each case.")
    arguments = parser.parse_args()
    if arguments.facts is None or arguments.terms is None:
        parser.error("name the folders with --facts and --terms")
    began = time.process_time()
    found = list(results(Path(arguments.facts), Path(arguments.terms), shipped_rules()))
    _print(found, time.process_time() - began, every=arguments.every)
    misses = missed(found)
    for miss in misses:
        print(f"missed: {miss}")
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())

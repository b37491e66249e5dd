"""The cases of drift: two texts of an invented vendor, and what watch is to say of them."""

import json
from pathlib import Path
from typing import Any

from inwriting.evidence.watch.alarm import Comparison
from inwriting.evidence.watch.cited_passages import CitedPassage
from inwriting.evidence.watch.comparison import compare
from inwriting.evidence.watch.rules import shipped_rules

HERE = Path(__file__).parent
CASES = sorted(path.name for path in (HERE / "cases").iterdir())


def read(name: str, file: str) -> str:
    """Return the text of *file* in the case *name*; empty when it has none."""
    path = HERE / "cases" / name / file
    return path.read_text(encoding="utf-8") if path.exists() else ""


def said(name: str) -> Comparison:
    """Return what watch says of the case *name*."""
    before, after, earlier = (read(name, f"{side}.md") for side in ("before", "after", "earlier"))
    cited = []
    for number, item in enumerate(json.loads(read(name, "cited.json") or "[]")):
        start = before.index(item["words"])
        end = start + len(item["words"])
        cited.append(CitedPassage(f"passage {number + 1}", start, end, tuple(item["questions"])))
    return compare(
        before, after, shipped_rules(), cited=cited, earlier=[earlier] if earlier else ()
    )


def shown(comparison: Comparison) -> dict[str, Any]:
    """Return *comparison* as plain data, as the cases expect it."""
    return {
        "state": comparison.state.value,
        **({"reason": comparison.reason} if comparison.reason else {}),
        **({"moved": list(comparison.moved)} if comparison.moved else {}),
        **({"corrected": list(comparison.corrected)} if comparison.corrected else {}),
        "alarms": [
            {
                "kind": alarm.kind.value,
                "meaning": alarm.meaning.value,
                "rule": alarm.rule,
                "questions": list(alarm.questions),
                **({"cited": list(alarm.cited)} if alarm.cited else {}),
                "words": list(alarm.words),
                "before": alarm.before.text if alarm.before else "",
                "after": alarm.after.text if alarm.after else "",
                "differences": {
                    d.feature: f"{', '.join(d.before) or '-'} -> {', '.join(d.after) or '-'}"
                    for d in alarm.differences
                },
            }
            for alarm in comparison.alarms
        ],
    }

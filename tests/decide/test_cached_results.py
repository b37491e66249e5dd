"""Each thing that a result comes from is changed in turn, and what was cached is not used.

What is cached is marked (see `cached_register`), so that its use is seen; and whatever is told must
be what is told without anything cached.
"""

import datetime
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inwriting.register.decide.evaluate import evaluate
from tests.decide.cached_register import (
    CLOCK,
    VENDORS,
    asked,
    begun,
    cached_in,
    edited,
    forget_the_register,
    told,
    truth,
    unmarked,
)

Edit = Callable[[Path], object]
NOBODY: frozenset[str] = frozenset()
WITH_ACME = VENDORS - {"acme", "follower"}
WITH_MODELHOUSE = WITH_ACME - {"modelhouse"}
WITHOUT_SOLO = VENDORS - {"solo"}


def replaced(name: str, old: str, new: str) -> Edit:
    """Return what writes other words into the file *name*."""

    def edit(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def written(name: str, content: str = "") -> Edit:
    """Return what writes a file that was not there."""

    def edit(root: Path) -> None:
        assert not (root / name).exists()
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")

    return edit


def removed(name: str) -> Edit:
    """Return what takes a file away, or a folder."""

    def edit(root: Path) -> None:
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return edit


def unseen(name: str, old: str, new: str) -> Edit:
    """Return what changes a file and leaves its size and its time of writing as they were."""
    assert len(old) == len(new)

    def edit(root: Path) -> None:
        before = (root / name).stat()
        replaced(name, old, new)(root)
        os.utime(root / name, ns=(before.st_atime_ns, before.st_mtime_ns))
        after = (root / name).stat()
        assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)

    return edit


def swapped(name: str, other: str) -> Edit:
    """Return what puts *other*, a copy of the file *name* with a change, into its place."""

    def edit(root: Path) -> None:
        before = (root / name).stat()
        aside = root.parent / "aside"
        aside.write_text((root / name).read_text("utf-8") + other, "utf-8")
        os.utime(aside, ns=(before.st_atime_ns, before.st_mtime_ns))
        aside.replace(root / name)

    return edit


def link(root: Path) -> None:
    (root / "vendors/solo/alarms.yaml").symlink_to("dossier.yaml")


SOLO = "vendors/solo/dossier.yaml"
INPUTS: dict[str, tuple[Edit, frozenset[str]]] = {
    "nothing": (lambda _: None, VENDORS),
    "a file beside the register": (written("README.md", "Read me."), VENDORS),
    "dossier": (replaced(SOLO, "Modelhouse Api", "Solo Api"), WITHOUT_SOLO),
    "dossier, unseen": (unseen(SOLO, "Modelhouse", "Modelhorse"), WITHOUT_SOLO),
    "dossier, exchanged": (swapped(SOLO, "# new\n"), WITHOUT_SOLO),
    "dossier, broken": (written("vendors/solo/evidence/new.md", "New."), WITHOUT_SOLO),
    "no dossier": (removed(SOLO), WITHOUT_SOLO),
    "use": (replaced("vendors/pupil/use.yaml", "internal", "confidential"), VENDORS - {"pupil"}),
    "no use": (removed("vendors/follower/use.yaml"), VENDORS - {"follower"}),
    "first use": (
        lambda root: shutil.copy(root / "vendors/pupil/use.yaml", root / "vendors/solo/"),
        WITHOUT_SOLO,
    ),
    "approvals": (replaced("vendors/acme/approvals.yaml", "2026", "2025"), WITH_ACME),
    "no approvals": (removed("vendors/acme/approvals.yaml"), WITH_ACME),
    "alarms": (written("vendors/solo/alarms.yaml", "format: 1\nalarms: []\n"), WITHOUT_SOLO),
    "evidence": (
        replaced("vendors/solo/evidence/agreement.md", "Modelhouse", "Nobody"),
        WITHOUT_SOLO,
    ),
    "evidence, unseen": (
        unseen("vendors/solo/evidence/agreement.md", "Modelhouse", "Modelmouse"),
        WITHOUT_SOLO,
    ),
    "no evidence": (removed("vendors/solo/evidence"), WITHOUT_SOLO),
    "stray file": (written("vendors/solo/dosier.yaml", "format: 1\n"), WITHOUT_SOLO),
    "stray folder": (written("vendors/solo/evidences/a.md", "A."), WITHOUT_SOLO),
    "link": (link, WITHOUT_SOLO),
    "one behind another": (
        replaced("vendors/modelhouse/dossier.yaml", "length: 30", "length: 31"),
        WITH_MODELHOUSE,
    ),
    "one behind is broken": (
        written("vendors/modelhouse/approvals.yaml", "format: 2\n"),
        WITH_MODELHOUSE,
    ),
    "one behind goes": (removed("vendors/modelhouse"), WITH_MODELHOUSE),
    "one to fall back on": (
        replaced("vendors/away/dossier.yaml", "Api", "API"),
        VENDORS - {"away", "pupil"},
    ),
    "one to fall back on, unseen": (
        unseen("vendors/away/dossier.yaml", "Modelhouse", "Modelhorse"),
        VENDORS - {"away", "pupil"},
    ),
    "another vendor": (
        lambda root: shutil.copytree(root / "vendors/modelhouse", root / "vendors/ghost"),
        VENDORS,
    ),
    "policy": (replaced("policy/policy.yaml", "Test & Test", "Test and Test"), NOBODY),
    "policy, unseen": (unseen("policy/policy.yaml", "internal", "interned"), NOBODY),
    "policy's clock": (
        lambda root: edited(
            root / "policy/policy.yaml",
            lambda data: data.update(clock={"fixed": "2026-11-25", "why": "A test."}),
        ),
        NOBODY,
    ),
    "questions": (replaced("policy/questions.yaml", "title:", "title: New"), NOBODY),
    "frameworks": (written("policy/drift.yaml", "format: 1\n"), NOBODY),
    "a check": (
        replaced("checks/evidence_not_at_hand.py", "is not at hand", "is nowhere"),
        NOBODY,
    ),
    "a check, unseen": (
        unseen("checks/evidence_not_at_hand.py", "is not at hand", "is not in here"),
        NOBODY,
    ),
    "a check more": (
        lambda root: shutil.copy(root / "checks/unknown_name.py", root / "checks/unlisted.py"),
        NOBODY,
    ),
    "a check less": (removed("checks/unknown_name.py"), NOBODY),
    "a file in checks": (written("checks/notes.txt", "Notes."), NOBODY),
}


@pytest.mark.parametrize("name", INPUTS)
def test_a_file_that_changed_is_judged_anew(tmp_path: Path, name: str) -> None:
    """And all that rests on it, and nothing else."""
    edit, still_cached = INPUTS[name]
    root, file = begun(tmp_path)
    copy = shutil.copy(file, tmp_path / "copy.sqlite")
    edit(root)
    expected = evaluate(asked(root, None))
    for route in ("by the register", "by content", "by no time"):
        shutil.copy(copy, file)
        if route == "by content":
            forget_the_register(file)
        request = asked(root, file, **({"moment": 0} if route == "by no time" else {}))
        outcome = evaluate(request)
        assert cached_in(outcome) == still_cached, route
        assert told(unmarked(outcome, expected)) == told(expected), route
        assert told(unmarked(evaluate(asked(root, file)), expected)) == told(expected), route


REQUESTS: dict[str, dict[str, Any]] = {
    "the day": {"today": datetime.date(2026, 11, 25)},
    "a past day": {"today": datetime.date(2026, 6, 1)},
    "the present day": {"clock": datetime.date(2026, 11, 25)},
    "the present day of a past one": {"today": CLOCK, "clock": datetime.date(2026, 11, 25)},
}


@pytest.mark.parametrize("name", REQUESTS)
def test_another_day_is_judged_anew(tmp_path: Path, name: str) -> None:
    root, file = begun(tmp_path)
    request = asked(root, file, **REQUESTS[name])
    outcome = evaluate(request)
    assert cached_in(outcome) == NOBODY
    assert told(outcome) == truth(request)

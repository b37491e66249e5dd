"""The locks in requirements/ hold what pyproject.toml asks for, and nothing is left to chance."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.tooling.repository import ROOT, pyproject

REQUIREMENTS = ROOT / "requirements"
LOCKS: dict[str, dict[str, Any]] = pyproject()["tool"]["inwriting"]["locks"]

# One entry: name==version, perhaps a marker, its hashes, and who asked for it.
ENTRY = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\\n]+?))? \\\n"
    r"(?P<hashes>(?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
    r"(?P<comments>(?: {4}#.*\n)*)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Pin:
    """One entry of a lock."""

    version: str
    marker: Marker | None
    asked_by_us: bool


def read_lock(name: str) -> dict[str, list[Pin]]:
    """Read a lock, and refuse any line that is not part of a pinned and hashed entry."""
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    pins: dict[str, list[Pin]] = defaultdict(list)
    for entry in ENTRY.finditer(text):
        marker = entry["marker"]
        pin = Pin(
            entry["version"],
            Marker(marker) if marker else None,
            "inwriting (pyproject.toml" in entry["comments"],
        )
        pins[entry["name"]].append(pin)
    rest = [line for line in ENTRY.sub("", text).splitlines() if not line.startswith("#")]
    assert rest == [], f"requirements/{name}.txt has lines that pin nothing: {rest}"
    return pins


def asked_for(lock: str) -> dict[str, SpecifierSet]:
    """Say what pyproject.toml asks of a lock."""
    project = pyproject()["project"]
    parts = LOCKS[lock]
    lines: list[str] = list(project["dependencies"]) if parts["project"] else []
    for extra in parts["extras"]:
        lines += project["optional-dependencies"][extra]
    for group in parts["groups"]:
        lines += pyproject()["dependency-groups"][group]
    asked: dict[str, SpecifierSet] = defaultdict(SpecifierSet)
    for requirement in map(Requirement, lines):
        asked[canonicalize_name(requirement.name)] &= requirement.specifier
    return asked


def test_every_lock_is_declared() -> None:
    assert {file.stem for file in REQUIREMENTS.iterdir()} == set(LOCKS)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_satisfies_what_is_asked(lock: str) -> None:
    pins = read_lock(lock)
    for name, specifier in asked_for(lock).items():
        assert name in pins, f"{name} is not in requirements/{lock}.txt"
        for pin in pins[name]:
            assert specifier.contains(pin.version), f"{name} {pin.version} is not {specifier}"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_nothing_that_was_once_asked(lock: str) -> None:
    asked_by_us = {
        name for name, pins in read_lock(lock).items() if any(pin.asked_by_us for pin in pins)
    }
    assert asked_by_us == set(asked_for(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_second_pin_of_a_package_says_when_it_counts(lock: str) -> None:
    for name, pins in read_lock(lock).items():
        assert len(pins) == 1 or all(pin.marker for pin in pins), f"{name} is pinned twice"


def test_locks_agree_with_each_other() -> None:
    versions: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for lock in LOCKS:
        for name, pins in read_lock(lock).items():
            versions[name][lock] = {pin.version for pin in pins}
    differing = {
        name: by_lock
        for name, by_lock in versions.items()
        if len(set(map(frozenset, by_lock.values()))) > 1
    }
    assert differing == {}


def test_the_build_backend_is_locked() -> None:
    backend = {
        canonicalize_name(Requirement(line).name)
        for line in pyproject()["build-system"]["requires"]
    }
    assert backend <= set(read_lock("build"))

"""Footprints from their folder: each file read strictly, and all of them held to each other."""

import re
from dataclasses import dataclass, field
from typing import Any

from inwriting.gate.ecosystem import Ecosystems
from inwriting.gate.footprint_building import build
from inwriting.gate.footprints import Footprint, Signal, SignalKind
from inwriting.gate.known_ecosystems import ECOSYSTEMS
from inwriting.gate.names import canonical
from inwriting.register.load.explain import guess
from inwriting.register.load.files import YamlFile, load_file
from inwriting.register.load.problem import Path, Problem
from inwriting.register.load.source import RegisterSource
from inwriting.register.load.yaml import Places, locate

FOLDER = "footprints"
"""The folder that footprints lie in."""

_FILE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\.yaml\Z")
_IGNORED = frozenset({".gitkeep", ".DS_Store"})
_LEFT_OUT_KINDS = frozenset({"command"})
"""What a sign that is not used may be besides."""
_ONLY_OF: dict[str, tuple[str, ...]] = {
    "language": (SignalKind.IMPORT,),
    "convention": (SignalKind.PROVIDER_PREFIX,),
    "system": (SignalKind.INFRASTRUCTURE,),
    "values": (SignalKind.MODEL_ID,),
    "argument": (SignalKind.CALL, SignalKind.INFRASTRUCTURE),
    "argument-name": (SignalKind.CALL, SignalKind.INFRASTRUCTURE),
}
_LITERAL = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class LoadedFootprints:
    """The footprints of a folder. Where there are problems, nothing may be judged by them."""

    footprints: tuple[Footprint, ...]
    """The footprints whose own file is in order, by id."""
    problems: tuple[Problem, ...]
    """Every mistake, with its place and a way to mend it."""


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    files: dict[str, YamlFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """The ids after which a file is named, in order or not."""
    places: dict[str, dict[Path, Places]] = field(default_factory=dict)
    """Where everything stands in the files that have something to report."""

    def say(self, tool: str, path: Path, message: str, fix: str) -> None:
        file = self.files[tool]
        if tool not in self.places:
            self.places[tool] = locate(file.path, file.text)
        place = self.places[tool][path].value
        self.problems.append(Problem(file.path, place.line, place.column, message, fix))


def load_footprints(
    source: RegisterSource, folder: str = FOLDER, ecosystems: Ecosystems = ECOSYSTEMS
) -> LoadedFootprints:
    """Load every footprint in *folder* of *source*.

    A folder without a footprint is a problem: a gate that knows no tool would pass everything.
    """
    reading = _Reading()
    for name in source.folders(folder):
        reading.problems.append(
            Problem(
                f"{folder}/{name}", 0, 0, "Nothing reads this folder.", "Rename, move or delete it."
            )
        )
    for name in source.files(folder):
        if name not in _IGNORED:
            _read(reading, source, folder, name)
    found: dict[str, Footprint] = {}
    for tool, file in reading.files.items():
        before = len(reading.problems)
        _own_mistakes(reading, tool, file.data, ecosystems)
        if len(reading.problems) == before:
            found[tool] = build(file.data)
    if not found and not reading.problems:
        reading.problems.append(
            Problem(
                folder,
                0,
                0,
                "There is no footprint here.",
                "Name the folder that holds them.",
            )
        )
    _references(reading, found)
    _repetitions(reading, found, ecosystems)
    return LoadedFootprints(tuple(found.values()), tuple(sorted(reading.problems)))


def _read(reading: _Reading, source: RegisterSource, folder: str, name: str) -> None:
    path = f"{folder}/{name}"
    if not _FILE.match(name):
        reading.problems.append(
            Problem(
                path,
                0,
                0,
                "This file's name is not a tool's id with .yaml behind it.",
                "Use small letters, digits and single hyphens, as in northwind-ai.yaml.",
            )
        )
        return
    file = load_file(source, path, "footprint")
    if file is None:
        reading.problems.append(Problem(path, 0, 0, "The file is gone.", "Load the folder again."))
        return
    tool = name.removesuffix(".yaml")
    reading.names.add(tool)
    reading.problems.extend(file.problems)
    if not file.problems:
        reading.files[tool] = file


def _own_mistakes(
    reading: _Reading, tool: str, data: dict[str, Any], ecosystems: Ecosystems
) -> None:
    """Name what is wrong in one file and is no matter of its schema."""
    named = data["tool"]["id"]
    if named != tool:
        reading.say(
            tool,
            ("tool", "id"),
            f"The file is named {tool}.yaml, and its tool {named}.",
            "Give both the same id.",
        )
    known = {*SignalKind, *(ecosystem.kind for ecosystem in ecosystems.all)}
    for number, left_out in enumerate(data.get("left-out", ())):
        path: Path = ("left-out", number, "kind")
        _known_kind(reading, tool, path, left_out["kind"], known | _LEFT_OUT_KINDS)
    for number, signal in enumerate(data["signals"]):
        place: Path = ("signals", number)
        kind: str = signal["kind"]
        _known_kind(reading, tool, (*place, "kind"), kind, known)
        for key, kinds in _ONLY_OF.items():
            if key in signal and kind not in kinds:
                fix = f"Delete it; only {_named(kinds)} have it."
                reading.say(tool, (*place, key), _says_nothing(key, kind), fix)
        if kind == SignalKind.MODEL_ID and "value" in signal:
            reading.say(tool, (*place, "value"), _says_nothing("value", kind), "Delete it.")
        wrong = None if kind == SignalKind.MODEL_ID else _too_wide(kind, signal["value"])
        if wrong:
            reading.say(tool, (*place, "value"), *wrong)


def _known_kind(reading: _Reading, tool: str, path: Path, kind: str, known: set[str]) -> None:
    if kind not in known:
        message = f"{kind!r} is not a kind of signal.{guess(kind, known)}"
        fix = "Name a registry that the gate knows, as in pypi, or what else it is, as in import."
        reading.say(tool, path, message, fix)


def _says_nothing(key: str, kind: str) -> str:
    return f"The key {key!r} says nothing about a signal of kind {kind}."


def _named(kinds: tuple[str, ...]) -> str:
    return "signals of kind " + " and ".join(kinds)


def _too_wide(kind: str, value: str) -> tuple[str, str] | None:
    """Return why a pattern would match what it must not, and what to do; None when it is fine."""
    parts = value.split("/")
    if kind == SignalKind.FILE:
        if "." in parts or ".." in parts:
            return "The path leads out of itself.", "Write it from the folder that tells the tool."
        if "**" in parts[:-1] or parts == ["**"]:
            return (
                "** belongs at the end, behind a folder.",
                "Name the folder; it may lie anywhere.",
            )
        if not _LITERAL.search(value):
            return "The pattern matches every file.", "Name a part of the file's name."
    if kind == SignalKind.HOST:
        host, _, port = parts[0].partition(":")
        known = [label for label in host.split(".") if label and "*" not in label]
        if len(known) < 2 and not (known and port):
            return "The pattern matches hosts of everybody.", "Name the vendor's domain."
    return None


def _references(reading: _Reading, found: dict[str, Footprint]) -> None:
    """Name the tools that are spoken of and are none."""
    for tool in found:
        data = reading.files[tool].data
        spoken: list[tuple[Path, str]] = []
        if "default" in data.get("routing", {}):
            spoken.append((("routing", "default"), data["routing"]["default"]))
        for number, signal in enumerate(data["signals"]):
            place: Path = ("signals", number)
            if "through" in signal:
                spoken.append(((*place, "through"), signal["through"]))
            for key in ("shared-with", "supersedes"):
                for position, other in enumerate(signal.get(key, ())):
                    spoken.append(((*place, key, position), other))
        for path, other in spoken:
            if other == tool:
                reading.say(tool, path, f"{other} names itself.", "Name another tool.")
            elif other not in reading.names:
                message = f"There is no footprint {other}.{guess(other, reading.names)}"
                reading.say(tool, path, message, f"Correct it, or write {FOLDER}/{other}.yaml.")


def _repetitions(reading: _Reading, found: dict[str, Footprint], ecosystems: Ecosystems) -> None:
    """Name signals that stand twice, unless every tool that has one says with whom it shares it."""
    carriers: dict[tuple[str, ...], list[tuple[Signal, Path]]] = {}
    for tool, footprint in found.items():
        for signal, path in zip(footprint.signals, _paths(reading.files[tool].data), strict=True):
            carriers.setdefault(_identity(signal, ecosystems), []).append((signal, path))
    for same in carriers.values():
        tools = {signal.tool for signal, _ in same}
        seen: set[str] = set()
        for signal, path in same:
            if signal.tool in seen:
                message = f"{signal.kind} {signal.value} stands twice in this file."
                reading.say(signal.tool, path, message, "Delete one.")
            seen.add(signal.tool)
            others = tools - {signal.tool}
            if missing := sorted(others - set(signal.shared_with)):
                message = f"{signal.kind} {signal.value} is also a signal of {', '.join(missing)}."
                fix = "Delete it in one, or name the other tool in each under shared-with."
                reading.say(signal.tool, path, message, fix)
            if stale := sorted(set(signal.shared_with) - others - {signal.tool}):
                message = f"{signal.kind} {signal.value} is no signal of {', '.join(stale)}."
                reading.say(signal.tool, path, message, "Delete the name under shared-with.")


def _paths(data: dict[str, Any]) -> list[Path]:
    """Return where each signal stands, in the order in which they are built."""
    return [
        ("signals", number)
        for number, signal in enumerate(data["signals"])
        for _ in signal.get("values", (None,))
    ]


def _identity(signal: Signal, ecosystems: Ecosystems) -> tuple[str, ...]:
    """Return what makes two signals the same sign."""
    return (
        signal.kind,
        canonical(signal.kind, signal.value, ecosystems),
        signal.language,
        signal.convention,
        signal.system,
        signal.argument,
        signal.argument_name,
    )

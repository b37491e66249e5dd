"""A whole register: every file of it loaded, and every problem found."""

import re
from dataclasses import dataclass

from inwriting.load.evidence import EvidenceText, Locker, read_evidence
from inwriting.load.explain import guess
from inwriting.load.files import YamlFile, load_file
from inwriting.load.problem import Problem
from inwriting.load.source import Source

FOLDERS = ("vendors", "policy")
"""The folders that a register's data lies in."""
_VENDOR_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_VENDOR_FILES = ("dossier.yaml", "use.yaml", "approvals.yaml", "alarms.yaml")
_POLICY_KINDS = ("policy", "questions", "frameworks")
_POLICY_FILES = (*(f"{kind}.yaml" for kind in _POLICY_KINDS), "drift.yaml")
_IGNORED = frozenset({".gitkeep", ".DS_Store"})
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class LoadedVendor:
    """The files of one vendor."""

    id: str
    dossier: YamlFile
    use: YamlFile | None
    approvals: YamlFile | None
    evidence: dict[str, EvidenceText]
    """The text of each document, by the document's id."""
    alarms: YamlFile | None = None
    """What watching its documents found."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The files of a register. What has problems is left out and named under problems."""

    policy: YamlFile | None
    questions: YamlFile | None
    frameworks: YamlFile | None
    vendors: tuple[LoadedVendor, ...]
    """The vendors whose every file is in order."""
    names: tuple[str, ...]
    """The names of all vendor folders, in order or not."""
    problems: tuple[Problem, ...]
    texts: dict[str, str]
    """The text of each YAML file by path, to look places up in."""


def load_register(source: Source, locker: Locker) -> Loaded:
    """Load the register in *source*; the texts of documents come from it or from *locker*."""
    problems: list[Problem] = []
    texts: dict[str, str] = {}

    def load(path: str, kind: str, *, needed: str = "") -> YamlFile | None:
        file = load_file(source, path, kind)
        if file is None:
            if needed:
                problems.append(Problem(path, 0, 0, "The file is missing.", needed))
            return None
        texts[path] = file.text
        problems.extend(file.problems)
        return file

    fix = "Write it, or take the one that `inwriting init` writes."
    policy, questions, frameworks = (
        load(f"policy/{kind}.yaml", kind, needed=fix) for kind in _POLICY_KINDS
    )
    # What the firm adds to the rules of `inwriting watch`; it may have none.
    load("policy/drift.yaml", "drift")
    problems.extend(_no_folders(source))
    problems.extend(_strays(source, "policy", _POLICY_FILES))
    problems.extend(_stray_folders(source, "policy", ()))
    problems.extend(_strays(source, "vendors", ()))
    vendors = []
    names = source.folders("vendors")
    for name in names:
        if not _VENDOR_ID.match(name) or len(name) > _LONGEST_ID:
            problems.append(
                Problem(
                    f"vendors/{name}",
                    0,
                    0,
                    "This folder's name is not a vendor's id.",
                    "Use small letters, digits and single hyphens, as in northwind-ai.",
                )
            )
            continue
        folder = f"vendors/{name}"
        problems.extend(_strays(source, folder, _VENDOR_FILES))
        problems.extend(_stray_folders(source, folder, ("evidence",)))
        dossier = load(f"{folder}/dossier.yaml", "dossier", needed="Write it with `inwriting new`.")
        use = load(f"{folder}/use.yaml", "use")
        approvals = load(f"{folder}/approvals.yaml", "approvals")
        alarms = load(f"{folder}/alarms.yaml", "alarms")
        if dossier and not any(f and f.problems for f in (dossier, use, approvals, alarms)):
            evidence = _evidence(source, locker, folder, dossier)
            vendors.append(LoadedVendor(name, dossier, use, approvals, evidence, alarms))
    return Loaded(
        _sound(policy),
        _sound(questions),
        _sound(frameworks),
        tuple(vendors),
        names,
        tuple(sorted(problems)),
        texts,
    )


def _sound(file: YamlFile | None) -> YamlFile | None:
    return None if file is None or file.problems else file


def _evidence(
    source: Source, locker: Locker, folder: str, dossier: YamlFile
) -> dict[str, EvidenceText]:
    found = {}
    for name, document in dossier.data["documents"].items():
        if document["source"]["kind"] == "file":
            path = f"{folder}/{document['source']['file']}"
            text = read_evidence(source, path, document["digest"])
        else:
            text = locker.find(document["digest"])
        found[name] = text
    return found


def _strays(source: Source, folder: str, expected: tuple[str, ...]) -> list[Problem]:
    """Name the files that nobody reads: a misspelt file must not look like a missing one."""
    return [
        Problem(
            f"{folder}/{name}",
            0,
            0,
            f"Nothing reads this file.{guess(name, expected)}",
            "Rename, move or delete it.",
        )
        for name in source.files(folder)
        if name not in expected and name not in _IGNORED
    ]


def _stray_folders(source: Source, folder: str, expected: tuple[str, ...]) -> list[Problem]:
    return [
        Problem(
            f"{folder}/{name}",
            0,
            0,
            f"Nothing reads this folder.{guess(name, expected)}",
            "Rename, move or delete it.",
        )
        for name in source.folders(folder)
        if name not in expected
    ]


def _no_folders(source: Source) -> list[Problem]:
    """Name what stands in a folder's place: a link could lead anywhere, a file holds nothing."""
    present = source.files("")
    return [
        Problem(name, 0, 0, "This is a symbolic link or a file.", "Make it a folder of its own.")
        for name in FOLDERS
        if name in present
    ]

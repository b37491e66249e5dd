"""A whole register: every file of it loaded, and every problem found."""

import dataclasses
import re
from dataclasses import dataclass

from inwriting.register.load.declared_questions import DeclaredQuestions, declared_in
from inwriting.register.load.document_texts import EvidenceText, Locker, read_evidence
from inwriting.register.load.editor_schemas import stale_schemas
from inwriting.register.load.explain import guess
from inwriting.register.load.files import YamlFile, load_file
from inwriting.register.load.problem import Problem
from inwriting.register.load.question_problems import question_problems
from inwriting.register.load.source import RegisterSource

FOLDERS = ("vendors", "policy")
"""The folders that a register's data lies in."""
_VENDOR_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_VENDOR_FILES = ("dossier.yaml", "use.yaml", "approvals.yaml", "alarms.yaml")
_POLICY_KINDS = ("policy", "questions", "frameworks")
_POLICY_FILES = (*(f"{kind}.yaml" for kind in _POLICY_KINDS), "drift.yaml")
QUESTIONS = "policy/questions.yaml"
"""Where a register's questions are."""
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
    declared: DeclaredQuestions | None
    """The questions that the dossiers were held to; None where they cannot be used."""
    stale_schemas: tuple[str, ...]
    """The schemas for editors that are not as the questions are now, by path."""


@dataclass(frozen=True, slots=True)
class LoadedPolicy:
    """What holds for all vendors. What has problems is left out and named under problems."""

    policy: YamlFile | None
    questions: YamlFile | None
    frameworks: YamlFile | None
    problems: tuple[Problem, ...]
    """What is wrong in policy/ and with the folders themselves."""
    texts: dict[str, str]
    declared: DeclaredQuestions | None
    """The questions that dossiers answer; None where they cannot be used."""
    stale_schemas: tuple[str, ...]
    """The schemas for editors that are not as the questions are now, by path."""


@dataclass(frozen=True, slots=True)
class LoadedFolder:
    """One vendor's folder."""

    vendor: LoadedVendor | None
    """None when one of its files is not in order."""
    problems: tuple[Problem, ...]
    texts: dict[str, str]


def load_register(source: RegisterSource, locker: Locker) -> Loaded:
    """Load the register in *source*; the texts of documents come from it or from *locker*."""
    shared = load_policy(source)
    names = source.folders("vendors")
    folders = [load_vendor(source, locker, name, shared.declared) for name in names]
    texts = dict(shared.texts)
    for folder in folders:
        texts.update(folder.texts)
    return Loaded(
        shared.policy,
        shared.questions,
        shared.frameworks,
        tuple(folder.vendor for folder in folders if folder.vendor),
        names,
        tuple(sorted((*shared.problems, *(p for folder in folders for p in folder.problems)))),
        texts,
        shared.declared,
        shared.stale_schemas,
    )


def load_policy(source: RegisterSource) -> LoadedPolicy:
    """Load what holds for all vendors of the register in *source*."""
    files = _Files(source)
    fix = "Write it, or take the one that `inwriting init` writes."
    questions = files.load(QUESTIONS, "questions", needed=fix)
    declared = _declared(questions)
    policy = files.load("policy/policy.yaml", "policy", needed=fix, questions=declared)
    frameworks = files.load("policy/frameworks.yaml", "frameworks", needed=fix)
    # What the firm adds to the rules of `inwriting watch`; it may have none.
    files.load("policy/drift.yaml", "drift")
    problems = [
        *files.problems,
        *_no_folders(source),
        *_strays(source, "policy", _POLICY_FILES),
        *_stray_folders(source, "policy", ()),
        *_strays(source, "vendors", ()),
    ]
    return LoadedPolicy(
        _sound(policy),
        _sound(questions),
        _sound(frameworks),
        tuple(problems),
        files.texts,
        declared,
        stale_schemas(source, declared) if declared else (),
    )


def load_questions(source: RegisterSource) -> YamlFile | None:
    """Load the questions of the register in *source*; None when it has no such file."""
    return _checked(load_file(source, QUESTIONS, "questions"))


def declared_questions(source: RegisterSource) -> DeclaredQuestions | None:
    """Return the questions that the register in *source* declares; None where they are unusable."""
    return _declared(load_questions(source))


def _declared(file: YamlFile | None) -> DeclaredQuestions | None:
    return declared_in(file.data) if file and not file.problems else None


def _checked(file: YamlFile | None) -> YamlFile | None:
    """Return *file*, the questions, with what is wrong in it besides its form."""
    if file is None or file.problems:
        return file
    problems = question_problems(file.path, file.text, file.data)
    return dataclasses.replace(file, problems=problems)


def load_vendor(
    source: RegisterSource, locker: Locker, name: str, questions: DeclaredQuestions | None
) -> LoadedFolder:
    """Load the folder of the vendor *name* in *source*; texts come from it or from *locker*.

    Its dossier is held to *questions*; without them it may answer any, and nothing is judged.
    """
    if not _VENDOR_ID.match(name) or len(name) > _LONGEST_ID:
        problem = Problem(
            f"vendors/{name}",
            0,
            0,
            "This folder's name is not a vendor's id.",
            "Use small letters, digits and single hyphens, as in northwind-ai.",
        )
        return LoadedFolder(None, (problem,), {})
    folder = f"vendors/{name}"
    files = _Files(source)
    dossier = files.load(
        f"{folder}/dossier.yaml",
        "dossier",
        needed="Write it with `inwriting new`.",
        questions=questions,
    )
    use = files.load(f"{folder}/use.yaml", "use")
    approvals = files.load(f"{folder}/approvals.yaml", "approvals")
    alarms = files.load(f"{folder}/alarms.yaml", "alarms")
    problems = (
        *files.problems,
        *_strays(source, folder, _VENDOR_FILES),
        *_stray_folders(source, folder, ("evidence",)),
    )
    if dossier is None or any(f and f.problems for f in (dossier, use, approvals, alarms)):
        return LoadedFolder(None, problems, files.texts)
    evidence = _evidence(source, locker, folder, dossier)
    vendor = LoadedVendor(name, dossier, use, approvals, evidence, alarms)
    return LoadedFolder(vendor, problems, files.texts)


class _Files:
    """Loads files and gathers what is wrong in them."""

    def __init__(self, source: RegisterSource) -> None:
        self._source = source
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}

    def load(
        self,
        path: str,
        kind: str,
        *,
        needed: str = "",
        questions: DeclaredQuestions | None = None,
    ) -> YamlFile | None:
        """Load the file at *path*; *needed* says what to do where it must be there and is not."""
        file = load_file(self._source, path, kind, questions)
        if kind == "questions":
            file = _checked(file)
        if file is None:
            if needed:
                self.problems.append(Problem(path, 0, 0, "The file is missing.", needed))
            return None
        self.texts[path] = file.text
        self.problems.extend(file.problems)
        return file


def _sound(file: YamlFile | None) -> YamlFile | None:
    return None if file is None or file.problems else file


def _evidence(
    source: RegisterSource, locker: Locker, folder: str, dossier: YamlFile
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


def _strays(source: RegisterSource, folder: str, expected: tuple[str, ...]) -> list[Problem]:
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


def _stray_folders(source: RegisterSource, folder: str, expected: tuple[str, ...]) -> list[Problem]:
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


def _no_folders(source: RegisterSource) -> list[Problem]:
    """Name what stands in a folder's place: a link could lead anywhere, a file holds nothing."""
    present = source.files("")
    return [
        Problem(name, 0, 0, "This is a symbolic link or a file.", "Make it a folder of its own.")
        for name in FOLDERS
        if name in present
    ]

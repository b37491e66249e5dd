"""The register of the base branch, of which only what moved is read."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inwriting.register.check.finding import Effect, Finding
from inwriting.register.load.declared_questions import DeclaredQuestions
from inwriting.register.load.problem import Problem
from inwriting.register.load.register import FOLDERS, load_policy
from inwriting.register.load.snapshot import Snapshot, snapshot_of
from inwriting.register.load.source import CommitTree, commit_tree, object_id
from inwriting.register.model.place import Place
from inwriting.register.model.policy import Policy, build_policy
from inwriting.register.model.questions import Question, build_questions

BASE_UNREADABLE = "base-unreadable"
"""The id under which a file of the base branch is reported that cannot be compared."""
_VENDORS = "vendors/"


@dataclass(frozen=True, slots=True)
class Base:
    """A commit to compare with."""

    policy: Policy | None
    """Its own policy, where that can be read."""
    questions: dict[str, Question] | None
    """Its own questions, where they can be read."""
    names: tuple[str, ...]
    """Its vendor folders, sorted."""
    files: Mapping[str, CommitTree]
    """The files of each vendor."""
    declared: DeclaredQuestions | None
    """Its own questions, to which its dossiers are held, where they can be read."""
    problems: tuple[Problem, ...]
    """What is broken in it outside the vendors' folders."""
    digest: str
    """Stands for all of it but the vendors' folders."""

    def digest_of(self, name: str) -> str:
        """Return what stands for the folder of the vendor *name*; empty where there is none."""
        if name not in self.files:
            return ""
        return _digest(self.files[name].objects)

    def is_same(self, name: str, now: Snapshot) -> bool:
        """Tell whether the folder of *name* holds the very same files as it does *now*."""
        return same_files(self.files[name].objects, now)

    def snapshot_of(self, name: str) -> Snapshot:
        """Return the folder of the vendor *name* as the commit has it."""
        return snapshot_of(self.files[name].source(), f"{_VENDORS}{name}")


def base_of(root: Path, reference: str) -> Base:
    """Return what the register at *root* is in the commit *reference*.

    Raises UnusableInputError when Git, the repository or the commit cannot be used.
    """
    tree = commit_tree(root, reference, FOLDERS)
    folders: dict[str, list[str]] = {}
    others = []
    for path in tree.objects:
        name, slash, _ = path.removeprefix(_VENDORS).partition("/")
        if path.startswith(_VENDORS) and slash:
            folders.setdefault(name, []).append(path)
        else:
            others.append(path)
    outside = tree.within(others)
    source = outside.source()
    before = load_policy(source)
    # A base branch without any policy is one before the register began.
    problems = tuple(
        problem
        for problem in before.problems
        if not problem.file.startswith("policy/") or source.read(problem.file) is not None
    )
    return Base(
        policy=build_policy(before.policy.data, before.policy.path) if before.policy else None,
        questions=build_questions(before.questions.data, before.questions.path)
        if before.questions
        else None,
        names=tuple(sorted(folders)),
        files={name: tree.within(paths) for name, paths in folders.items()},
        declared=before.declared,
        problems=problems,
        digest=_digest(outside.objects),
    )


def same_files(objects: Mapping[str, str], now: Snapshot) -> bool:
    """Tell whether *now* has exactly the files in *objects*, Git's ids by path."""
    return (
        not now.faults
        and objects.keys() == now.contents.keys()
        and all(object_id(now.contents[path], was) == was for path, was in objects.items())
    )


def unreadable(problem: Problem) -> Finding:
    """Return what is said of a file that cannot be compared, since it is broken on the base."""
    return Finding(
        f"On the base branch this could not be read, so all in it counts as new: {problem.message}",
        Place(problem.file),
        fix="Compare the file with the last one that you trust.",
        effect=Effect.WARNING,
        check=BASE_UNREADABLE,
        risks=("governance",),
    )


def _digest(objects: Mapping[str, str]) -> str:
    told = "\0".join(f"{path}\0{digest}" for path, digest in sorted(objects.items()))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

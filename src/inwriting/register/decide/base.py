"""The register as a commit of its Git repository has it, of which only what is needed is read."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from inwriting.register.check.finding import Effect, Finding
from inwriting.register.load.declared_questions import DeclaredQuestions
from inwriting.register.load.problem import Problem
from inwriting.register.load.register import FOLDERS, load_policy
from inwriting.register.load.snapshot import Snapshot, snapshot_of
from inwriting.register.load.source import CommitSource, CommitTree, commit_tree, object_id
from inwriting.register.model.place import Place
from inwriting.register.model.policy import Policy, build_policy
from inwriting.register.model.questions import Question, build_questions

BASE_UNREADABLE = "base-unreadable"
"""The id under which a file of the base branch is reported that cannot be compared."""
CHECKS = "checks"
"""The folder of a register's own checks."""
JUDGED = (*FOLDERS, CHECKS)
"""The folders of a register by which it is judged."""
_VENDORS = "vendors/"


@dataclass(frozen=True, slots=True)
class CommitState:
    """A register as a commit has it."""

    tree: CommitTree
    names: tuple[str, ...]
    """Its vendor folders, sorted."""
    files: Mapping[str, CommitTree]
    """The files of each vendor."""
    outside: CommitSource
    """All other files."""
    digest: str
    """Stands for all of it but the vendors' folders."""

    def digest_of(self, name: str) -> str:
        """Return what stands for the folder of the vendor *name*; empty where there is none."""
        if name not in self.files:
            return ""
        return _digest(self.files[name].objects)

    def is_same(self, name: str, now: Snapshot) -> bool:
        """Tell whether the folder of *name* holds the very same files as it does *now*."""
        return _same_files(self.files[name].objects, now)

    def snapshot_of(self, name: str) -> Snapshot:
        """Return the folder of the vendor *name* as the commit has it."""
        return snapshot_of(self.files[name].source(), f"{_VENDORS}{name}")

    def snapshots(self, only: Collection[str] | None) -> Callable[[str], Snapshot]:
        """Return what returns a vendor's folder: all, or *only* some, are read at once."""
        names = {name for name in self.names if only is None or name in only}
        source = self.tree.within(p for name in names for p in self.files[name].objects).source()

        def snapshot(name: str) -> Snapshot:
            return (
                snapshot_of(source, f"{_VENDORS}{name}")
                if name in names
                else self.snapshot_of(name)
            )

        return snapshot

    def has_same(self, folder: str, now: Snapshot) -> bool:
        """Tell whether *folder*, no vendor's, holds the very same files as it does *now*."""
        inside = (path for path in self.tree.objects if path.startswith(f"{folder}/"))
        return _same_files(self.tree.within(inside).objects, now)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of the file at *path*, or None when there is none."""
        if path not in self.tree.objects:
            return None
        return self.tree.within((path,)).source().read(path)


@dataclass(frozen=True, slots=True)
class Base(CommitState):
    """A commit to compare with."""

    policy: Policy | None
    """Its own policy, where that can be read."""
    questions: dict[str, Question] | None
    """Its own questions, where they can be read."""
    declared: DeclaredQuestions | None
    """The same, as its dossiers are held to them."""
    problems: tuple[Problem, ...]
    """What is broken in it outside the vendors' folders."""


def base_of(root: Path, reference: str) -> Base:
    """Return what the register at *root* is in the commit *reference*, to compare with it.

    Raises UnusableInputError when Git, the repository or the commit cannot be used.
    """
    state = commit_state(root, reference, FOLDERS)
    before = load_policy(state.outside)
    # A base branch without any policy is one before the register began.
    problems = tuple(
        problem
        for problem in before.problems
        if not problem.file.startswith("policy/") or state.outside.read(problem.file) is not None
    )
    return Base(
        tree=state.tree,
        names=state.names,
        files=state.files,
        outside=state.outside,
        digest=state.digest,
        policy=build_policy(before.policy.data, before.policy.path) if before.policy else None,
        questions=build_questions(before.questions.data, before.questions.path)
        if before.questions
        else None,
        declared=before.declared,
        problems=problems,
    )


def commit_state(root: Path, reference: str, folders: tuple[str, ...] = JUDGED) -> CommitState:
    """Return what *folders* of the register at *root* are in the commit *reference*.

    Raises UnusableInputError when Git, the repository or the commit cannot be used.
    """
    tree = commit_tree(root, reference, folders)
    vendors: dict[str, list[str]] = {}
    others = []
    for path in tree.objects:
        name, slash, _ = path.removeprefix(_VENDORS).partition("/")
        if path.startswith(_VENDORS) and slash:
            vendors.setdefault(name, []).append(path)
        else:
            others.append(path)
    outside = tree.within(others)
    return CommitState(
        tree=tree,
        names=tuple(sorted(vendors)),
        files={name: tree.within(paths) for name, paths in vendors.items()},
        outside=outside.source(),
        digest=_digest(outside.objects),
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


def _same_files(objects: Mapping[str, str], now: Snapshot) -> bool:
    """Tell whether *now* has exactly the files in *objects*, Git's ids by path."""
    return (
        not now.faults
        and objects.keys() == now.contents.keys()
        and all(object_id(now.contents[path], was) == was for path, was in objects.items())
    )


def _digest(objects: Mapping[str, str]) -> str:
    told = "\0".join(f"{path}\0{digest}" for path, digest in sorted(objects.items()))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

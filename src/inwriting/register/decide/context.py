"""What must be known before the first vendor is evaluated: rules, names, what concerns them all."""

import functools
import hashlib
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from inwriting.register.check.collect import Collected, collect
from inwriting.register.check.finding import Finding
from inwriting.register.check.run import not_run, run_on_register
from inwriting.register.decide.base import (
    CHECKS,
    CommitState,
    base_of,
    commit_state,
    unreadable,
)
from inwriting.register.decide.evaluator import Evaluator, General, LazyVerdicts
from inwriting.register.decide.lazy_register import BaseVendors, SnapshotOf, Vendors
from inwriting.register.decide.outcome import Found
from inwriting.register.decide.packing import pack
from inwriting.register.decide.request import Request, day_of, present_day
from inwriting.register.decide.ruleset import Ruleset
from inwriting.register.decide.tool_digest import tool_digest
from inwriting.register.load.document_texts import open_locker
from inwriting.register.load.problem import Problem
from inwriting.register.load.register import load_policy
from inwriting.register.load.snapshot import Snapshot, snapshot, snapshot_of
from inwriting.register.load.source import CommitSource, FolderSource
from inwriting.register.model.frameworks import build_frameworks
from inwriting.register.model.policy import Policy, build_policy
from inwriting.register.model.questions import build_questions
from inwriting.register.model.register import Register
from inwriting.resources import shipped

_POLICY = "policy"


@dataclass(frozen=True, slots=True)
class RegisterFiles:
    """Where a register's files are: in its folder, or in a commit."""

    source: FolderSource | CommitSource
    """What lies outside the vendors' folders."""
    names: tuple[str, ...]
    """The vendor folders, sorted."""
    snapshot_of: SnapshotOf
    commit: CommitState | None = None
    """None for the folder."""

    def snapshot(self, folder: str) -> Snapshot:
        """Return *folder*, no vendor's, as it is now."""
        if isinstance(self.source, FolderSource):
            return snapshot(self.source.root, folder)
        return snapshot_of(self.source, folder)


@dataclass(frozen=True)
class EvaluationContext:
    """Everything that vendors are evaluated with, and what was found about all of them."""

    request: Request
    files: RegisterFiles
    rules: Ruleset
    vendors: Vendors
    fixed_clock: bool
    collected: Collected
    general: General
    problems: tuple[Problem, ...]
    """What cannot be used outside the vendors' folders."""
    digest: str
    """Stands for all of that, and for the tool; empty where nothing is cached."""
    with_strays: bool
    """Whether it was looked for what checks of one vendor find about another."""

    @property
    def names(self) -> tuple[str, ...]:
        """The vendor folders, sorted."""
        return self.files.names

    @functools.cached_property
    def evaluator(self) -> Evaluator:
        """What evaluates vendors one by one."""
        return Evaluator(self.rules, self.vendors, self.general)


def files_of(request: Request, only: Collection[str] | None = None) -> RegisterFiles:
    """Return where the files are of the register that *request* speaks of.

    All vendors of a commit, or *only* some, are read at once.

    Raises UnusableInputError when Git, the repository or the commit cannot be used.
    """
    root = request.root
    if not request.commit:
        source = FolderSource(root)
        names = source.folders("vendors")
        return RegisterFiles(source, names, lambda name: snapshot(root, f"vendors/{name}"))
    commit = commit_state(root, request.commit)
    return RegisterFiles(commit.outside, commit.names, commit.snapshots(only), commit)


def context_of(
    request: Request, only: Collection[str] | None = None, *, with_strays: bool = False
) -> EvaluationContext | None:
    """Return the context of what *request* asks; None where the policy cannot be used.

    Of all vendors, or *only* some, somebody will ask for the results.

    Raises UnusableInputError when a folder, Git, a commit or a locker cannot be used, and
    StrayFindingError, unless *with_strays*.
    """
    files = files_of(request, only)
    locker = open_locker(request.evidence)
    written = files.snapshot(_POLICY).digest
    loaded = load_policy(files.source)
    if not (loaded.policy and loaded.questions and loaded.frameworks and loaded.declared):
        return None
    policy = build_policy(loaded.policy.data, loaded.policy.path)
    today, fixed = day_of(request, loaded.policy.data)
    written += _checks(files, policy)
    collected = _collected(files, policy)
    rules = Ruleset(
        policy=policy,
        questions=build_questions(loaded.questions.data, loaded.questions.path),
        declared=loaded.declared,
        stale_schemas=loaded.stale_schemas,
        frameworks=build_frameworks(loaded.frameworks.data),
        today=today,
        present=present_day(request, policy),
        checks=collected.checks,
        locker=locker,
        base=base_of(request.root, request.base) if request.base else None,
        moment=request.moment,
    )
    vendors = Vendors(rules, files.names, files.snapshot_of)
    general = _general(rules, vendors, collected, with_strays=with_strays)
    digest = ""
    # What was judged by old rules must not be cached as what the new ones came to.
    if request.cache and written == files.snapshot(_POLICY).digest + _checks(files, policy):
        digest = _digest(rules, general, written)
    return EvaluationContext(
        request,
        files,
        rules,
        vendors,
        fixed,
        collected,
        general,
        loaded.problems,
        digest,
        with_strays,
    )


def _collected(files: RegisterFiles, policy: Policy) -> Collected:
    if isinstance(files.source, FolderSource):
        return collect(files.source.root, policy)
    # Python loads code from files.
    checks = {path: content for path, content in files.source.contents.items() if _is_check(path)}
    with tempfile.TemporaryDirectory(prefix="inwriting-") as name:
        folder = Path(name).resolve()
        CommitSource(checks).lay(folder)
        return collect(folder, policy)


def _is_check(path: str) -> bool:
    return path.startswith(f"{CHECKS}/")


def _general(
    rules: Ruleset, vendors: Vendors, collected: Collected, *, with_strays: bool
) -> General:
    """Return what is found about the register as a whole."""
    evaluator = Evaluator(rules, vendors, General())
    register = evaluator.register
    first = (
        *_not_compared(rules, register),
        *not_run(collected.problems),
        *run_on_register([c for c in rules.checks if not c.after_verdicts], register),
        *(evaluator.strays(None) if with_strays else ()),
    )
    after = [check for check in rules.checks if check.after_verdicts]
    if not with_strays and all(check.subject != "register" for check in after):
        return General(first)
    evaluator = Evaluator(rules, vendors, General(first))
    verdicts = LazyVerdicts(evaluator)
    second = (
        *run_on_register(after, evaluator.register, verdicts),
        *(evaluator.strays(verdicts) if with_strays else ()),
    )
    return General(first, second)


def _not_compared(rules: Ruleset, register: Register) -> Iterator[Finding]:
    """Yield what is broken on the base branch, but for the folders that are still there."""
    before = register.base.vendors if register.base else None
    if rules.base is None or not isinstance(before, BaseVendors):
        return
    gone = sorted({*rules.base.names} - {*register.vendor_names})
    problems = (*rules.base.problems, *(p for name in gone for p in before.built(name).problems))
    yield from map(unreadable, problems)


def _checks(files: RegisterFiles, policy: Policy) -> str:
    """Return the digest of the folder of checks."""
    if policy.checks_from == "folder":
        return files.snapshot(CHECKS).digest
    place = Path(str(shipped(CHECKS)))
    return snapshot(place.parent, place.name).digest


def _digest(rules: Ruleset, general: General, written: str) -> str:
    """Return the digest of all that every result comes from, but for the vendors' folders."""
    parts = (
        tool_digest(),
        written,
        str(rules.today),
        str(rules.present),
        rules.base.digest if rules.base else "",
        hashlib.sha256(pack(tuple(map(Found, general.all)))).hexdigest(),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()

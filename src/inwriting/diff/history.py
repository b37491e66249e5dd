"""How the verdicts moved from commit to commit, each judged as the register was then."""

import datetime
import functools
import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from inwriting.diff.commit_verdicts import CommitVerdicts, commit_verdicts_of
from inwriting.diff.verdict_changes import State, VerdictChange, verdict_changes
from inwriting.register.decide.base import JUDGED
from inwriting.register.decide.cache import Cache, key_of
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from inwriting.register.decide.tool_digest import tool_digest
from inwriting.register.load.document_texts import EvidencePlace, open_locker
from inwriting.register.load.git_log import Commit, Missing, read_log
from inwriting.register.load.problem import UnusableInputError
from inwriting.register.load.snapshot import snapshot
from inwriting.resources import shipped

_FILE = "verdicts.sqlite"
"""The file in the cache's folder."""
_FEW = 2
_MOST_PROCESSES = 4


@dataclass(frozen=True, slots=True)
class CommittedChange:
    """One verdict that moved, and with which commit."""

    commit: Commit | None
    """None when it moved after the newest commit."""
    compared_with: str
    """The commit of which the verdict before is."""
    move: VerdictChange


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A commit of which this version cannot judge everything."""

    commit: Commit
    vendors: tuple[str, ...]
    """Who was not judged; empty for all."""
    why: str


@dataclass(frozen=True, slots=True)
class History:
    """How the verdicts moved, the newest first."""

    since: datetime.date | None
    """The day of the oldest commit that was judged."""
    missing: Missing
    """Why there is no history."""
    unjudged: tuple[Unjudged, ...]
    changes: tuple[CommittedChange, ...]
    newest: Commit | None = None
    """The newest commit."""


def history(
    root: Path,
    present: Evaluation,
    most: int,
    evidence: tuple[EvidencePlace, ...],
    cache: Path,
    progress: Callable[[str], None],
) -> History:
    """Return how the verdicts moved in the newest commits of the register, at most *most*.

    *present* is the register as it is now, the newest state of all. *evidence* are the folders of
    captured texts, *cache* is the folder in which the verdicts of commits are cached.
    """
    if most <= 0:
        return History(None, Missing.NOT_ASKED, (), ())
    log = read_log(root, JUDGED, most)
    if log.missing is not Missing.NOTHING:
        return History(None, log.missing, (), ())
    with Cache(cache / _FILE) as opened:
        judged = _judged(root, log.commits, evidence, opened, progress)
    return _compared(log.commits, judged, commit_verdicts_of(present))


def _compared(
    commits: tuple[Commit, ...], judged: tuple[CommitVerdicts, ...], present: CommitVerdicts
) -> History:
    """Compare every state with the one before it, from the oldest to *present*."""
    walk = _Comparison()
    unjudged: list[Unjudged] = []
    since = None
    for commit, verdicts in reversed(tuple(zip(commits, judged, strict=True))):
        if verdicts.why:
            unjudged.append(Unjudged(commit, verdicts.unjudged, verdicts.why))
        if verdicts.state is not None and since is None:
            since = commit.at.date()
        walk.step(commit, verdicts)
    walk.step(None, present)
    return History(
        since,
        Missing.NOTHING,
        tuple(reversed(unjudged)),
        tuple(reversed(walk.changes)),
        commits[0],
    )


class _Comparison:
    """The walk from state to state; what a state does not say stays as it was."""

    def __init__(self) -> None:
        self.changes: list[CommittedChange] = []
        self._known: State | None = None
        self._newest = ""
        self._seen: dict[str, str] = {}
        self._never_known: frozenset[str] = frozenset()

    def step(self, commit: Commit | None, verdicts: CommitVerdicts) -> None:
        """Go on to *commit*, of which *verdicts* tells the verdicts."""
        state = verdicts.state
        if state is None:
            return
        unknown = frozenset(verdicts.unjudged)
        name = commit.id if commit else ""
        if self._known is None:
            self._known, self._never_known = state, unknown
        else:
            found = verdict_changes(self._known, state, unknown | self._never_known)
            self.changes.extend(
                # The whole is reversed in the end, and each commit's own moves stay in order.
                CommittedChange(commit, self._seen.get(move.vendor, self._newest), move)
                for move in reversed(found)
            )
            self._known = state | {
                reference: item for reference, item in self._known.items() if item.vendor in unknown
            }
            self._never_known &= unknown
        vendors = {item.vendor for item in self._known.values()}
        self._seen |= dict.fromkeys(vendors - unknown, name)
        self._newest = name


def _judged(
    root: Path,
    commits: tuple[Commit, ...],
    evidence: tuple[EvidencePlace, ...],
    cache: Cache,
    progress: Callable[[str], None],
) -> tuple[CommitVerdicts, ...]:
    """Return the verdicts of each of *commits*, from the cache where it is there."""
    basis = _basis(evidence)
    keys = [_key(basis, commit) for commit in commits]
    found: dict[bytes, CommitVerdicts] = {}
    wanted: dict[bytes, Commit] = {}
    for key, commit in zip(keys, commits, strict=True):
        earlier = cache.read("commits", key, CommitVerdicts)
        if earlier:
            found[key] = earlier
        else:
            wanted[key] = commit
    judge = functools.partial(_judge, root.resolve(), evidence)
    done = _spread(judge, list(wanted.values()))
    for number, key in enumerate(wanted, 1):
        progress(f"judging commit {number} of {len(wanted)}")
        verdicts, lasting = next(done)
        found[key] = verdicts
        if lasting:
            cache.write("commits", [(key, verdicts)])
    return tuple(found[key] for key in keys)


_Judge = Callable[[Commit], tuple[CommitVerdicts, bool]]


def _spread(judge: _Judge, commits: list[Commit]) -> Iterator[tuple[CommitVerdicts, bool]]:
    """Yield what *judge* says of each of *commits*, several at a time when there are many."""
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES, len(commits))
    if len(commits) <= _FEW or processes == 1:
        yield from map(judge, commits)
        return
    # Processes that begin afresh: a check of an old commit leaves nothing behind here.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        futures = [pool.submit(judge, commit) for commit in commits]
        for commit, future in zip(commits, futures, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                # One of them took the others along: each once more by itself, to find out which.
                yield _alone(judge, commit)


def _alone(judge: _Judge, commit: Commit) -> tuple[CommitVerdicts, bool]:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        try:
            return pool.submit(judge, commit).result()
        except BrokenProcessPool:
            return CommitVerdicts(None, (), "The process in which it was judged broke off."), False


def _judge(
    root: Path, evidence: tuple[EvidencePlace, ...], commit: Commit
) -> tuple[CommitVerdicts, bool]:
    """Return the verdicts of *commit*, and whether it would be the same another time."""
    try:
        request = Request(root, None, evidence, clock=commit.at.date(), commit=commit.id)
        evaluation = evaluate(request)
    except UnusableInputError as error:
        return CommitVerdicts(None, (), " ".join(item.message for item in error.problems)), False
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an old commit must not stop today's
        said = f"The tool failed: {type(error).__name__}: {str(error)[:200]}"
        return CommitVerdicts(None, (), said), False
    return commit_verdicts_of(evaluation), True


def _key(basis: str, commit: Commit) -> bytes:
    return key_of(basis, commit.content, commit.at.date().isoformat())


def _basis(evidence: tuple[EvidencePlace, ...]) -> str:
    """Return a digest of what every verdicts rests on but the commit: the tool and the texts."""
    checks = shipped("checks")
    parts = (tool_digest(), snapshot(checks.parent, checks.name).digest)
    texts = sorted(open_locker(evidence).digests())
    return hashlib.sha256("\n".join((*parts, *texts)).encode("utf-8")).hexdigest()

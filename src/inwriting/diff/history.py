"""How the verdicts moved from commit to commit, each judged as the register was then."""

import datetime
import functools
import hashlib
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

import inwriting
from inwriting.diff.at_commit import FOLDERS, evaluate_commit
from inwriting.diff.commit_verdicts import Judgement, judgement_of
from inwriting.diff.history_cache import Kept
from inwriting.diff.verdict_changes import Move, State, moves
from inwriting.register.decide.evaluate import Evaluation
from inwriting.register.load.document_texts import EvidencePlace, open_locker
from inwriting.register.load.git_log import Commit, Missing, read_log
from inwriting.register.load.problem import UnusableInputError
from inwriting.resources import shipped

_JUDGING = ("texts", "register")
"""The parts of the tool on which a verdict depends."""
_FEW = 2
_MOST_PROCESSES = 4


@dataclass(frozen=True, slots=True)
class Change:
    """One verdict that moved, and with which commit."""

    commit: Commit | None
    """None when it moved after the newest commit."""
    compared_with: str
    """The commit of which the verdict before is."""
    move: Move


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
    changes: tuple[Change, ...]
    newest: Commit | None = None
    """The newest commit."""


def history(
    root: Path,
    present: Evaluation,
    most: int,
    evidence: tuple[EvidencePlace, ...],
    kept: Path,
    progress: Callable[[str], None],
) -> History:
    """Return how the verdicts moved in the newest commits of the register, at most *most*.

    *present* is the register as it is now, the newest state of all. *evidence* are the folders of
    captured texts, *kept* is the folder of what was judged before.
    """
    if most <= 0:
        return History(None, Missing.NOT_ASKED, (), ())
    log = read_log(root, FOLDERS, most)
    if log.missing is not Missing.NOTHING:
        return History(None, log.missing, (), ())
    judged = _judged(root, log.commits, evidence, Kept(kept), progress)
    return _compared(log.commits, judged, judgement_of(present))


def _compared(
    commits: tuple[Commit, ...], judged: tuple[Judgement, ...], present: Judgement
) -> History:
    """Compare every state with the one before it, from the oldest to *present*."""
    walk = _Walk()
    unjudged: list[Unjudged] = []
    since = None
    for commit, judgement in reversed(tuple(zip(commits, judged, strict=True))):
        if judgement.why:
            unjudged.append(Unjudged(commit, judgement.unjudged, judgement.why))
        if judgement.state is not None and since is None:
            since = commit.at.date()
        walk.step(commit, judgement)
    walk.step(None, present)
    return History(
        since,
        Missing.NOTHING,
        tuple(reversed(unjudged)),
        tuple(reversed(walk.changes)),
        commits[0],
    )


class _Walk:
    """The walk from state to state; what a state does not say stays as it was."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self._known: State | None = None
        self._newest = ""
        self._seen: dict[str, str] = {}
        self._never_known: frozenset[str] = frozenset()

    def step(self, commit: Commit | None, judgement: Judgement) -> None:
        """Go on to *commit*, of which *judgement* tells the verdicts."""
        state = judgement.state
        if state is None:
            return
        unknown = frozenset(judgement.unjudged)
        name = commit.id if commit else ""
        if self._known is None:
            self._known, self._never_known = state, unknown
        else:
            found = moves(self._known, state, unknown | self._never_known)
            self.changes.extend(
                # The whole is reversed in the end, and each commit's own moves stay in order.
                Change(commit, self._seen.get(move.vendor, self._newest), move)
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
    kept: Kept,
    progress: Callable[[str], None],
) -> tuple[Judgement, ...]:
    """Return the judgement of each of *commits*, from what is kept where it is."""
    basis = _basis(evidence)
    keys = [_key(basis, commit) for commit in commits]
    found: dict[str, Judgement] = {}
    wanted: dict[str, Commit] = {}
    for key, commit in zip(keys, commits, strict=True):
        earlier = kept.read(key)
        if earlier:
            found[key] = earlier
        else:
            wanted[key] = commit
    judge = functools.partial(_judge, root.resolve(), evidence)
    done = _spread(judge, list(wanted.values()))
    for number, key in enumerate(wanted, 1):
        progress(f"judging commit {number} of {len(wanted)}")
        judgement, lasting = next(done)
        found[key] = judgement
        if lasting:
            kept.write(key, judgement)
    kept.tidy()
    return tuple(found[key] for key in keys)


_Judge = Callable[[Commit], tuple[Judgement, bool]]


def _spread(judge: _Judge, commits: list[Commit]) -> Iterator[tuple[Judgement, bool]]:
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


def _alone(judge: _Judge, commit: Commit) -> tuple[Judgement, bool]:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        try:
            return pool.submit(judge, commit).result()
        except BrokenProcessPool:
            return Judgement(None, (), "The process in which it was judged broke off."), False


def _judge(
    root: Path, evidence: tuple[EvidencePlace, ...], commit: Commit
) -> tuple[Judgement, bool]:
    """Return the judgement of *commit*, and whether it would be the same another time."""
    try:
        evaluation = evaluate_commit(root, commit.id, None, evidence, clock=commit.at.date())
    except UnusableInputError as error:
        return Judgement(None, (), " ".join(item.message for item in error.problems)), False
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an old commit must not stop today's
        said = f"The tool failed: {type(error).__name__}: {str(error)[:200]}"
        return Judgement(None, (), said), False
    return judgement_of(evaluation), True


def _key(basis: str, commit: Commit) -> str:
    text = "\n".join((basis, commit.content, commit.at.date().isoformat()))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _basis(evidence: tuple[EvidencePlace, ...]) -> str:
    """Return a digest of what every judgement rests on but the commit: the tool and the texts."""
    digest = hashlib.sha256()
    digest.update(f"{inwriting.__version__} {sys.version_info[:3]}".encode())
    package = Path(inwriting.__file__).parent
    sources = [*package.glob("*.py")]
    for name in _JUDGING:
        sources.extend((package / name).rglob("*.py"))
    sources.extend(shipped("schemas").glob("*.json"))
    sources.extend(shipped("checks").glob("*.py"))
    for source in sorted(sources):
        digest.update(f"\n{source.name} ".encode())
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    for text in open_locker(evidence).digests():
        digest.update(f"\n{text}".encode())
    return digest.hexdigest()

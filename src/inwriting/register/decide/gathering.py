"""The judgments on all vendors: those that are kept and still hold, and the others made anew."""

import dataclasses
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inwriting.file_state import fingerprint
from inwriting.register.check.run import Progress, WholeRegisterNeededError
from inwriting.register.decide.bench import Bench, seated
from inwriting.register.decide.court import Court, Judgment
from inwriting.register.decide.evaluate import Request
from inwriting.register.decide.kept_judgments import KeptJudgments, Packed, Remembered
from inwriting.register.decide.outcome import Found, FoundOf
from inwriting.register.decide.packing import pack, unpack
from inwriting.register.decide.shared_work import shared
from inwriting.register.decide.streamed import ALL_NAMES, ON_BASE, names_digest


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came out for each vendor."""

    judged: dict[str, Packed]
    found_of: FoundOf


@dataclass(frozen=True, slots=True)
class Worked:
    """What a process found out about one vendor."""

    fingerprint: bytes
    digest: str
    judgment: Packed
    is_new: bool
    """Whether it was judged, and not kept before."""
    may_be_kept: bool


_EACH_LOOK = 1_000
"""How many folders a process looks at without reading them, before it tells."""
_EACH_WRITE = 500
"""How many judgments are written at once, while others are made."""

Work = Callable[[str], Worked]


def gathered(bench: Bench, progress: Progress | None = None) -> Gathered:
    """Return the judgments on all vendors of *bench*.

    Raises WholeRegisterNeededError when a check wants to see all vendors.
    """
    names = bench.names
    sitting = Sitting(bench)
    with kept_by(bench) as kept:
        last = kept.last(bench.root)
        held = {name: last[name] for name in _untouched(bench, last)}
        worked = _work(sitting, kept, [name for name in names if name not in held], progress)
        digests = {name: item.digest for name, item in held.items()}
        digests.update((name, item.digest) for name, item in worked.items())
        moved = [n for n, item in held.items() if not _holds(bench, item.judgment, digests.get)]
        for name in moved:
            del held[name]
        worked.update(_work(sitting, kept, moved, progress))
        if worked or len(last) != len(names):
            remembered = held | {
                name: Remembered(item.fingerprint, item.digest, _bare(item.judgment))
                for name, item in worked.items()
                if item.may_be_kept
            }
            kept.remember(bench.root, remembered)
    judged = {name: item.judgment for name, item in held.items()}
    judged.update((name, item.judgment) for name, item in worked.items())

    def found_of(name: str) -> tuple[Found, ...]:
        if name in worked:
            return unpack(worked[name].judgment.found)
        if not judged[name].vendor:
            return ()
        with kept_by(bench) as again:
            known = again.read(name, digests[name])
        try:
            # Another register may hold the same vendor beside others on which it rests.
            if known is not None and _holds(bench, known, digests.get):
                return unpack(known.found)
        except ValueError:
            pass
        # What was kept is gone, damaged, or of another register.
        return sitting.court().judge(name).found

    return Gathered(judged, found_of)


class Sitting:
    """Makes a court, here or in another process."""

    def __init__(self, bench: Bench) -> None:
        """Sit on *bench*."""
        self._bench = bench

    def court(self) -> Court:
        """Return a court."""
        bench = self._bench
        return Court(bench.rules, bench.names, bench.snapshot_of, bench.general)

    def __call__(self) -> Work:
        """Return what finds out about the vendor with an id."""
        bench, court, kept = self._bench, self.court(), kept_by(self._bench)

        def work(name: str) -> Worked:
            found = _fingerprint(bench, name)
            if bench.digest:
                digest = court.digest(name)
                known = kept.read(name, digest)
                if known is not None and _holds(bench, known, court.digest):
                    return Worked(found, digest, known, is_new=False, may_be_kept=True)
            judgment = packed(court.judge(name))
            digest = dict(judgment.rests_on)[name]
            may_be_kept = _may_be_kept(judgment)
            return Worked(found, digest, judgment, is_new=True, may_be_kept=may_be_kept)

        return work

    def __reduce__(self) -> tuple[Callable[[Request, str], "Sitting"], tuple[Request, str]]:
        """Let another process make its own bench: checks are code, and code is not sent."""
        return _sit_again, (self._bench.request, self._bench.digest)


def _sit_again(request: Request, digest: str) -> Sitting:
    bench = seated(request)
    # What was changed in between would be kept under the name of what was there before.
    if bench is None or bench.digest != digest:
        raise WholeRegisterNeededError
    return Sitting(bench)


def kept_by(bench: Bench) -> KeptJudgments:
    """Return the judgments that are kept by the rules of *bench*."""
    return KeptJudgments(bench.request.judgments if bench.digest else None, bench.digest)


def packed(judgment: Judgment) -> Packed:
    """Return *judgment* with its findings packed."""
    return Packed(
        judgment.vendor,
        pack(judgment.found),
        judgment.problems,
        judgment.rests_on,
        judgment.outside,
        judgment.not_compared,
    )


def _work(
    sitting: Sitting, kept: KeptJudgments, names: Sequence[str], progress: Progress | None
) -> dict[str, Worked]:
    done: dict[str, Worked] = {}
    new: list[tuple[str, str, Packed]] = []
    for name, item in shared(sitting, names):
        done[name] = item
        if item.is_new and item.may_be_kept:
            new.append((name, item.digest, item.judgment))
        if len(new) >= _EACH_WRITE:
            kept.keep(new)
            new = []
        if progress:
            progress(f"{len(done):,} of {len(names):,} vendors judged")
    kept.keep(new)
    return done


def _untouched(bench: Bench, last: dict[str, Remembered]) -> list[str]:
    """Return the vendors whose folders are untouched since the last time."""
    looking = functools.partial(_looking, bench.root, bench.request.moment)
    names = [name for name in bench.names if name in last and last[name].fingerprint]
    found = dict(shared(looking, names, each=_EACH_LOOK))
    return [name for name in names if found[name] == last[name].fingerprint]


def _looking(root: str, moment: int) -> Callable[[str], bytes]:
    return lambda name: fingerprint(f"{root}/vendors/{name}", moment)


def _fingerprint(bench: Bench, name: str) -> bytes:
    return fingerprint(f"{bench.root}/vendors/{name}", bench.request.moment)


def _holds(bench: Bench, judgment: Packed, digest_of: Callable[[str], str | None]) -> bool:
    """Tell whether nothing moved on which *judgment* rests."""
    base = bench.rules.base

    def present(name: str) -> str:
        if name.startswith(ON_BASE):
            name = name.removeprefix(ON_BASE)
            if base is None:
                return ""
            return names_digest(base.names) if name == ALL_NAMES else base.digest_of(name)
        return names_digest(bench.names) if name == ALL_NAMES else digest_of(name) or ""

    rules = bench.rules
    return all(digest == present(name) for name, digest in judgment.rests_on) and all(
        seen is not None and rules.locker.glimpse(digest, rules.moment) == seen
        for digest, seen in judgment.outside
    )


def _may_be_kept(judgment: Packed) -> bool:
    """Tell whether *judgment* will come out the same while its key stands for the same.

    A check that failed may do better next time, and a locker may hold a text tomorrow.
    """
    if any(seen is None for _, seen in judgment.outside):
        return False
    return judgment.vendor is None or not judgment.vendor.crashed


def _bare(judgment: Packed) -> Packed:
    return dataclasses.replace(judgment, found=b"")

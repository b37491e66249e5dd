"""A register judged vendor by vendor: as `evaluate` judges it, in little memory, on every core.

Nothing is decided in another way here: the same checks run on the same objects. What needs the
register as a whole, such as a check that looks at all vendors, is left to `evaluate`.
"""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inwriting.check.collect import Collected, collect
from inwriting.check.finding import Finding
from inwriting.check.run import (
    NOT_RUN,
    Progress,
    WholeRegisterNeededError,
    not_run,
    run_on_register,
)
from inwriting.decide.court import Court, Judgment, Rules, Vendors, register_of, separable
from inwriting.decide.evaluate import Request, day_of, evaluate, present_day
from inwriting.decide.outcome import Found, Judged, Outcome, VendorOutcome
from inwriting.decide.packing import pack, unpack
from inwriting.decide.shared_work import shared
from inwriting.decide.summing_up import outcome_of
from inwriting.load.evidence import open_locker
from inwriting.load.problem import Problem
from inwriting.load.register import load_policy
from inwriting.load.snapshot import Snapshot, snapshot
from inwriting.load.source import FolderSource
from inwriting.load.text import decode
from inwriting.model.frameworks import build_frameworks
from inwriting.model.policy import build_policy
from inwriting.model.questions import build_questions


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that a court needs, and what was found about the register as a whole."""

    request: Request
    rules: Rules
    names: tuple[str, ...]
    fixed_clock: bool
    collected: Collected
    general: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    """What cannot be used outside the vendors' folders."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A judgment of which only the summary is unfolded."""

    vendor: VendorOutcome | None
    found: bytes
    problems: tuple[Problem, ...]
    rests_on: tuple[tuple[str, str], ...]
    outside: tuple[tuple[str, bool], ...]


def judge(request: Request, progress: Progress | None = None) -> Outcome:
    """Load, model, check and decide; return what came out.

    Raises UnusableInputError as `evaluate` does.
    """
    try:
        bench = seated(request)
        if bench is not None:
            return summed_up(bench, _all(bench, progress))
    except WholeRegisterNeededError:
        pass
    return outcome_of(evaluate(request, progress))


def seated(request: Request) -> Bench | None:
    """Return what a court for *request* needs; None where nothing can be judged one by one.

    Raises UnusableInputError when an evidence folder is not there.
    """
    if request.base or not request.root.is_dir():
        return None
    locker = open_locker(request.evidence)
    source = FolderSource(request.root)
    shared_files = load_policy(source)
    files = (shared_files.policy, shared_files.questions, shared_files.frameworks)
    policy_file, questions_file, frameworks_file = files
    if not (policy_file and questions_file and frameworks_file):
        # Every mistake is named all the same, also those in the vendors' folders.
        return None
    policy = build_policy(policy_file.data, policy_file.path)
    today, fixed = day_of(request, policy_file.data)
    collected = collect(request.root, policy)
    rules = Rules(
        policy=policy,
        questions=build_questions(questions_file.data, questions_file.path),
        questions_file=questions_file.path,
        frameworks=build_frameworks(frameworks_file.data),
        today=today,
        present=present_day(request, policy),
        checks=collected.checks,
        locker=locker,
    )
    names = source.folders("vendors")
    vendors = Vendors(rules, names, _snapshot_of(request))
    general = tuple(run_on_register(rules.checks, register_of(rules, vendors)))
    if not separable(general):
        return None
    general = (*not_run(collected.problems), *general)
    return Bench(request, rules, names, fixed, collected, general, shared_files.problems)


def summed_up(bench: Bench, judged: Mapping[str, Packed]) -> Outcome:
    """Return what came out for the register, of which every vendor was *judged*."""
    text_of = _text_of(bench.request)
    ordered = [judged[name] for name in bench.names]
    vendors = tuple(item.vendor for item in ordered if item.vendor)
    known = {vendor.id for vendor in vendors}
    rules = bench.rules
    problems = sorted((*bench.problems, *(p for item in ordered for p in item.problems)))
    return Outcome(
        by=Judged(rules.policy, rules.questions, rules.frameworks, rules.today),
        checks=rules.checks,
        vendors=vendors,
        unusable=tuple(name for name in bench.names if name not in known),
        general=tuple(
            Found(finding)
            for finding in bench.general
            # What is among the problems already is in every report.
            if finding.vendor not in known and finding.check != NOT_RUN
        ),
        found_of=lambda name: unpack(judged[name].found),
        problems=(*problems, *bench.collected.problems),
        text_of=text_of,
        fixed_clock=bench.fixed_clock,
        compared_with="",
    )


class Sitting:
    """Makes a court, here or in another process."""

    def __init__(self, bench: Bench) -> None:
        """Sit on *bench*."""
        self._bench = bench

    def __call__(self) -> Callable[[str], Packed]:
        """Return what judges the vendor with an id."""
        bench = self._bench
        court = Court(bench.rules, bench.names, _snapshot_of(bench.request), bench.general)
        return lambda name: packed(court.judge(name))

    def __reduce__(self) -> tuple[Callable[[Request], "Sitting"], tuple[Request]]:
        """Let another process make its own bench: checks are code, and code is not sent."""
        return _sit_again, (self._bench.request,)


def packed(judgment: Judgment) -> Packed:
    """Return *judgment* with its findings packed."""
    return Packed(
        judgment.vendor,
        pack(judgment.found),
        judgment.problems,
        judgment.rests_on,
        judgment.outside,
    )


def _all(bench: Bench, progress: Progress | None) -> dict[str, Packed]:
    judged = {}
    for name, item in shared(Sitting(bench), bench.names):
        judged[name] = item
        if progress:
            progress(f"{len(judged):,} of {len(bench.names):,} vendors judged")
    return judged


def _sit_again(request: Request) -> Sitting:
    bench = seated(request)
    if bench is None:
        raise WholeRegisterNeededError
    return Sitting(bench)


def _snapshot_of(request: Request) -> Callable[[str], Snapshot]:
    return lambda name: snapshot(request.root, f"vendors/{name}")


def _text_of(request: Request) -> Callable[[str], str | None]:
    source = FolderSource(request.root)

    @functools.lru_cache(maxsize=64)
    def text_of(path: str) -> str | None:
        try:
            content = source.read(path)
        except OSError:
            return None
        return None if content is None else decode(path, content)[0]

    return text_of

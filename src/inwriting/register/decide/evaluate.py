"""The whole way from files to verdicts, walked once for every command."""

import dataclasses
import datetime
from dataclasses import dataclass
from pathlib import Path

from inwriting.exit_codes import ExitCode
from inwriting.register.check.api import Check
from inwriting.register.check.collect import collect
from inwriting.register.check.finding import Finding
from inwriting.register.check.run import NOT_RUN, Progress, not_run, run_checks
from inwriting.register.decide.base import unreadable
from inwriting.register.decide.kept_verifications import KeptVerifications
from inwriting.register.decide.verdict import Verdicts, decide
from inwriting.register.load.document_texts import EvidencePlace, open_locker
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.register import FOLDERS, Loaded, load_register
from inwriting.register.load.source import FolderSource, commit_source
from inwriting.register.model.basics import required_date
from inwriting.register.model.policy import Policy, build_policy
from inwriting.register.model.questions import Question, build_questions
from inwriting.register.model.register import Register, build_register


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be evaluated."""

    root: Path
    """The register's folder."""
    today: datetime.date | None = None
    """The day to judge on; None for the policy's fixed clock, else *clock*."""
    evidence: tuple[EvidencePlace, ...] = ()
    """Folders and lockers of captured texts outside the register."""
    base: str = ""
    """The Git reference to compare with; empty for none."""
    clock: datetime.date | None = None
    """The present day, when neither the request nor the policy names one."""
    kept: Path | None = None
    """A file that keeps which passages were found, by digest; None to look each up anew."""
    judgments: Path | None = None
    """A file that keeps judgments on vendors; None to judge each anew."""
    moment: int = 0
    """When this was asked, in nanoseconds since 1970; 0 where nobody knows."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that was found out about a register."""

    register: Register | None
    """None when policy, questions or frameworks cannot be used."""
    checks: tuple[Check, ...]
    verdicts: Verdicts | None
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    """Input that cannot be used."""
    texts: dict[str, str]
    """The text of each YAML file by path."""
    fixed_clock: bool
    """Whether the policy's fixed clock was used."""
    compared_with: str
    """The Git reference it was compared with; empty for none."""

    @property
    def exit_code(self) -> ExitCode:
        """The worst code that applies."""
        if any(finding.crashed for finding in self.findings):
            return ExitCode.FAILED
        if self.problems or self.register is None:
            return ExitCode.UNUSABLE
        if not self.register.vendors:
            return ExitCode.NOTHING
        if any(finding.blocks_merge for finding in self.findings):
            return ExitCode.BLOCKED
        return ExitCode.CLEAR


def evaluate(request: Request, progress: Progress | None = None) -> Evaluation:
    """Load, model, check and decide.

    Raises UnusableInputError when there is nothing to speak of at all: no such folder, no such
    commit, no such evidence folder.
    """
    if not request.root.is_dir():
        raise UnusableInputError(
            (
                Problem(
                    str(request.root), 0, 0, "There is no such folder.", "Name a register's folder."
                ),
            )
        )
    locker = open_locker(request.evidence)
    loaded = load_register(FolderSource(request.root), locker)
    today, fixed = day_of(request, loaded.policy.data if loaded.policy else {})
    if request.kept is None:
        register, more = build_register(loaded, today)
    else:
        with KeptVerifications(request.kept) as known:
            register, more = build_register(loaded, today, known)
    problems = tuple(sorted((*loaded.problems, *more)))
    notes: tuple[Finding, ...] = ()
    if register is not None:
        register = dataclasses.replace(register, present=present_day(request, register.policy))
    if register is not None and request.base:
        base, base_policy, base_questions, notes = _base(request, loaded, today)
        register = dataclasses.replace(
            register, base=base, base_policy=base_policy, base_questions=base_questions
        )
    if register is None:
        return Evaluation(None, (), None, (), tuple(problems), loaded.texts, fixed, request.base)
    collected = collect(request.root, register.policy)
    first = (
        *notes,
        *not_run(collected.problems),
        *run_checks(collected.checks, register, progress=progress),
    )
    verdicts = decide(register, first)
    second = run_checks(collected.checks, register, verdicts, progress)
    if second:
        verdicts = decide(register, (*first, *second))
    return Evaluation(
        register,
        collected.checks,
        verdicts,
        (*first, *second),
        (*problems, *collected.problems),
        loaded.texts,
        fixed,
        request.base,
    )


def without_base(evaluation: Evaluation) -> Evaluation:
    """Return *evaluation* as it would be without a base to compare with, loading nothing again."""
    if evaluation.register is None:
        return dataclasses.replace(evaluation, compared_with="")
    register = dataclasses.replace(
        evaluation.register, base=None, base_policy=None, base_questions=None
    )
    kept = tuple(finding for finding in evaluation.findings if finding.check == NOT_RUN)
    first = (*kept, *run_checks(evaluation.checks, register))
    verdicts = decide(register, first)
    second = run_checks(evaluation.checks, register, verdicts)
    return dataclasses.replace(
        evaluation,
        register=register,
        verdicts=decide(register, (*first, *second)) if second else verdicts,
        findings=(*first, *second),
        compared_with="",
    )


def day_of(request: Request, policy: dict[str, dict[str, str]]) -> tuple[datetime.date, bool]:
    """Return the day to judge on by *policy*'s data, and whether the policy fixed it."""
    if request.today is not None:
        return request.today, False
    clock = policy.get("clock")
    if clock:
        return required_date(clock["fixed"]), True
    if request.clock is None:
        message = "a request without a day needs a clock"
        raise ValueError(message)
    return request.clock, False


def present_day(request: Request, policy: Policy) -> datetime.date | None:
    """Return the present day: that of the policy's clock, else of the request's."""
    return policy.fixed_clock or request.clock


def _base(
    request: Request, loaded: Loaded, today: datetime.date
) -> tuple[Register | None, Policy | None, dict[str, Question] | None, tuple[Finding, ...]]:
    """Return the register of the base commit under the present policy, and its own policy.

    A change of the policy is no change of an answer, so answers are compared under one policy,
    and the policies by themselves. What was broken there is compared with nothing and named.
    """
    source = commit_source(request.root, request.base, FOLDERS)
    # The base's own texts are not verified again: only its answers are compared.
    before = load_register(source, open_locker(()))
    register, more = build_register(
        dataclasses.replace(
            before,
            policy=loaded.policy,
            questions=loaded.questions,
            frameworks=loaded.frameworks,
        ),
        today,
    )
    # A base branch without any policy is one before the register began.
    broken = tuple(
        problem
        for problem in (*before.problems, *more)
        if not problem.file.startswith("policy/") or source.read(problem.file) is not None
    )
    policy = build_policy(before.policy.data, before.policy.path) if before.policy else None
    asked = before.questions
    return (
        register,
        policy,
        build_questions(asked.data, asked.path) if asked else None,
        tuple(unreadable(problem) for problem in broken),
    )

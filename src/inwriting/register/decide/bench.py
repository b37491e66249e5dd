"""What a court needs before it can judge the first vendor."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inwriting.register.check.collect import Collected, collect
from inwriting.register.check.finding import Finding
from inwriting.register.check.run import not_run, run_on_register
from inwriting.register.decide.base import base_of, unreadable
from inwriting.register.decide.court import separable
from inwriting.register.decide.evaluate import Request, day_of, present_day
from inwriting.register.decide.outcome import Found
from inwriting.register.decide.packing import pack
from inwriting.register.decide.streamed import BaseVendors, Rules, Vendors, register_of
from inwriting.register.decide.tool_state import tool_digest
from inwriting.register.load.document_texts import open_locker
from inwriting.register.load.problem import Problem
from inwriting.register.load.register import load_policy
from inwriting.register.load.snapshot import Snapshot, snapshot
from inwriting.register.load.source import FolderSource
from inwriting.register.model.frameworks import build_frameworks
from inwriting.register.model.policy import Policy, build_policy
from inwriting.register.model.questions import build_questions
from inwriting.register.model.register import Register
from inwriting.resources import shipped


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that a court needs, and what was found about the register as a whole."""

    request: Request
    root: str
    """The register's folder, as it is called from everywhere."""
    rules: Rules
    names: tuple[str, ...]
    fixed_clock: bool
    collected: Collected
    general: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    """What cannot be used outside the vendors' folders."""
    digest: str
    """Stands for all of that, and for the tool; empty where nothing is kept."""

    def snapshot_of(self, name: str) -> Snapshot:
        """Return the folder of the vendor *name* as it is."""
        return snapshot(self.request.root, f"vendors/{name}")


def seated(request: Request) -> Bench | None:
    """Return what a court for *request* needs; None where nothing can be judged one by one.

    Raises UnusableInputError when an evidence folder is not there, and WholeRegisterNeededError
    when a check wants to see all vendors.
    """
    if not request.root.is_dir():
        return None
    locker = open_locker(request.evidence)
    source = FolderSource(request.root)
    written = snapshot(request.root, "policy").digest
    files = load_policy(source)
    if not (files.policy and files.questions and files.frameworks):
        # Every mistake is named all the same, also those in the vendors' folders.
        return None
    policy = build_policy(files.policy.data, files.policy.path)
    today, fixed = day_of(request, files.policy.data)
    written += _checks(request, policy)
    collected = collect(request.root, policy)
    rules = Rules(
        policy=policy,
        questions=build_questions(files.questions.data, files.questions.path),
        questions_file=files.questions.path,
        frameworks=build_frameworks(files.frameworks.data),
        today=today,
        present=present_day(request, policy),
        checks=collected.checks,
        locker=locker,
        base=base_of(request.root, request.base) if request.base else None,
        moment=request.moment,
    )
    names = source.folders("vendors")
    vendors = Vendors(rules, names, lambda name: snapshot(request.root, f"vendors/{name}"))
    register = register_of(rules, vendors)
    general = tuple(run_on_register(rules.checks, register))
    if not separable(general):
        return None
    general = (*_not_compared(rules, register, names), *not_run(collected.problems), *general)
    digest = _digest(request, rules, general, written) if request.judgments else ""
    root = str(request.root.resolve())
    return Bench(request, root, rules, names, fixed, collected, general, files.problems, digest)


def _not_compared(rules: Rules, register: Register, names: tuple[str, ...]) -> Iterator[Finding]:
    """Yield what is broken on the base branch, but for the folders that are still there."""
    before = register.base.vendors if register.base else None
    if rules.base is None or not isinstance(before, BaseVendors):
        return
    gone = sorted({*rules.base.names} - {*names})
    problems = (*rules.base.problems, *(p for name in gone for p in before.built(name).problems))
    yield from map(unreadable, problems)


def _checks(request: Request, policy: Policy) -> str:
    """Return the digest of the folder of checks."""
    if policy.checks_from == "folder":
        return snapshot(request.root, "checks").digest
    place = Path(str(shipped("checks")))
    return snapshot(place.parent, place.name).digest


def _digest(request: Request, rules: Rules, general: tuple[Finding, ...], written: str) -> str:
    """Return the digest of all that every judgment comes from, but for the vendors' folders.

    It is empty where policy or checks are not as *written* tells of the time before they were
    read: what was judged by the old must not be kept as what the new came to.
    """
    if written != snapshot(request.root, "policy").digest + _checks(request, rules.policy):
        return ""
    parts = (
        tool_digest(),
        written,
        str(rules.today),
        str(rules.present),
        rules.base.digest if rules.base else "",
        hashlib.sha256(pack(tuple(map(Found, general)))).hexdigest(),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()

"""Two states of a register evaluated only where the change can move anything.

Where policy and checks are the same in both, and what they find about the register as a whole is,
the verdict on a vendor can only move when its own folder did, or that of another vendor on which
its judgment rests. All others are left out of the registers that are returned, but for what blocks
the merge, cannot be used, or crashed in them.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inwriting.register.check.finding import Effect, Finding
from inwriting.register.check.run import Progress, WholeRegisterNeededError, run_on_register
from inwriting.register.decide.base import same_files, unreadable
from inwriting.register.decide.bench import Bench, seated
from inwriting.register.decide.court import Court, separable
from inwriting.register.decide.evaluate import Evaluation, Request
from inwriting.register.decide.gathering import Gathered, gathered
from inwriting.register.decide.kept_judgments import Packed
from inwriting.register.decide.streamed import ALL_NAMES, ON_BASE, Rules, Vendors, register_of
from inwriting.register.decide.verdict import decide
from inwriting.register.load.problem import Problem
from inwriting.register.load.snapshot import snapshot
from inwriting.register.load.source import commit_tree
from inwriting.register.model.register import Register, Vendor

_MOST = 1_000
"""Of so many vendors at most the base's folders are read one by one."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of two states in which something can have moved."""

    base: Evaluation
    head: Evaluation
    checked: Evaluation
    """The head as it is compared with the base."""
    base_vendors: int
    """How many vendors the whole of the base has."""
    head_vendors: int


def parts(request: Request, commit: str, progress: Progress | None = None) -> Parts | None:
    """Return the parts of the base *commit* and of the folder that differ.

    It is None where that cannot be told without the whole of both: another policy or other
    checks, something else found about the register as a whole, a check that looks at all vendors,
    or very many vendors that moved.
    Raises UnusableInputError when Git, the repository or the commit cannot be used.
    """
    try:
        compared = seated(dataclasses.replace(request, base=commit))
        now = seated(dataclasses.replace(request, base=""))
        if compared is None or now is None or not _same_rules(request, commit, compared):
            return None
        return _parts(compared, now, progress)
    except WholeRegisterNeededError:
        return None


def _parts(compared: Bench, now: Bench, progress: Progress | None) -> Parts | None:
    base = compared.rules.base
    assert base is not None  # noqa: S101 - there is a commit to compare with
    whole = gathered(compared, progress)
    moved = {
        name
        for name in {*now.names, *base.names}
        if name not in base.files
        or name not in whole.judged
        or not base.is_same(name, now.snapshot_of(name))
    }
    names_moved = now.names != base.names
    touched = moved | {
        name for name, item in whole.judged.items() if _rests_on(item, moved, names_moved)
    }
    if len(touched) > _MOST:
        return None
    rules = dataclasses.replace(now.rules, present=now.rules.policy.fixed_clock)
    before = Vendors(rules, base.names, base.snapshot_of)
    general = tuple(run_on_register(rules.checks, register_of(rules, before)))
    if not separable(general) or _felt_by_all(general) != _felt_by_all(now.general):
        return None
    others = [item for name, item in whole.judged.items() if name not in touched]
    stops = tuple(_stops(whole, touched))
    kept = _Part(
        tuple(problem for item in others for problem in item.problems),
        tuple(n for n, item in whole.judged.items() if n not in touched and item.vendor is None),
        stops,
    )
    old = Court(rules, base.names, base.snapshot_of, general)
    new = Court(now.rules, now.names, now.snapshot_of, now.general)
    base_part = _evaluated(old, rules, general, touched & {*base.names}, kept)
    head_part = _evaluated(new, now.rules, now.general, touched & {*now.names}, kept)
    head_register = head_part.register
    assert head_register is not None  # noqa: S101 - it was made just now
    not_compared = [p for item in whole.judged.values() for p in item.not_compared]
    checked = dataclasses.replace(
        head_part,
        register=_with_base(head_register, compared, touched),
        verdicts=None,
        findings=(
            *compared.general,
            *map(unreadable, not_compared),
            *_in_order(
                now.rules,
                [f.finding for n in sorted(touched & {*now.names}) for f in whole.found_of(n)],
            ),
            *stops,
        ),
        compared_with=compared.request.base,
    )
    return Parts(
        base=base_part,
        head=head_part,
        checked=checked,
        base_vendors=len(base.names) - len(_register(base_part).unusable),
        head_vendors=len(now.names) - len(head_register.unusable),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What is known, the same in both states, of the vendors that nothing touched."""

    problems: tuple[Problem, ...]
    unusable: tuple[str, ...]
    findings: tuple[Finding, ...]


def _evaluated(
    court: Court,
    rules: Rules,
    general: tuple[Finding, ...],
    names: Iterable[str],
    others: _Part,
) -> Evaluation:
    vendors: list[Vendor] = []
    unusable = list(others.unusable)
    problems = list(others.problems)
    found: list[Finding] = []
    for name in sorted(names):
        judgment = court.judge(name)
        problems += judgment.problems
        vendor = court.register.vendor(name)
        if vendor is None:
            unusable.append(name)
            continue
        vendors.append(vendor)
        # What was found about the whole register stands among the general findings already.
        found += [f.finding for f in judgment.found if f.finding not in general]
    findings = [*general, *others.findings, *_in_order(rules, found)]
    register = dataclasses.replace(
        court.register, vendors=tuple(vendors), unusable=tuple(sorted(unusable)), base=None
    )
    return Evaluation(
        register=register,
        checks=rules.checks,
        verdicts=decide(register, findings),
        findings=tuple(findings),
        problems=tuple(sorted(problems)),
        texts={},
        fixed_clock=False,
        compared_with="",
    )


def _with_base(register: Register, compared: Bench, touched: Iterable[str]) -> Register:
    """Return *register* with what the base branch has of the vendors *touched*."""
    streamed = register_of(
        compared.rules, Vendors(compared.rules, compared.names, compared.snapshot_of)
    )
    before = streamed.base
    assert before is not None  # noqa: S101 - there is a commit to compare with
    there = sorted({*touched} & {*before.vendor_names})
    vendors = {name: before.vendor(name) for name in there}
    part = dataclasses.replace(
        before,
        vendors=tuple(vendor for vendor in vendors.values() if vendor),
        unusable=tuple(name for name, vendor in vendors.items() if vendor is None),
    )
    own = compared.rules.base
    return dataclasses.replace(
        register,
        base=part,
        base_policy=own.policy if own else None,
        base_questions=own.questions if own else None,
    )


def _in_order(rules: Rules, findings: list[Finding]) -> list[Finding]:
    """Return *findings* in the order in which checks find them in a register that is whole."""
    order = {check.id: (check.after_verdicts, n) for n, check in enumerate(rules.checks)}
    return sorted(findings, key=lambda finding: order.get(finding.check, (True, len(order))))


def _register(evaluation: Evaluation) -> Register:
    assert evaluation.register is not None  # noqa: S101 - every part has one
    return evaluation.register


def _stops(whole: Gathered, touched: set[str]) -> Iterator[Finding]:
    """Yield what blocks the merge or crashed in the vendors that nothing touched."""
    for name, item in whole.judged.items():
        if name in touched or item.vendor is None:
            continue
        if item.vendor.blocking or item.vendor.crashed:
            for found in whole.found_of(name):
                if found.finding.blocks_merge or found.finding.crashed:
                    yield found.finding


def _felt_by_all(general: Iterable[Finding]) -> set[Finding]:
    """Return what moves the verdict on every vendor, also on those that nothing touched."""
    return {finding for finding in general if finding.effect is not Effect.WARNING}


def _rests_on(judgment: Packed, moved: set[str], names_moved: bool) -> bool:
    """Tell whether anything moved on which *judgment* rests."""
    for name, _ in judgment.rests_on:
        bare = name.removeprefix(ON_BASE)
        if bare in moved or (bare == ALL_NAMES and names_moved):
            return True
    return False


def _same_rules(request: Request, commit: str, compared: Bench) -> bool:
    """Tell whether policy and checks are the same files in both states, and all of them work."""
    tree = commit_tree(request.root, commit, ("policy", "checks"))
    parts_of = {
        folder: {p: i for p, i in tree.objects.items() if p.startswith(f"{folder}/")}
        for folder in ("policy", "checks")
    }
    base = compared.rules.base
    return (
        base is not None
        and not base.problems
        and not compared.problems
        and not compared.collected.problems
        and same_files(parts_of["policy"], snapshot(request.root, "policy"))
        and (
            compared.rules.policy.checks_from != "folder"
            or same_files(parts_of["checks"], snapshot(request.root, "checks"))
        )
    )

"""Which vendors a change can have moved, so that all others need not be compared."""

from inwriting.register.decide.base import CHECKS, commit_state
from inwriting.register.decide.context import EvaluationContext
from inwriting.register.decide.evaluator import VendorResult
from inwriting.register.decide.lazy_register import ALL_NAMES, ALL_VENDORS, ON_BASE
from inwriting.register.decide.results import Results

_POLICY = "policy"


def touched(context: EvaluationContext, results: Results) -> frozenset[str] | None:
    """Return the vendors that differ between the folder and the base, and who rests on them.

    It is None where the change touches all: the policy or the checks are others, or cannot be
    used. *results* are those of the folder compared with the base.
    """
    base = context.rules.base
    assert base is not None  # noqa: S101 - there is a commit to compare with
    if not _same_rules(context):
        return None
    moved = {
        name
        for name in {*context.names, *base.names}
        if name not in base.files
        or name not in results.by_name
        or not base.is_same(name, context.files.snapshot_of(name))
    }
    names_moved = context.names != base.names
    return frozenset(
        moved | {n for n, r in results.by_name.items() if _rests_on(r, moved, names_moved)}
    )


def _rests_on(result: VendorResult, moved: set[str], names_moved: bool) -> bool:
    """Tell whether anything moved on which *result* rests."""
    bare = {name.removeprefix(ON_BASE) for name, _ in result.rests_on}
    return (
        not moved.isdisjoint(bare)
        or (ALL_NAMES in bare and names_moved)
        or (ALL_VENDORS in bare and bool(moved))
    )


def _same_rules(context: EvaluationContext) -> bool:
    """Tell whether policy and checks are the same files in both states, and all of them work."""
    base, files = context.rules.base, context.files
    commit = commit_state(context.request.root, context.request.base, (_POLICY, CHECKS))
    return (
        base is not None
        and not base.problems
        and not context.problems
        and not context.collected.problems
        and commit.has_same(_POLICY, files.snapshot(_POLICY))
        and (
            context.rules.policy.checks_from != "folder"
            or commit.has_same(CHECKS, files.snapshot(CHECKS))
        )
    )

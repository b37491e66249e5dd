"""The policy, its questions and the checks that a change moves."""

from collections.abc import Iterable

from inwriting.diff.difference import Cause, CheckMove, PolicyMove, VerdictMove
from inwriting.register.check.policy_changes import policy_changes
from inwriting.register.check.policy_directions import PolicyState
from inwriting.register.check.policy_parts import CHECKS
from inwriting.register.model.policy import Policy
from inwriting.register.model.register import Register

_ORDER = ("weaker", "other", "stronger")
_CHECKS = ("removed", "edited", "added")


def policy_moves(before: Register, now: Register) -> tuple[PolicyMove, ...]:
    """Return the parts of the policy that are not what they were, what asks for less first.

    The checks that run are not among them: `check_moves` tells more of each.
    """
    states = (PolicyState(r.policy, r.questions, r.frameworks) for r in (before, now))
    moves = [
        PolicyMove(change.what, change.was, change.now, change.direction.value)
        for change in policy_changes(*states)
        if change.row is not CHECKS
    ]
    # Among equals they stay in the order of the policy.
    return tuple(sorted(moves, key=lambda move: _ORDER.index(move.direction)))


def check_moves(
    before: Policy,
    now: Policy,
    edited: Iterable[str],
    verdicts: Iterable[VerdictMove],
    causes: tuple[Cause, ...],
) -> tuple[CheckMove, ...]:
    """Return the checks that came, went or were *edited*, with the verdicts that they moved."""
    kinds = dict.fromkeys(edited, "edited")
    kinds |= {name: "removed" for name in before.checks if name not in now.checks}
    kinds |= {name: "added" for name in now.checks if name not in before.checks}
    moved: dict[str, dict[str, None]] = {}
    for move in verdicts:
        if move.direction in {"worse", "better"}:
            for cause in move.causes:
                words = f"{move.offering} {move.data_class}: {move.was} to {move.now}"
                moved.setdefault(causes[cause.finding].check, {})[words] = None
    found = [CheckMove(name, kind, tuple(moved.get(name, ()))) for name, kind in kinds.items()]
    return tuple(sorted(found, key=lambda item: (_CHECKS.index(item.kind), item.check)))

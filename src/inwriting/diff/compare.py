"""The register as it is, compared with a commit of its Git repository: what the change moves."""

import dataclasses
from pathlib import Path

from inwriting.diff.answers import answer_moves, statement_moves
from inwriting.diff.difference import Difference, Side, nothing_compared
from inwriting.diff.documents import company_moves, document_moves
from inwriting.diff.people import clients, letters, signatures
from inwriting.diff.permissions import permission_moves, sign_off_moves
from inwriting.diff.policy import check_moves, policy_moves
from inwriting.diff.touched import touched
from inwriting.diff.verdicts import Causes, blocking, offering_moves, verdict_moves
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.check.run import Progress
from inwriting.register.decide.base import CHECKS
from inwriting.register.decide.context import EvaluationContext
from inwriting.register.decide.evaluate import (
    Evaluation,
    Request,
    evaluation_of,
    unusable_evaluation,
    vendor_results,
)
from inwriting.register.decide.outcome import Found
from inwriting.register.decide.results import Results
from inwriting.register.load.source import FolderSource, commit_source, common_commit

HERE = "the folder as it is"
"""How the state after the change is called."""


def compare(request: Request, progress: Progress | None = None) -> Difference:
    """Return what moved between ``request.base`` and the folder ``request.root``.

    The base is the newest commit that the reference and HEAD have in common, so that what others
    did on the base branch meanwhile is no part of the change; files that are not committed are.
    Each state is judged by its own policy and checks, both on the same day, so that no verdict
    moves because time passed. What blocks is what `inwriting check --base` finds.

    Raises UnusableInputError when Git, the repository, the commit or a folder cannot be used.
    """
    commit = common_commit(request.root, request.base)
    asked = dataclasses.replace(request, base=commit)
    compared = vendor_results(asked, progress)
    if compared is None:
        empty = nothing_compared(request.base, ())
        base_side = dataclasses.replace(empty.base, commit=commit)
        head_side = _side(HERE, "", unusable_evaluation(asked))
        return dataclasses.replace(empty, base=base_side, head=head_side)
    only = touched(*compared)
    base, head, checked = _evaluations(request, compared, only, progress)
    if only is not None and _felt_by_all(base) != _felt_by_all(head):
        # Something else is found about the register as a whole, which moves every verdict.
        only = None
        base, head, checked = _evaluations(request, compared, only, progress)
    edited = _edited(request.root, commit) if base and only is None else ()
    return difference(base, head, checked, names=(request.base, commit), edited=edited)


def _evaluations(
    request: Request,
    compared: tuple[EvaluationContext, Results],
    only: frozenset[str] | None,
    progress: Progress | None,
) -> tuple[Evaluation | None, Evaluation, Evaluation]:
    """Return base, head, and head compared with the base; the base is None before it all began.

    Those that are not in *only* are in each of them as they are in *compared*.
    """
    context, whole = compared
    base = context.rules.base
    assert base is not None  # noqa: S101 - there is a commit to compare with
    plain = dataclasses.replace(request, base="")
    # On the day of the head, and as if that were the present one.
    earlier = dataclasses.replace(
        plain, commit=context.request.base, today=context.rules.today, clock=None
    )
    before = None
    if base.tree.objects:
        before = _evaluation(earlier, whole, only, progress) or unusable_evaluation(earlier)
    head = _evaluation(plain, whole, only, progress)
    assert head is not None  # noqa: S101 - its policy was usable just now
    return before, head, evaluation_of(context, whole, only)


def _evaluation(
    request: Request, whole: Results, only: frozenset[str] | None, progress: Progress | None
) -> Evaluation | None:
    found = vendor_results(request, progress, only)
    if found is None or only is None:
        return found and evaluation_of(*found)
    context, own = found
    results = {n: own.by_name[n] if n in only else whole.by_name[n] for n in context.names}

    def found_of(name: str) -> tuple[Found, ...]:
        return own.found_of(name) if name in only else whole.found_of(name)

    return evaluation_of(context, Results(results, found_of), only)


def _felt_by_all(evaluation: Evaluation | None) -> set[Finding]:
    """Return what moves the verdict on every vendor, also on those that nothing touched."""
    general = evaluation.general if evaluation else ()
    return {item.finding for item in general if item.finding.effect is not Effect.WARNING}


def difference(
    base: Evaluation | None,
    head: Evaluation,
    checked: Evaluation,
    *,
    names: tuple[str, str],
    edited: tuple[str, ...] = (),
) -> Difference:
    """Return the difference of *base* and *head*, which has a register.

    *base* is None when the register began after it. *checked* is the head compared with the base,
    as `inwriting check --base` evaluates it. *names* are the reference and its commit; *edited*
    are the checks whose files differ.
    """
    now, now_register = head.verdicts, head.register
    assert now is not None  # noqa: S101 - whoever calls has seen that there is a register
    assert now_register is not None  # noqa: S101
    compared = checked.register
    causes = Causes()
    stops = blocking(checked.findings, base.findings if base else (), causes)
    base_side = _side(*names, base) if base else Side(*names, 0, (), (), ())
    started = dataclasses.replace(
        nothing_compared(names[0], ()),
        firm=now_register.policy.firm,
        fictional=now_register.policy.fictional,
        judged_on=str(now_register.today),
        base=base_side,
        head=_side(HERE, "", checked),
        blocking=stops,
        findings=causes.all(),
    )
    if base is not None and base.verdicts is None:
        # Nothing is known of the base: to call all of it new would be wrong.
        return started
    was = base.verdicts if base else None
    was_register = base.register if base else None
    answers = answer_moves(compared) if compared else ()
    verdicts = verdict_moves(was, now, causes)
    others = compared.base.unusable if compared and compared.base else ()
    known = {*head.unusable, *(base.unusable if base else ())}
    return dataclasses.replace(
        started,
        not_compared=tuple(name for name in others if name not in known),
        findings=causes.all(),
        verdicts=verdicts,
        offerings=offering_moves(was, now),
        answers=answers,
        statements=statement_moves(compared, answers) if compared else (),
        documents=document_moves(was_register, now_register),
        companies=company_moves(was_register, now_register),
        permissions=permission_moves(was_register, now_register),
        sign_offs=sign_off_moves(was_register, now_register),
        policy=policy_moves(was_register, now_register) if was_register else (),
        checks=check_moves(was_register.policy, now_register.policy, edited, verdicts, causes.all())
        if was_register
        else (),
        signatures=signatures(was_register, now_register),
        clients=clients(was, now, answers),
        letters=letters(was, now),
    )


def _side(name: str, commit: str, evaluation: Evaluation) -> Side:
    return Side(
        name=name,
        commit=commit,
        vendors=len(evaluation.vendors),
        unusable=evaluation.unusable,
        problems=evaluation.problems,
        crashed=tuple(dict.fromkeys(f.message for f in evaluation.findings if f.crashed)),
    )


def _edited(root: Path, commit: str) -> tuple[str, ...]:
    """Return the checks whose file in the register's folder is not what it was."""
    before, now = commit_source(root, commit, (CHECKS,)), FolderSource(root)
    names = {*before.files(CHECKS), *now.files(CHECKS)}
    return tuple(
        name.removesuffix(".py").replace("_", "-")
        for name in sorted(names)
        if name.endswith(".py")
        and (old := before.read(f"{CHECKS}/{name}")) is not None
        and (new := _read(now, f"{CHECKS}/{name}")) is not None
        and old != new
    )


def _read(source: FolderSource, path: str) -> bytes | None:
    try:
        return source.read(path)
    except OSError:
        # A link is named among the problems of the evaluation.
        return None

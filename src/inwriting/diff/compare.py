"""The register as it is, compared with a commit of its Git repository: what the change moves."""

import dataclasses
from pathlib import Path

from inwriting.diff.answers import answer_moves, statement_moves
from inwriting.diff.at_commit import FOLDERS, evaluate_commit
from inwriting.diff.compare_parts import Parts, parts
from inwriting.diff.difference import Difference, Side, nothing_compared
from inwriting.diff.documents import company_moves, document_moves
from inwriting.diff.people import clients, letters, signatures
from inwriting.diff.permissions import permission_moves, sign_off_moves
from inwriting.diff.policy import check_moves, policy_moves
from inwriting.diff.verdicts import Causes, blocking, offering_moves, verdict_moves
from inwriting.register.check.run import Progress
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate, without_base
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
    found = parts(request, commit, progress) if request.root.is_dir() else None
    return (
        _of_parts(found, request.base, commit)
        if found
        else compare_whole(request, commit, progress)
    )


def _of_parts(found: Parts, name: str, commit: str) -> Difference:
    result = difference(found.base, found.head, found.checked, names=(name, commit))
    return dataclasses.replace(
        result,
        base=dataclasses.replace(result.base, vendors=found.base_vendors),
        head=dataclasses.replace(result.head, vendors=found.head_vendors),
    )


def compare_whole(request: Request, commit: str, progress: Progress | None = None) -> Difference:
    """Return what moved between *commit* and the folder, both evaluated as a whole.

    Raises UnusableInputError as `compare` does.
    """
    checked = evaluate(dataclasses.replace(request, base=commit), progress)
    head = without_base(checked)
    if head.register is None:
        empty = nothing_compared(request.base, ())
        base_side = dataclasses.replace(empty.base, commit=commit)
        return dataclasses.replace(empty, base=base_side, head=_side(HERE, "", checked))
    begun = bool(commit_source(request.root, commit, ("vendors", "policy")).contents)
    base = (
        evaluate_commit(request.root, commit, head.register.today, request.evidence)
        if begun
        else None
    )
    return difference(
        base,
        head,
        checked,
        names=(request.base, commit),
        edited=_edited(request.root, commit) if begun else (),
    )


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
    known = {*now_register.unusable, *(was_register.unusable if was_register else ())}
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
    register = evaluation.register
    return Side(
        name=name,
        commit=commit,
        vendors=len(register.vendors) if register else 0,
        unusable=tuple(register.unusable) if register else (),
        problems=evaluation.problems,
        crashed=tuple(dict.fromkeys(f.message for f in evaluation.findings if f.crashed)),
    )


def _edited(root: Path, commit: str) -> tuple[str, ...]:
    """Return the checks whose file in the register's folder is not what it was."""
    before, now = commit_source(root, commit, FOLDERS), FolderSource(root)
    names = {*before.files("checks"), *now.files("checks")}
    return tuple(
        name.removesuffix(".py").replace("_", "-")
        for name in sorted(names)
        if name.endswith(".py")
        and (old := before.read(f"checks/{name}")) is not None
        and (new := _read(now, f"checks/{name}")) is not None
        and old != new
    )


def _read(source: FolderSource, path: str) -> bytes | None:
    try:
        return source.read(path)
    except OSError:
        # A link is named among the problems of the evaluation.
        return None

"""From files to verdicts: the one way that every command goes."""

import functools
from collections.abc import Callable, Collection

from inwriting.register.check.run import NOT_RUN, Progress
from inwriting.register.decide.base import commit_state, unreadable
from inwriting.register.decide.context import EvaluationContext, RegisterFiles, context_of
from inwriting.register.decide.evaluator import StrayFindingError
from inwriting.register.decide.outcome import Evaluation, Found
from inwriting.register.decide.request import Request, day_of
from inwriting.register.decide.results import Results, RulesChangedError, results_of
from inwriting.register.decide.summary import general_outcomes
from inwriting.register.load.document_texts import open_locker
from inwriting.register.load.problem import Problem, UnusableInputError
from inwriting.register.load.register import load_register
from inwriting.register.load.source import FolderSource
from inwriting.register.load.text import decode

__all__ = [
    "Evaluation",
    "Request",
    "evaluate",
    "evaluation_of",
    "unusable_evaluation",
    "vendor_results",
]

_MOST_TRIES = 4
"""How often a register is evaluated anew whose policy or checks changed in between."""


def evaluate(request: Request, progress: Progress | None = None) -> Evaluation:
    """Load, model, check and decide, vendor by vendor.

    Raises UnusableInputError when there is nothing to speak of at all: no such folder, no such
    commit, no such evidence folder.
    """
    found = vendor_results(request, progress)
    return evaluation_of(*found) if found else unusable_evaluation(request)


def vendor_results(
    request: Request, progress: Progress | None = None, only: Collection[str] | None = None
) -> tuple[EvaluationContext, Results] | None:
    """Return the results of all vendors, or of *only* some, and what they were evaluated with.

    It is None where the policy cannot be used. Raises UnusableInputError as `evaluate` does.
    """
    root = str(request.root)
    if not request.root.is_dir():
        raise _unusable(root, "There is no such folder.", "Name a register's folder.")
    with_strays = False
    for _ in range(_MOST_TRIES):
        try:
            context = context_of(request, only, with_strays=with_strays)
            return (context, results_of(context, progress, only)) if context else None
        except StrayFindingError:
            # What it is about must be known before the vendor that it is about is evaluated.
            with_strays = True
        except RulesChangedError:
            continue
    raise _unusable(root, "Its policy or checks change while they are read.", "Run it again.")


def _unusable(file: str, message: str, fix: str) -> UnusableInputError:
    return UnusableInputError((Problem(file, 0, 0, message, fix),))


def evaluation_of(
    context: EvaluationContext, results: Results, only: Collection[str] | None = None
) -> Evaluation:
    """Return what came out in *context*, of which *only* some vendors are to be held in memory."""
    results_in_order = results.by_name.values()
    vendors = tuple(item.vendor for item in results_in_order if item.vendor)
    known = {vendor.id for vendor in vendors}
    found = general_outcomes(
        context.general.all,
        (item for result in results_in_order for item in result.exemption_effects),
    )
    not_compared = (
        Found(unreadable(problem)) for item in results_in_order for problem in item.not_compared
    )
    problems = sorted((*context.problems, *(p for r in results_in_order for p in r.problems)))
    return Evaluation(
        by=context.rules,
        names=tuple(results.by_name),
        vendors=vendors,
        general=tuple(
            item
            for item in (*found, *(not_compared if context.rules.base else ()))
            # What is found about a vendor is among its own findings.
            if item.finding.vendor not in known and item.finding.check != NOT_RUN
        ),
        not_run=tuple(f for f in context.general.first if f.check == NOT_RUN),
        found_of=results.found_of,
        problems=(*problems, *context.collected.problems),
        text_of=_text_of(context.files),
        fixed_clock=context.fixed_clock,
        compared_with=context.request.base,
        lazy_register=context.evaluator.register,
        only=None if only is None else frozenset(only),
    )


def unusable_evaluation(request: Request) -> Evaluation:
    """Return all that is wrong in a register whose policy cannot be used."""
    commit = commit_state(request.root, request.commit) if request.commit else None
    source = commit.tree.source() if commit else FolderSource(request.root)
    loaded = load_register(source, open_locker(request.evidence))
    return Evaluation(
        problems=loaded.problems,
        text_of=loaded.texts.get,
        fixed_clock=day_of(request, loaded.policy.data if loaded.policy else {})[1],
        compared_with=request.base,
    )


def _text_of(files: RegisterFiles) -> Callable[[str], str | None]:
    read = files.commit.read if files.commit else files.source.read

    @functools.lru_cache(maxsize=64)
    def text_of(path: str) -> str | None:
        try:
            content = read(path)
        except (OSError, ValueError):
            # There is no such file, or no file can be called so.
            return None
        return None if content is None else decode(path, content)[0]

    return text_of

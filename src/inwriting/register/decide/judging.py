"""A register judged vendor by vendor: as `evaluate` judges it, in little memory, on every core.

Nothing is decided in another way here: the same checks run on the same objects. What needs the
register as a whole, such as a check that looks at all vendors, is left to `evaluate`.
"""

import functools
from collections.abc import Callable

from inwriting.register.check.run import NOT_RUN, Progress, WholeRegisterNeededError
from inwriting.register.decide.base import unreadable
from inwriting.register.decide.bench import Bench, seated
from inwriting.register.decide.evaluate import Request, evaluate
from inwriting.register.decide.gathering import Gathered, gathered
from inwriting.register.decide.outcome import Found, Judged, Outcome
from inwriting.register.decide.summing_up import outcome_of
from inwriting.register.load.source import FolderSource
from inwriting.register.load.text import decode


def judge(request: Request, progress: Progress | None = None) -> Outcome:
    """Load, model, check and decide; return what came out.

    Raises UnusableInputError as `evaluate` does.
    """
    try:
        bench = seated(request)
        if bench is not None:
            return _summed_up(bench, gathered(bench, progress))
    except WholeRegisterNeededError:
        pass
    return outcome_of(evaluate(request, progress))


def _summed_up(bench: Bench, gathered: Gathered) -> Outcome:
    ordered = [gathered.judged[name] for name in bench.names]
    vendors = tuple(item.vendor for item in ordered if item.vendor)
    known = {vendor.id for vendor in vendors}
    not_compared = (problem for item in ordered for problem in item.not_compared)
    rules = bench.rules
    problems = sorted((*bench.problems, *(p for item in ordered for p in item.problems)))
    return Outcome(
        by=Judged(rules.policy, rules.questions, rules.frameworks, rules.today),
        checks=rules.checks,
        vendors=vendors,
        unusable=tuple(name for name in bench.names if name not in known),
        general=tuple(
            Found(finding)
            for finding in (*bench.general, *map(unreadable, not_compared))
            # What is among the problems already is in every report.
            if finding.vendor not in known and finding.check != NOT_RUN
        ),
        found_of=gathered.found_of,
        problems=(*problems, *bench.collected.problems),
        text_of=_text_of(bench.request),
        fixed_clock=bench.fixed_clock,
        compared_with=bench.request.base,
    )


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

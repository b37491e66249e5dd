"""What stands in the way besides the uses: input, files that were not read, an old baseline.

Every format shows the same list. Where a run is not clear and nothing in it says so, one matter
says it, so that no format can look clean when the run was not.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterator

from inwriting.exit_codes import ExitCode
from inwriting.gate.result import Effect, GateResult, Rule
from inwriting.gate.rules import BASELINE_ENTRY_GONE, FILE_NOT_UNDERSTOOD, RULES
from inwriting.gate.words import answer
from inwriting.output.result import (
    NOWHERE,
    FilePlace,
    Result,
    ResultRule,
    Severity,
    digest,
    problem_result,
)

UNUSABLE = "unusable-input"
NO_REGISTER = "register-not-usable"
NOT_CLEAR = "gate-not-clear"

OWN_RULES = (
    ResultRule(
        UNUSABLE,
        "A file that the gate needs cannot be used",
        "What it would have said is not known, and what is not known is not clear.",
        "Mend the file as the message says.",
    ),
    ResultRule(
        NO_REGISTER,
        "No register could be used",
        "Without a register that is signed, unaltered and new enough, nothing is allowed.",
        "Name a register as the message says, and run the gate again.",
    ),
    ResultRule(
        NOT_CLEAR,
        "The gate did not end clear",
        "A run that proved nothing must not look like one that found nothing.",
        "Read the text of the run.",
    ),
)
"""The rules of what only a report says; all others are the gate's own."""
_LOOK = (
    "Look whether this is the right folder, and everything is checked out and added to Git. A "
    "repository of texts alone needs no gate."
)


def matters(result: GateResult) -> tuple[Result, ...]:
    """Return everything besides the uses, what blocks first."""
    found = [*_problems(result), *_unread(result), *_suppressions(result)]
    # A use that is gone blocks where nothing else does: then it is why the run is not clear.
    explained = any(item.effect is Effect.BLOCKS for item in result.judged)
    explained = explained or any(_blocks(item) for item in found)
    outdated = result.exit_code is ExitCode.BLOCKED and not explained
    found += [
        _matter(
            BASELINE_ENTRY_GONE,
            FilePlace(result.baseline),
            words,
            RULES[BASELINE_ENTRY_GONE].fix,
            blocks=outdated,
        )
        for words in result.gone_from_baseline
    ]
    explained = explained or any(_blocks(item) for item in found)
    if result.exit_code is not ExitCode.CLEAR and not explained:
        fix = _LOOK if result.exit_code is ExitCode.NOTHING else "Read the text of the run."
        found.append(_matter(NOT_CLEAR, NOWHERE, answer(result), fix))
    return tuple(sorted(_told_apart(found), key=lambda item: -item.level))


def _problems(result: GateResult) -> Iterator[Result]:
    rule = NO_REGISTER if result.exit_code is ExitCode.UNEVALUATED else UNUSABLE
    unread = {(item.file, item.reason) for item in result.looked.unread}
    for problem in result.problems:
        if (problem.file, problem.message) not in unread:
            place = FilePlace(problem.file, problem.line, problem.column)
            yield _matter(rule, place, problem.message, problem.fix)


def _unread(result: GateResult) -> Iterator[Result]:
    for item in result.looked.unread:
        place = FilePlace(item.file, item.line)
        yield _matter(FILE_NOT_UNDERSTOOD, place, item.reason, item.fix, blocks=item.blocks)


def _suppressions(result: GateResult) -> Iterator[Result]:
    told = {item.suppression for item in result.judged if item.suppression}
    for item in result.suppressions:
        # What stops nothing is said beside the use that it is for.
        blocks = item.effect is Effect.BLOCKS
        if item.rule and (blocks or item not in told):
            about = f"The suppression of {item.tool} for {item.path}: {item.why_not}"
            place = FilePlace(item.file, item.line)
            yield _matter(item.rule, place, about, item.fix, blocks=blocks)


def rules(result: GateResult) -> tuple[ResultRule, ...]:
    """Return every rule that the run can name: the gate's, then those of this module."""
    known = {rule.id: rule for rule in OWN_RULES}
    known |= {rule.id: _rule(rule) for rule in (*RULES.values(), *result.rules)}
    for item in result.judged:
        # A use whose rule nobody described must not fall out of a format.
        known.setdefault(item.rule, ResultRule(item.rule, item.rule, item.message, item.fix))
    return tuple(known[name] for name in sorted(known))


def _rule(rule: Rule) -> ResultRule:
    return ResultRule(rule.id, rule.title, rule.why, rule.fix)


def _matter(rule: str, place: FilePlace, message: str, fix: str, *, blocks: bool = True) -> Result:
    return problem_result(
        rule, message, fix, place, level=Severity.ERROR if blocks else Severity.MINOR
    )


def _blocks(item: Result) -> bool:
    return item.level is Severity.ERROR


def _told_apart(found: list[Result]) -> list[Result]:
    """Return *found* with a fingerprint of its own for each, and nothing twice."""
    seen: Counter[str] = Counter()
    kept: list[Result] = []
    known: set[tuple[object, ...]] = set()
    for item in found:
        said = (item.rule, item.place, item.message, item.fix, item.level)
        if said in known:
            continue
        known.add(said)
        number = seen[item.fingerprint]
        seen[item.fingerprint] += 1
        again = digest(item.fingerprint, str(number)) if number else item.fingerprint
        kept.append(dataclasses.replace(item, fingerprint=again))
    return kept

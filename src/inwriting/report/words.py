"""Counts and results in words, the same in every format."""

from collections.abc import Iterable

from inwriting.check.finding import Effect, Finding
from inwriting.decide.evaluate import Evaluation
from inwriting.exit_codes import ExitCode
from inwriting.load.evidence import TextState
from inwriting.load.problem import Problem
from inwriting.model.register import Register
from inwriting.report.numbers import counted

_EFFECTS = {
    Effect.MERGE: ("blocks the merge", "block the merge"),
    Effect.REFUSE: ("refuses", "refuse"),
    Effect.PAUSE: ("pauses", "pause"),
    Effect.CONDITION: ("condition", "conditions"),
    Effect.WARNING: ("warning", "warnings"),
}


def effect_of(finding: Finding) -> Effect:
    """Return what *finding* does; one that nobody gave an effect blocks."""
    return Effect.MERGE if finding.effect is None else finding.effect


def effects(findings: Iterable[Finding]) -> str:
    """Return how many of *findings* do what, worst first; 'no findings' for none."""
    numbers = dict.fromkeys(_EFFECTS, 0)
    for finding in findings:
        numbers[effect_of(finding)] += 1
    parts = [counted(number, *_EFFECTS[effect]) for effect, number in numbers.items() if number]
    return ", ".join(parts) or "no findings"


def result(evaluation: Evaluation) -> str:
    """Return the exit code in words."""
    match evaluation.exit_code:
        case ExitCode.CLEAR:
            return "Clear: nothing blocks a merge."
        case ExitCode.BLOCKED:
            number = sum(finding.blocks_merge for finding in evaluation.findings)
            return f"Blocked: {counted(number, 'finding')} must be mended before a merge."
        case ExitCode.UNUSABLE:
            number = len(problems(evaluation))
            return f"Unusable input: {counted(number, 'mistake')}; what it touches was not judged."
        case ExitCode.NOTHING:
            return "Nothing to check: the register has no vendor."
        case ExitCode.FAILED:
            number = sum(finding.crashed for finding in evaluation.findings)
            failed = counted(number, "check run", "check runs")
            return f"Failed: {failed} crashed; what they would have found is not known."
        case ExitCode.UNEVALUATED:
            # The gate alone ends with it; whoever asks here must not read it as clear.
            return "Could not be judged."


def problems(evaluation: Evaluation) -> tuple[Problem, ...]:
    """Return everything for which the result is not a judgement, so that no format leaves it out.

    That is unusable input, a register that could not be built, and one without vendors.
    """
    if evaluation.problems:
        return evaluation.problems
    if evaluation.register is None:
        return (
            Problem(
                "policy",
                0,
                0,
                "The register could not be built.",
                "Mend policy/policy.yaml, policy/questions.yaml and policy/frameworks.yaml.",
            ),
        )
    if not evaluation.register.vendors:
        return (
            Problem(
                "vendors",
                0,
                0,
                "There is no vendor, so nothing was checked.",
                "Begin one with `inwriting new VENDOR`.",
            ),
        )
    return ()


def sizes(register: Register, checks: int) -> str:
    """Return how much was checked."""
    documents = [d for vendor in register.vendors for d in vendor.dossier.documents.values()]
    at_hand = sum(d.text.state is TextState.AT_HAND for d in documents)
    parts = [
        counted(len(register.vendors), "vendor"),
        counted(len(register.offerings), "offering"),
        counted(checks, "check"),
        counted(sum(len(v.dossier.statements) for v in register.vendors), "statement"),
        f"evidence texts at hand {at_hand} of {len(documents)}",
    ]
    return ", ".join(parts)


def firm(register: Register) -> str:
    """Return the firm's name, marked when it is fictional."""
    return register.policy.firm + (" (fictional)" if register.policy.fictional else "")


def day(evaluation: Evaluation, *, as_of: bool) -> str:
    """Return why the register was judged on its day; *as_of* tells that the day was asked for."""
    if as_of:
        return "the day asked for"
    return "the policy's fixed clock" if evaluation.fixed_clock else "today"

"""Counts and results in words, the same in every format."""

from collections.abc import Iterable

from inwriting.exit_codes import ExitCode
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.decide.outcome import Counts, Evaluation
from inwriting.register.load.problem import Problem
from inwriting.register.model.policy import Policy
from inwriting.wording import counted

_EFFECTS = {
    Effect.MERGE: ("blocks the merge", "block the merge"),
    Effect.REFUSE: ("says no", "say no"),
    Effect.PAUSE: ("says not yet", "say not yet"),
    Effect.CONDITION: ("condition", "conditions"),
    Effect.WARNING: ("warning", "warnings"),
}


def effect_of(finding: Finding) -> Effect:
    """Return what *finding* does; one that nobody gave an effect blocks."""
    return Effect.MERGE if finding.effect is None else finding.effect


def effects(findings: Iterable[Finding]) -> str:
    """Return how many of *findings* do what, worst first; 'no findings' for none."""
    numbers = [0] * len(Effect)
    for finding in findings:
        numbers[effect_of(finding)] += 1
    return counts_in_words(tuple(numbers))


def counts_in_words(numbers: Counts) -> str:
    """Return how many findings do what, worst first; 'no findings' for none."""
    parts = [counted(numbers[e], *words) for e, words in _EFFECTS.items() if numbers[e]]
    return ", ".join(parts) or "no findings"


def result(outcome: Evaluation) -> str:
    """Return the exit code in words."""
    match outcome.exit_code:
        case ExitCode.CLEAR:
            return "Clear: nothing blocks a merge."
        case ExitCode.BLOCKED:
            number = sum(1 for _ in outcome.blocking)
            return f"Blocked: {counted(number, 'finding')} must be fixed before a merge."
        case ExitCode.UNUSABLE:
            number = len(problems(outcome))
            return f"Unusable input: {counted(number, 'mistake')}; what it affects was not judged."
        case ExitCode.NOTHING:
            return "Nothing to check: the register has no vendor."
        case ExitCode.FAILED:
            failed = counted(outcome.crashed, "check run", "check runs")
            return f"Failed: {failed} crashed; what they would have found is not known."
        case ExitCode.UNEVALUATED:
            # The gate alone ends with it; whoever asks here must not read it as clear.
            return "Could not be judged."


def problems(outcome: Evaluation) -> tuple[Problem, ...]:
    """Return everything for which the result is not a judgement, so that no format leaves it out.

    That is unusable input, a register that could not be built, and one without vendors.
    """
    if outcome.problems:
        return outcome.problems
    if outcome.by is None:
        return (
            Problem(
                "policy",
                0,
                0,
                "The register could not be built.",
                "Fix policy/policy.yaml, policy/questions.yaml and policy/frameworks.yaml.",
            ),
        )
    if not outcome.vendors:
        return (
            Problem(
                "vendors",
                0,
                0,
                "There is no vendor, so nothing was checked.",
                "Add one with `inwriting new VENDOR`.",
            ),
        )
    return ()


def sizes(outcome: Evaluation) -> str:
    """Return how much was checked."""
    vendors = outcome.vendors
    documents = sum(vendor.documents for vendor in vendors)
    parts = [
        counted(len(vendors), "vendor"),
        counted(sum(len(vendor.offerings) for vendor in vendors), "offering"),
        counted(len(outcome.checks), "check"),
        counted(sum(vendor.statements for vendor in vendors), "statement"),
        f"evidence texts at hand {sum(v.at_hand for v in vendors):,} of {documents:,}",
    ]
    return ", ".join(parts)


def firm(policy: Policy) -> str:
    """Return the firm's name, marked when it is fictional."""
    return policy.firm + (" (fictional)" if policy.fictional else "")


def day(*, as_of: bool, fixed_clock: bool) -> str:
    """Return why the register was judged on its day: it was asked for, or the clock is fixed."""
    if as_of:
        return "the day asked for"
    return "the policy's fixed clock" if fixed_clock else "today"

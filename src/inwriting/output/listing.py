"""Every finding with all that a report says of it, worst first; the same list for every format."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from inwriting.output.places import Locator
from inwriting.output.result import FilePlace, ResultRule, Severity, digest
from inwriting.output.words import effect_of
from inwriting.register.check.api import Check
from inwriting.register.check.finding import Effect, Finding
from inwriting.register.check.run import CRASHED, NOT_RUN
from inwriting.register.decide.base import BASE_UNREADABLE
from inwriting.register.decide.outcome import Found, Outcome
from inwriting.register.model.frameworks import Requirement
from inwriting.register.model.use import Exemption

LEVELS = {
    Effect.MERGE: Severity.ERROR,
    Effect.REFUSE: Severity.MAJOR,
    Effect.PAUSE: Severity.MINOR,
    Effect.CONDITION: Severity.NOTE,
    Effect.WARNING: Severity.NOTE,
}
"""How grave a finding with an effect is in every format."""
UNUSABLE = "unusable-input"
"""The id under which formats of findings carry input that cannot be used."""

OWN_RULES = {
    CRASHED: ResultRule(
        CRASHED,
        "A check failed while it ran",
        "Nobody knows what it would have found, so nothing it looks at is clear.",
        "Mend the check, or restore it from Git.",
    ),
    NOT_RUN: ResultRule(
        NOT_RUN,
        "A check could not be run",
        "A check that is skipped looks like one that found nothing.",
        "Restore the check, or mend the list of checks in the policy.",
    ),
    BASE_UNREADABLE: ResultRule(
        BASE_UNREADABLE,
        "A file of the base branch cannot be read",
        "What cannot be compared may have moved without anybody seeing it.",
        "Compare the file with the last version that you trust.",
    ),
    UNUSABLE: ResultRule(
        UNUSABLE,
        "A file of the register cannot be used",
        "What it touches was not judged, and what was not judged is not clear.",
        "Mend the file as the message says.",
    ),
}


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """One finding, with all that a report says of it."""

    finding: Finding
    rule: ResultRule
    fingerprint: str
    """The same as long as the finding is, wherever in its file it moves."""
    accepted: tuple[Exemption, ...]
    """The exceptions in force that accept it."""
    suppressed: bool
    """Whether an exception accepts it for every data class that it touches."""


@dataclass(frozen=True, slots=True)
class SortedFindings:
    """Findings of a register, worst first."""

    entries: tuple[ListedFinding, ...]
    outcome: Outcome
    locator: Locator

    def line(self, entry: ListedFinding) -> FilePlace:
        """Return where the finding is to be mended, as editors know it."""
        return self.locator.line(entry.finding.at)

    def requirements(self, entry: ListedFinding) -> tuple[tuple[str, str, Requirement], ...]:
        """Return the requirements that the finding's question touches.

        Each with the name and the version of its framework.
        """
        by = self.outcome.by
        question = by.questions.get(entry.finding.question) if by else None
        if by is None or question is None:
            return ()
        known = by.frameworks.by_id
        return tuple(
            (known[name].name, known[name].version, known[name].requirements[number])
            for name, numbers in question.frameworks
            if name in known
            for number in numbers
            if number in known[name].requirements
        )


def listing(outcome: Outcome, found: Iterable[Found] | None = None) -> SortedFindings:
    """Return findings of *outcome*, worst first, then by vendor, offering, class, place.

    They are those *found*, or all of them.
    """
    by = outcome.by
    classes = {c.id: c.position for c in by.policy.classes} if by else {}
    questions = {name: i for i, name in enumerate(by.questions)} if by else {}

    def order(item: Found) -> tuple[object, ...]:
        finding = item.finding
        return (
            not finding.crashed,
            -effect_of(finding),
            finding.vendor,
            finding.offering,
            classes.get(finding.data_class, -1),
            questions.get(finding.question, len(questions)),
            finding.check,
            finding.at.file,
            _sortable(finding.at.path),
            finding.message,
        )

    rules = {check.id: rule_of(check) for check in outcome.checks} | OWN_RULES
    seen: Counter[str] = Counter()
    entries = []
    for item in sorted(outcome.found if found is None else found, key=order):
        finding = item.finding
        basis = finding.identity
        entries.append(
            ListedFinding(
                finding=finding,
                rule=rules[finding.check],
                fingerprint=digest(f"{basis}\0{seen[basis]}" if seen[basis] else basis),
                accepted=item.accepted,
                suppressed=item.suppressed,
            )
        )
        seen[basis] += 1
    return SortedFindings(tuple(entries), outcome, Locator(outcome.text_of))


def rule_of(check: Check) -> ResultRule:
    """Return what reports say of *check*."""
    page = f"checks/{check.id}.html"
    level = LEVELS[check.effect]
    return ResultRule(check.id, check.title, check.why, check.fix, level, check.group, page)


def _sortable(path: tuple[str | int, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in path)

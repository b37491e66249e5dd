"""Every finding with all that a report says of it, worst first; the same list for every format."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass

from inwriting.check.api import Check
from inwriting.check.finding import Finding
from inwriting.check.run import CRASHED, NOT_RUN
from inwriting.decide.evaluate import BASE_UNREADABLE, Evaluation
from inwriting.decide.verdict import Accepted
from inwriting.model.frameworks import Requirement
from inwriting.report.places import Line, Locator
from inwriting.report.words import effect_of


@dataclass(frozen=True, slots=True)
class Rule:
    """What stands behind a finding: a check, or the tool itself."""

    id: str
    title: str
    why: str
    fix: str
    group: str
    """Empty for the tool's own."""
    page: str
    """The check's page, relative to the published register; empty where there is none."""


UNUSABLE = "unusable-input"
"""The id under which formats of findings carry input that cannot be used."""

OWN_RULES = {
    CRASHED: Rule(
        CRASHED,
        "A check failed while it ran",
        "Nobody knows what it would have found, so nothing it looks at is clear.",
        "Mend the check, or restore it from Git.",
        "",
        "",
    ),
    NOT_RUN: Rule(
        NOT_RUN,
        "A check could not be run",
        "A check that is skipped looks like one that found nothing.",
        "Restore the check, or mend the list of checks in the policy.",
        "",
        "",
    ),
    BASE_UNREADABLE: Rule(
        BASE_UNREADABLE,
        "A file of the base branch cannot be read",
        "What cannot be compared may have moved without anybody seeing it.",
        "Compare the file with the last version that you trust.",
        "",
        "",
    ),
    UNUSABLE: Rule(
        UNUSABLE,
        "A file of the register cannot be used",
        "What it touches was not judged, and what was not judged is not clear.",
        "Mend the file as the message says.",
        "",
        "",
    ),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding, with all that a report says of it."""

    finding: Finding
    rule: Rule
    fingerprint: str
    """The same as long as the finding is, wherever in its file it moves."""
    accepted: tuple[Accepted, ...]
    """The exceptions in force that accept it."""
    suppressed: bool
    """Whether an exception accepts it for every data class that it touches."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The findings of an evaluation, worst first."""

    entries: tuple[Entry, ...]
    evaluation: Evaluation
    locator: Locator

    def line(self, entry: Entry) -> Line:
        """Return where the finding is to be mended, as editors know it."""
        return self.locator.line(entry.finding.at)

    def requirements(self, entry: Entry) -> tuple[tuple[str, str, Requirement], ...]:
        """Return the requirements that the finding's question touches.

        Each with the name and the version of its framework.
        """
        register = self.evaluation.register
        question = register.questions.get(entry.finding.question) if register else None
        if register is None or question is None:
            return ()
        known = register.frameworks.by_id
        return tuple(
            (known[name].name, known[name].version, known[name].requirements[number])
            for name, numbers in question.frameworks
            if name in known
            for number in numbers
            if number in known[name].requirements
        )


def listing(evaluation: Evaluation) -> Listing:
    """Return the findings of *evaluation*, worst first, then by vendor, offering, class, place."""
    register = evaluation.register
    classes = {c.id: c.position for c in register.policy.classes} if register else {}
    questions = {name: i for i, name in enumerate(register.questions)} if register else {}

    def order(finding: Finding) -> tuple[object, ...]:
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

    rules = {check.id: rule_of(check) for check in evaluation.checks} | OWN_RULES
    accepted, still_open = _acceptance(evaluation)
    seen: Counter[str] = Counter()
    entries = []
    said = {(problem.file, problem.message) for problem in evaluation.problems}
    for finding in sorted(evaluation.findings, key=order):
        if finding.check == NOT_RUN and (finding.at.file, finding.message) in said:
            # It is among the problems already, which every format carries.
            continue
        basis = finding.identity
        entries.append(
            Entry(
                finding=finding,
                rule=rules[finding.check],
                fingerprint=_digest(f"{basis}\0{seen[basis]}" if seen[basis] else basis),
                accepted=tuple(accepted.get(finding, ())),
                suppressed=finding in accepted and finding not in still_open,
            )
        )
        seen[basis] += 1
    return Listing(tuple(entries), evaluation, Locator(evaluation.texts))


def told(message: str, fix: str) -> str:
    """Return what is wrong and how to mend it, for formats with a single text."""
    return f"{message.rstrip('.')}. Fix: {fix}"


def rule_of(check: Check) -> Rule:
    """Return what reports say of *check*."""
    return Rule(check.id, check.title, check.why, check.fix, check.group, f"checks/{check.id}.html")


def _acceptance(evaluation: Evaluation) -> tuple[dict[Finding, list[Accepted]], set[Finding]]:
    """Return what each finding is accepted by, and the findings that pause or refuse somewhere."""
    accepted: dict[Finding, list[Accepted]] = {}
    still_open: set[Finding] = set()
    if evaluation.verdicts:
        for decision in evaluation.verdicts.decisions.values():
            still_open.update(decision.reasons)
            for item in decision.accepted:
                known = accepted.setdefault(item.finding, [])
                if item not in known:
                    known.append(item)
    return accepted, still_open


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def problem_fingerprint(file: str, message: str) -> str:
    """Return the fingerprint of an unusable input, the same wherever in its file it moves."""
    return _digest("\0".join((UNUSABLE, file, re.sub(r"[0-9]+", "0", message))))


def _sortable(path: tuple[str | int, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in path)

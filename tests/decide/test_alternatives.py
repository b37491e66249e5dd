"""What else to use: the same as when every offering is looked at for every question."""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from inwriting.register.decide.alike import Deciding, alike
from inwriting.register.decide.asking import MOST_OTHERS, Alternatives, Asked, decided, yes
from inwriting.register.decide.evaluate import Evaluation, Request, evaluate
from inwriting.register.decide.verdict import Decision, Verdict, Verdicts
from inwriting.register.model.register import Offering, Register
from tests.checks.cases import ROOT

Row = tuple[bool, Verdict, bool, str]


@pytest.fixture(scope="module")
def whole() -> Evaluation:
    """This repository's own register."""
    return evaluate(Request(ROOT))


@pytest.fixture(scope="module")
def register(whole: Evaluation) -> Register:
    """It without what was found."""
    assert whole.register
    return whole.register


@pytest.fixture(scope="module")
def verdicts(whole: Evaluation) -> Verdicts:
    """What was decided on it."""
    assert whole.verdicts
    return whole.verdicts


def asked(register: Register) -> Iterator[tuple[str, str, str, str]]:
    """Yield class, team, client and region of the questions: one of each and nobody."""
    policy = register.policy
    yield from itertools.product(
        (item.id for item in policy.classes),
        ("", *list(policy.teams)[:2]),
        ("", *list(policy.clients)[-1:]),
        ("", *list(policy.regions)[-1:]),
    )


def looked_at(
    register: Register, deciding: Deciding, question: Asked, offering: Offering, own: Decision
) -> list[Row]:
    """Return what else to use, found by looking at every offering of the register."""
    fallback = offering.use.fallback if offering.use else None
    named = fallback.offerings if fallback else ()
    found = []
    for item in register.offerings:
        verdict = decided(deciding.narrowed, item.reference, question).verdict
        better = item.kind == offering.kind and verdict < own.verdict
        if item.reference != offering.reference and (item.reference in named or better):
            used = item.use is None
            found.append((item.reference not in named, verdict, used, item.reference))
    return [] if yes(own) else sorted(found)[:MOST_OTHERS]


def test_they_are_the_best_of_all_offerings(register: Register, verdicts: Verdicts) -> None:
    deciding = Deciding(register, verdicts)
    alternatives = Alternatives(register, deciding.narrowed)
    seen = 0
    for offering, who in itertools.product(register.offerings, asked(register)):
        question = Asked(offering.reference, *who)
        own = decided(deciding.narrowed, offering.reference, question)
        found = [
            (not item.named, item.verdict, item.offering.use is None, item.offering.reference)
            for item in alternatives.others(question, offering, own)
        ]
        assert found == looked_at(register, deciding, question, offering, own), question
        seen += bool(found)
    assert seen > 20


def test_however_many_offerings_ask_each_is_decided_once_for_a_question(
    register: Register, verdicts: Verdicts
) -> None:
    deciding = Deciding(register, verdicts)
    count: Counter[tuple[Any, ...]] = Counter()

    def narrowed(offering: str, data_class: str, **who: str) -> Decision:
        count[offering, data_class, *who.values()] += 1
        return deciding.narrowed(offering, data_class, **who)

    alternatives = Alternatives(register, narrowed)
    named = 0
    for offering, data_class in itertools.product(register.offerings, register.policy.classes):
        question = Asked(offering.reference, data_class.id)
        own = deciding.narrowed(offering.reference, data_class.id)
        alternatives.others(question, offering, own)
        named += len(alternatives.named(offering)) * (not yes(own))
    assert sum(count.values()) <= len(register.offerings) * len(register.policy.classes) + named


def test_who_is_alike_to_several_offerings_is_alike_to_their_findings_at_once(
    register: Register, verdicts: Verdicts
) -> None:
    deciding = Deciding(register, verdicts)
    for group in _sevens(register):
        names = [item.reference for item in group]
        findings = {id(f): f for name in names for f in deciding.findings(name)}
        assert deciding.alike(names) == alike(register.policy, findings.values())


def _sevens(register: Register) -> Iterator[tuple[Offering, ...]]:
    for first in range(0, len(register.offerings), 5):
        yield register.offerings[first : first + 7]

"""What must hold of every verdict, whatever the findings are."""

import dataclasses
import datetime
import itertools
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inwriting.register.check.finding import Effect, Finding
from inwriting.register.decide.verdict import Verdict, Verdicts, decide
from inwriting.register.load.document_texts import open_locker
from inwriting.register.load.register import load_register
from inwriting.register.load.source import FolderSource
from inwriting.register.model.basics import Person
from inwriting.register.model.place import Place
from inwriting.register.model.register import Register, build_register
from inwriting.register.model.use import Exemption
from tests.checks.cases import evaluate_case

CHECKS = ("one", "one", "two")
TODAY = datetime.date(2026, 11, 24)
SCOPES: tuple[tuple[str, str, str], ...] = (
    ("", "advice", "sales"),
    ("", "shy-bank", "other"),
    ("", "eu", "us"),
)
APPROVER = Person("rosa@test.example", "Rosa Right")
OWNER = Person("ida@test.example", "Ida Imp")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Return the cases' register, whose one vendor with a use has no exceptions."""
    root = tmp_path_factory.mktemp("decide")
    evaluate_case({}, root)
    loaded = load_register(FolderSource(root / "register"), open_locker(()))
    built, problems = build_register(loaded, TODAY)
    assert problems == ()
    assert built is not None
    return built


def names(one: str, other: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Return none, one or both of two names, most often none."""
    return st.sampled_from((*[()] * 10, (one,), (one, other)))


def findings(*, scoped: bool = True) -> st.SearchStrategy[Finding]:
    """Return any finding on the register or a part of it."""
    nothing = st.just(())
    return st.builds(
        Finding,
        message=st.just("Something."),
        at=st.just(Place("vendors/acme/dossier.yaml")),
        question=st.sampled_from(("", "retention", "regions")),
        data_class=st.sampled_from(("", "public", "internal", "confidential")),
        effect=st.sampled_from((None, *Effect, Effect.PAUSE, Effect.REFUSE)),
        teams=names(*SCOPES[0][1:]) if scoped else nothing,
        clients=names(*SCOPES[1][1:]) if scoped else nothing,
        regions=names(*SCOPES[2][1:]) if scoped else nothing,
        check=st.sampled_from(CHECKS),
        vendor=st.sampled_from(("acme", "acme", "", "modelhouse")),
    ).flatmap(
        lambda found: st.sampled_from(("", *_OFFERINGS.get(found.vendor, ()))).map(
            lambda offering: msgspec.structs.replace(found, offering=offering)
        )
    )


_OFFERINGS = {"acme": ("acme/desk",), "modelhouse": ("modelhouse/api",)}


def exemptions() -> st.SearchStrategy[Exemption]:
    """Return any exception for the offering in use, properly allowed or not."""

    def days(*numbers: int) -> st.SearchStrategy[datetime.date]:
        return st.sampled_from([TODAY + datetime.timedelta(days=number) for number in numbers])

    return st.builds(
        Exemption,
        id=st.just("any"),
        check=st.sampled_from(CHECKS),
        offering=st.just("desk"),
        question=st.sampled_from(("", "", "retention")),
        data_class=st.sampled_from(("confidential", "internal", "public", "unknown")),
        owner=st.sampled_from((*[OWNER] * 4, APPROVER)),
        approved_by=st.just(APPROVER),
        reason=st.just("Until it is mended."),
        granted=days(-20, -1, 0, 1),
        expires=days(30, 1, 0, -1, 200),
        place=st.just(Place("vendors/acme/use.yaml")),
    )


def excepting(register: Register, items: tuple[Exemption, ...]) -> Register:
    """Return *register* with these exceptions in the use of its one vendor that has a use."""
    vendors = tuple(
        dataclasses.replace(vendor, use=dataclasses.replace(vendor.use, exemptions=items))
        if vendor.use
        else vendor
        for vendor in register.vendors
    )
    return dataclasses.replace(register, vendors=vendors)


def all_verdicts(verdicts: Verdicts) -> dict[tuple[str, ...], Verdict]:
    """Return every verdict, for everybody and narrowed in every way."""
    found: dict[tuple[str, ...], Verdict] = {}
    for (offering, data_class), decision in verdicts.decisions.items():
        found[offering, data_class] = decision.verdict
        for team, client, region in itertools.product(*SCOPES):
            narrowed = verdicts.narrowed(
                offering, data_class, team=team, client=client, region=region
            )
            found[offering, data_class, team, client, region] = narrowed.verdict
    return found


FINDINGS = st.lists(findings(), max_size=5).map(tuple)
EXEMPTIONS = st.lists(exemptions(), max_size=3).map(tuple)


def many(max_examples: int = 60) -> settings:
    """Return how often a property is tried."""
    # Speed differs too much between machines for a deadline.
    return settings(max_examples=max_examples, deadline=None)


@many()
@given(found=FINDINGS, more=findings(), exceptions=EXEMPTIONS)
def test_a_further_finding_makes_no_verdict_better(
    register: Register,
    found: tuple[Finding, ...],
    more: Finding,
    exceptions: tuple[Exemption, ...],
) -> None:
    """Nothing is cleared by finding more."""
    given_ = excepting(register, exceptions)
    before, after = (all_verdicts(decide(given_, f)) for f in (found, (*found, more)))
    assert [key for key in before if after[key] < before[key]] == []


@many()
@given(found=FINDINGS, exceptions=EXEMPTIONS)
def test_what_breaks_the_register_pauses_or_refuses_whatever_is_excepted(
    register: Register, found: tuple[Finding, ...], exceptions: tuple[Exemption, ...]
) -> None:
    """A finding that blocks the merge, or that has no effect, pauses all that it touches."""
    verdicts = decide(excepting(register, exceptions), found)
    classes = {item.id: item.position for item in register.policy.classes}
    for item in found:
        if item.effect not in {None, Effect.MERGE}:
            continue
        for offering, data_class in verdicts.decisions:
            if not item.touches(offering.partition("/")[0], offering):
                continue
            if item.data_class and classes[data_class] < classes[item.data_class]:
                continue
            decision = verdicts.narrowed(
                offering,
                data_class,
                team="".join(item.teams[:1]),
                client="".join(item.clients[:1]),
                region="".join(item.regions[:1]),
            )
            assert decision.verdict >= Verdict.PAUSED
            assert item in decision.reasons


@many(max_examples=300)
@given(found=FINDINGS, exceptions=EXEMPTIONS)
def test_an_exception_leaves_a_condition_at_best(
    register: Register, found: tuple[Finding, ...], exceptions: tuple[Exemption, ...]
) -> None:
    """An exception accepts only what pauses or refuses, and never makes it simply allowed."""
    without = decide(register, found)
    verdicts = decide(excepting(register, exceptions), found)
    for key, decision in verdicts.decisions.items():
        for item in decision.accepted:
            assert item.finding.effect in {Effect.PAUSE, Effect.REFUSE}
            assert item.exemption.in_force(TODAY, register.policy)
            reached = register.policy.up_to(item.exemption.data_class)
            assert decision.data_class in {data_class.id for data_class in reached}
        changed = decision.verdict is not without.of(*key).verdict
        assert not changed or (decision.accepted and decision.verdict >= Verdict.CONDITIONAL)


@many(max_examples=300)
@given(found=FINDINGS, exceptions=EXEMPTIONS)
def test_an_exception_that_is_not_properly_allowed_changes_nothing(
    register: Register, found: tuple[Finding, ...], exceptions: tuple[Exemption, ...]
) -> None:
    """Own exceptions, and those that are over, too long or not begun, count for nothing."""
    void = tuple(e for e in exceptions if not e.in_force(TODAY, register.policy))
    assert decide(excepting(register, void), found).decisions == decide(register, found).decisions


@many()
@given(
    found=st.lists(findings(scoped=False), max_size=5).map(tuple),
    exceptions=EXEMPTIONS,
)
def test_a_higher_class_is_never_better_than_a_lower_one(
    register: Register, found: tuple[Finding, ...], exceptions: tuple[Exemption, ...]
) -> None:
    """What keeps data out keeps out all that is more sensitive."""
    verdicts = decide(excepting(register, exceptions), found)
    for offering in register.offerings:
        row = [verdicts.of(offering.reference, c.id).verdict for c in register.policy.classes]
        assert row == sorted(row)


@many()
@given(found=FINDINGS, exceptions=EXEMPTIONS)
def test_narrowing_makes_no_verdict_better(
    register: Register, found: tuple[Finding, ...], exceptions: tuple[Exemption, ...]
) -> None:
    """To name a team, a client or a region brings conditions and refusals, and removes none."""
    verdicts = decide(excepting(register, exceptions), found)
    for key, verdict in all_verdicts(verdicts).items():
        offering, data_class, *narrowing = key
        if narrowing:
            assert verdict >= verdicts.of(offering, data_class).verdict
            # Nor does naming one thing more, once another is named.
            for index in range(3):
                fewer = [*narrowing[:index], "", *narrowing[index + 1 :]]
                team, client, region = fewer
                wider = verdicts.narrowed(
                    offering, data_class, team=team, client=client, region=region
                )
                assert verdict >= wider.verdict


@many(max_examples=300)
@given(found=FINDINGS, exceptions=EXEMPTIONS)
def test_every_verdict_explains_itself(
    register: Register, found: tuple[Finding, ...], exceptions: tuple[Exemption, ...]
) -> None:
    """No verdict without the findings that lead to it, and none that is better than they are."""
    for decision in decide(excepting(register, exceptions), found).decisions.values():
        assert (decision.verdict >= Verdict.PAUSED) is bool(decision.reasons)
        if decision.verdict is Verdict.CONDITIONAL:
            assert decision.conditions or decision.accepted
        if decision.verdict is Verdict.ALLOWED:
            assert (decision.reasons, decision.conditions, decision.accepted) == ((), (), ())


@many()
@given(found=FINDINGS, order=st.randoms(use_true_random=False))
def test_the_order_of_the_findings_does_not_matter(
    register: Register, found: tuple[Finding, ...], order: random.Random
) -> None:
    """The same findings in another order lead to the same verdicts."""
    shuffled = list(found)
    order.shuffle(shuffled)
    assert all_verdicts(decide(register, shuffled)) == all_verdicts(decide(register, found))

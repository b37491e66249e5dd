"""Which verdicts moved from one state of a register to another, and why."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from inwriting.register.check.finding import Finding
from inwriting.register.decide.verdict import Decision, Verdict, Verdicts, leads_to

_WORDS = frozenset(verdict.word for verdict in Verdict)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, and the messages of the findings that lead to it."""

    verdict: str
    """Its word."""
    led: tuple[str, ...]
    """Each message once, what explains the verdict first; none where there is nothing to say."""

    def __post_init__(self) -> None:
        """Refuse what is no verdict, wherever it was read from."""
        if self.verdict and self.verdict not in _WORDS:
            raise ValueError(self.verdict)


NONE = Ruling("", ())
"""The ruling on what is not there."""


@dataclass(frozen=True, slots=True)
class OfferingVerdicts:
    """What was decided on one offering."""

    vendor: str
    offering: str
    """Its reference."""
    name: str
    rulings: dict[str, Ruling]
    """By data class, the lowest first."""

    def __post_init__(self) -> None:
        """Refuse an offering of another vendor, wherever it was read from."""
        if self.offering.partition("/")[0] != self.vendor:
            raise ValueError(self.offering)


State = dict[str, OfferingVerdicts]
"""What was decided on every offering, by its reference."""


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """One verdict that is not what it was."""

    vendor: str
    offering: str
    """Its reference."""
    name: str
    """The offering's name now, or the last that it had."""
    data_class: str
    was: str
    """The verdict's word; empty when offering or data class were not there."""
    now: str
    """The verdict's word; empty when offering or data class are no longer there."""
    why: tuple[str, ...]
    """Messages of findings that lead to the verdict now and did not before."""
    no_longer: tuple[str, ...]
    """Messages of findings that led to the verdict before and do not now."""


def state_of(verdicts: Verdicts) -> State:
    """Return what *verdicts* say for everybody."""
    register = verdicts.register
    return {
        offering.reference: OfferingVerdicts(
            offering.vendor,
            offering.reference,
            offering.name,
            {
                item.id: _ruling(verdicts.of(offering.reference, item.id))
                for item in register.policy.classes
            },
        )
        for offering in register.offerings
    }


def verdict_changes(
    before: State, after: State, unknown: Collection[str] = ()
) -> tuple[VerdictChange, ...]:
    """Return every verdict that differs between *before* and *after*, by offering and data class.

    Of the vendors in *unknown* nothing is said: who could not be judged has not gone.
    """
    return tuple(
        move
        for reference in sorted({*before, *after})
        for move in _of(before.get(reference), after.get(reference))
        if move.vendor not in unknown
    )


def _of(before: OfferingVerdicts | None, after: OfferingVerdicts | None) -> Iterator[VerdictChange]:
    known = after or before
    assert known is not None  # noqa: S101 - the offering is in one of the two
    old = before.rulings if before else {}
    new = after.rulings if after else {}
    for name in [*new, *(name for name in old if name not in new)]:
        was, now = old.get(name, NONE), new.get(name, NONE)
        if was.verdict != now.verdict:
            yield VerdictChange(
                known.vendor,
                known.offering,
                known.name,
                name,
                was.verdict,
                now.verdict,
                tuple(m for m in now.led if m not in was.led),
                tuple(m for m in was.led if m not in now.led) if now.verdict else (),
            )


def _ruling(decision: Decision) -> Ruling:
    return Ruling(decision.verdict.word, tuple(dict.fromkeys(_messages(decision))))


def _messages(decision: Decision) -> Iterator[str]:
    # What explains the verdict comes first; a reason to pause says less of what is refused.
    found: Iterable[Finding] = sorted(
        decision.reasons, key=lambda finding: leads_to(finding) is not decision.verdict
    )
    if decision.verdict is Verdict.CONDITIONAL:
        found = (*decision.conditions, *(item.finding for item in decision.accepted))
    for finding in found:
        yield finding.message

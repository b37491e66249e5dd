"""Decisions and the findings behind them, as register.json holds them."""

from typing import Annotated

from inwriting.publish.published.shared import (
    Day,
    EffectWord,
    FindingNumber,
    Id,
    IdOrNone,
    Published,
    Text,
    VerdictWord,
    one_of,
)


class PublishedAcceptance(Published, frozen=True):
    """A finding that the firm accepts until a day."""

    finding: FindingNumber
    exception: Id
    owner: Text
    reason: Text
    expires: Day


class PublishedDecision(Published, frozen=True):
    """The verdict for one data class, with everything that led to it."""

    verdict: VerdictWord
    reasons: tuple[FindingNumber, ...]
    """The findings that pause or refuse, worst first."""
    conditions: tuple[FindingNumber, ...]
    """The findings that say what must be kept."""
    accepted: tuple[PublishedAcceptance, ...]
    """Findings that an exception turns into a condition for a while."""
    warnings: tuple[FindingNumber, ...]
    """Findings that say something and change nothing."""


class NarrowedDecision(Published, frozen=True):
    """The decision for one team, client and region, each empty when it does not matter."""

    team: IdOrNone
    client: IdOrNone
    region: IdOrNone
    data_class: Id
    verdict: VerdictWord
    reasons: tuple[FindingNumber, ...]
    """The findings that pause or refuse, worst first."""
    conditions: tuple[FindingNumber, ...]
    """The findings that say what must be kept."""
    accepted: tuple[PublishedAcceptance, ...]
    """Findings that an exception turns into a condition for a while."""
    warnings: tuple[FindingNumber, ...]
    """Findings that say something and change nothing."""


class PublishedFinding(Published, frozen=True):
    """One thing that a check found."""

    check: Id
    """The check that found it."""
    effect: EffectWord
    blocks: Annotated[str, one_of("nothing", "data", "merge")]
    """nothing; data: this data class and all above it; merge: the change to the register, and the
    data meanwhile."""
    message: Text
    """What is wrong."""
    fix: Text
    """What to do."""
    question: IdOrNone
    """The question that it is about, if it is about one."""
    data_class: IdOrNone
    """The lowest data class that it touches; empty for all."""
    risks: tuple[Id, ...]
    """What it endangers."""
    clauses: tuple[Text, ...]
    """The documents and clauses behind it."""
    teams: tuple[Id, ...]
    """The teams for whom alone it holds; empty for everybody."""
    clients: tuple[Id, ...]
    """The clients for whose data alone it holds; empty for everybody's."""
    regions: tuple[Id, ...]
    """The regions in which alone it holds; empty for all."""

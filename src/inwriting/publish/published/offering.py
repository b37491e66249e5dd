"""An offering and what is answered on it, as register.json holds them."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from inwriting.publish.published.chain import PublishedChain
from inwriting.publish.published.decisions import (
    NarrowedDecision,
    PublishedDecision,
    PublishedFinding,
)
from inwriting.publish.published.shared import (
    AT_LEAST_ONE,
    Basis,
    Count,
    Id,
    Published,
    PublishedCell,
    Reference,
    StandingWord,
    StatementId,
    Text,
)


class PublishedVoice(Published, frozen=True):
    """The answer in one circumstance, and the statements behind it."""

    circumstance: Text
    """For whom and when it holds; empty for the ordinary case."""
    value: Id
    """The answer there; silent when nobody speaks."""
    deciding: tuple[StatementId, ...]
    """The statements of the strongest authority, the worst for the customer first."""
    weaker: tuple[StatementId, ...]
    """The other statements, strongest first."""


class PublishedOutcome(Published, frozen=True):
    """The answer of one or several cells that come out the same."""

    cells: Annotated[tuple[PublishedCell, ...], AT_LEAST_ONE]
    """The cells that this is the answer of."""
    value: Id
    """The answer: that of the worst circumstance."""
    standing: StandingWord
    meaning: Text
    """The answer in a sentence."""
    circumstance: Text
    """The circumstance that decides; empty for the ordinary case."""
    statement: Annotated[str, Meta(pattern=r"^([a-z][a-z0-9]*(-[a-z0-9]+)*/[0-9]+)?$(?!\n)")]
    """The statement that decides; empty where nobody speaks."""
    voices: Annotated[tuple[PublishedVoice, ...], AT_LEAST_ONE]
    """The answer in every circumstance, the worst first."""


class PublishedAnswer(Published, frozen=True):
    """The answers of one offering to one question."""

    question: Id
    outcomes: Annotated[tuple[PublishedOutcome, ...], AT_LEAST_ONE]
    """Every cell is in exactly one of them."""


class PublishedTeamUse(Published, frozen=True):
    """One team's permission."""

    team: Id
    data_allowed: Id
    conditions: tuple[Text, ...]
    """What this team must do each time."""


class PublishedRedaction(Published, frozen=True):
    """When data must be redacted before it goes in; null for never."""

    required_from: Id
    how: Text


class PublishedReview(Published, frozen=True):
    """One sensitive use and its steps."""

    use: Id
    steps: Text


class PublishedMonitoring(Published, frozen=True):
    """How logs and exceptions are watched; null when they are not."""

    what: Text
    by: Text
    """Who looks."""
    every_days: Count
    """How often."""


class PublishedUse(Published, frozen=True):
    """The firm's own controls; null when the firm does not use the offering."""

    purpose: Text
    """What the firm uses it for."""
    data_allowed: Id
    """The highest data class that the firm wants to put in. The verdict says whether it may."""
    teams: tuple[PublishedTeamUse, ...]
    """The teams that may use it."""
    redaction: PublishedRedaction | None
    """When data must be redacted before it goes in; null for never."""
    sensitive_uses: tuple[Id, ...]
    """The sensitive uses that it is put to."""
    review: tuple[PublishedReview, ...]
    """What a person does before the result of a sensitive use counts."""
    monitoring: PublishedMonitoring | None
    """How logs and exceptions are watched; null when they are not."""
    clients_excluded: tuple[Id, ...]
    """Clients whose data may not go in."""
    regions: tuple[Id, ...]
    """The regions from which it may be used; empty for all."""


class PublishedAlternatives(Published, frozen=True):
    """What to do when data may not go in."""

    offerings: tuple[Reference, ...]
    """Offerings to use instead."""
    instead: Text
    """What to do instead."""


class PublishedOffering(Published, frozen=True):
    """A product in a tier on a surface: what is approved, or not."""

    id: Id
    reference: Reference
    page: Annotated[str, Meta(max_length=160)]
    """The path of its page, from the folder that the register's pages are in."""
    name: Text
    """The name under which staff know it."""
    kind: Id
    """What it is for."""
    tiers: tuple[Id, ...]
    """free, standard or enterprise."""
    surfaces: tuple[Id, ...]
    """api, workspace, consumer or developer-tool."""
    markets: tuple[Id, ...]
    """The regions of customers whose terms were read; empty for everywhere."""
    model_providers_behind: bool
    """Whether models of other makers work behind it."""
    fictional: bool
    """Whether the vendor does not exist and stands here as an example."""
    basis: Basis
    note: Text
    """What a reader must know."""
    use: PublishedUse | None
    alternatives: PublishedAlternatives
    """What to do when data may not go in."""
    verdicts: Mapping[Id, PublishedDecision]
    """The decision for everybody, by data class."""
    narrowed: tuple[NarrowedDecision, ...]
    """The decisions that differ from it. With several of team, client and region, the worst of all
    entries that name nothing else holds."""
    chain: PublishedChain
    findings: tuple[PublishedFinding, ...]
    """Every finding that the decisions name by number."""
    answers: tuple[PublishedAnswer, ...]
    """What the statements add up to, by question."""

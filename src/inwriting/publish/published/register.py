"""The whole of register.json."""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta

from inwriting.publish.published.policy import (
    PublishedAuthority,
    PublishedClient,
    PublishedDataClass,
    PublishedFirm,
    PublishedFunction,
    PublishedGate,
    PublishedLimits,
    PublishedRegion,
    PublishedSensitiveUse,
    PublishedTeam,
)
from inwriting.publish.published.questions import (
    PublishedCheck,
    PublishedFrameworks,
    PublishedQuestion,
)
from inwriting.publish.published.shared import (
    Count,
    Day,
    Id,
    Published,
    PublishedPerson,
    Text,
    one_of,
)
from inwriting.publish.published.vendor import PublishedVendor


class PublishingTool(Published, frozen=True):
    """What wrote this."""

    name: Literal["inwriting"]
    """Always inwriting."""
    version: Annotated[str, Meta(max_length=40)]
    """Its version."""


class PublishedResult(Published, frozen=True):
    """The result of the checks.

    With another name than clear or blocked, something was not judged.
    """

    exit_code: Annotated[int, Meta(ge=0, le=4, extra_json_schema={"enum": [0, 1, 2, 3, 4]})]
    """0 clear, 1 blocked, 2 unusable input, 3 nothing to check, 4 the tool or a check failed."""
    name: Annotated[str, one_of("clear", "blocked", "unusable", "nothing", "failed")]
    """The exit code's name."""


class VerdictCounts(Published, frozen=True):
    """How many offerings have which verdict."""

    allowed: Count
    """How many are allowed."""
    conditional: Count
    """How many are conditional."""
    paused: Count
    """How many are paused."""
    refused: Count
    """How many are refused."""


class PublishedCounts(Published, frozen=True):
    """How much there is."""

    vendors: Count
    """How many vendors."""
    offerings: Count
    """How many offerings."""
    documents: Count
    """How many documents."""
    statements: Count
    """How many statements."""
    questions: Count
    """How many questions."""
    checks: Count
    """How many checks."""
    findings: Count
    """How many findings."""
    verdicts: Mapping[Id, VerdictCounts]
    """How many offerings have which verdict, by data class."""


class Attribution(Published, frozen=True):
    """Where the facts about real vendors come from; null when none come from an archive."""

    text: Text
    source: Annotated[str, Meta(max_length=200)]
    """The archive."""
    licence: Annotated[str, Meta(max_length=200)]
    """Its licence."""
    caution: Text
    """What this is not."""


class PublishedDeadline(Published, frozen=True):
    """One day."""

    on: Day
    past: bool
    """Whether it lies before the day of judgement."""
    kind: Annotated[str, one_of("review", "document-ends", "document-begins", "exception-expires")]
    """review: a document is too old after it. document-ends, document-begins: the document's own
    term. exception-expires: its last day."""
    vendor: Id
    offering: Annotated[str, Meta(max_length=129)]
    """vendor/offering; empty when it concerns the whole vendor."""
    what: Id
    """The document or the exception."""
    name: Text
    """The document's title or the exception's reason."""
    owner: PublishedPerson


class PublishedRegister(Published, frozen=True):
    """What `inwriting publish` writes as register.json: every vendor and offering, and why.

    Each has its verdicts and what led to them. Lists keep the register's own order.
    """

    format: Literal[1]
    """The version of this format. Always 1 today; it rises when a reader of an older one would go
    wrong."""
    tool: PublishingTool
    """What wrote this."""
    commit: Annotated[str, Meta(pattern=r"^([0-9a-f]{7,64})?$(?!\n)")]
    """The commit of the register that this was made from; empty when that is not known."""
    judged_on: Day
    """The day on which everything was judged."""
    fixed_clock: bool
    """Whether that day is the policy's fixed one, as an example register has."""
    result: PublishedResult
    """The result of the checks. With another name than clear or blocked, something was not
    judged."""
    unusable_vendors: tuple[Text, ...]
    """Vendors whose files cannot be used. They are not judged, so nothing of them is allowed."""
    counts: PublishedCounts
    """How much there is."""
    attribution: Attribution | None
    """Where the facts about real vendors come from; null when none come from an archive."""
    firm: PublishedFirm
    """Whose register this is."""
    data_classes: tuple[PublishedDataClass, ...]
    """From the least to the most sensitive."""
    authority: tuple[PublishedAuthority, ...]
    """The levels of documents, the strongest first."""
    functions: tuple[PublishedFunction, ...]
    """Who signs."""
    teams: tuple[PublishedTeam, ...]
    """The firm's teams."""
    clients: tuple[PublishedClient, ...]
    """Clients whose own terms forbid some uses. The terms are not here."""
    regions: tuple[PublishedRegion, ...]
    """The regions that the register speaks of."""
    sensitive_uses: tuple[PublishedSensitiveUse, ...]
    """Uses whose result a person must review."""
    limits: PublishedLimits
    """The policy's numbers, in days."""
    questions: tuple[PublishedQuestion, ...]
    """What the register asks."""
    frameworks: PublishedFrameworks
    """Which requirement of which framework asks what, in the register's own words."""
    checks: tuple[PublishedCheck, ...]
    """The checks that ran."""
    vendors: tuple[PublishedVendor, ...]
    """The vendors that were judged."""
    deadlines: tuple[PublishedDeadline, ...]
    """The days on which something runs out, the earliest first."""
    site: Annotated[str, Meta(max_length=2000)]
    """The address of the folder that the register's pages are in; empty when that is not known."""
    gate: PublishedGate
    """What other repositories are held to when they run `inwriting gate`."""

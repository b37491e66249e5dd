"""The policy, as register.json holds it."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from inwriting.publish.published.shared import (
    Count,
    Day,
    Email,
    GateEffect,
    Id,
    IdOrNone,
    Published,
    PublishedPeriod,
    Reference,
    Text,
)

Days = Annotated[int, Meta(title="Days", description="Days.", ge=0)]
ToolOfferings = Annotated[
    tuple[Reference, ...],
    Meta(title="Tool offerings", description="The offerings that the tool may be."),
]


class PublishedFirm(Published, frozen=True):
    """Whose register this is."""

    name: Text
    fictional: bool
    """Whether the firm is made up."""
    contact: Email
    """Whom to ask."""


class PublishedDemand(Published, frozen=True):
    """What a data class demands of one question."""

    question: Id
    own: bool
    """Whether this very class writes it; else it comes from a lower one."""
    at_least: Id
    """The worst answer that is still good enough."""
    at_most: PublishedPeriod | None
    notice_at_least: PublishedPeriod | None
    authority: IdOrNone
    """How strong the document must be, when stricter than the question says."""
    data: tuple[Id, ...]
    """For which data; empty for all."""
    purposes: tuple[Id, ...]
    """For which purposes; empty for all."""
    places: tuple[Id, ...]
    """Where data may be; empty for anywhere."""
    refuses_residuals: tuple[Id, ...]
    """What may not be used in spite of the promise."""


class PublishedDataClass(Published, frozen=True):
    """A class of data with everything that it demands, that of the lower classes included."""

    id: Id
    name: Text
    meaning: Text
    signed_by: tuple[Id, ...]
    """The functions that must sign."""
    controls: tuple[Id, ...]
    """The firm's own controls that must be there."""
    needs_evidence_at_hand: bool
    """Whether the cited texts must be at hand."""
    demands: tuple[PublishedDemand, ...]
    """What it demands of each question."""


class PublishedAuthority(Published, frozen=True):
    """Documents of equal rank."""

    id: Id
    kinds: tuple[Id, ...]
    """The kinds of document."""


class PublishedFunction(Published, frozen=True):
    """One function."""

    id: Id
    signers: tuple[Text, ...]
    """The people who may sign for it."""


class PublishedTeam(Published, frozen=True):
    """One team."""

    id: Id
    name: Text
    region: IdOrNone


class PublishedClient(Published, frozen=True):
    """One client."""

    id: Id
    name: Text


class PublishedRegion(Published, frozen=True):
    """One region."""

    id: Id
    name: Text


class PublishedSensitiveUse(Published, frozen=True):
    """One use."""

    id: Id
    name: Text
    why: Text


class PublishedLimits(Published, frozen=True):
    """The policy's numbers, in days."""

    evidence_days: Mapping[Id, Days]
    """How old each kind of document may be."""
    evidence_warning_days: Count
    """Days before that."""
    exception_days: Count
    """Days."""
    exception_warning_days: Count
    """Days before one ends."""
    monitoring_days: Mapping[Id, Days]
    """Days between two looks at the logs at most, by data class."""


class PublishedSuppressions(Published, frozen=True):
    """The limits of suppressions."""

    longest: Count
    """Days from today to the last day at most."""
    fail_before_end: Count
    """Days before the end in which a suppression fails already."""


class RoleEffects(Published, frozen=True):
    """What a use that is not allowed does to the run, by its role."""

    runtime: GateEffect
    """In the software itself."""
    ci: GateEffect
    """In the pipeline that checks, builds or ships it."""
    developer_tool: GateEffect
    """By the people who write it."""
    optional: GateEffect
    """In the software, when an extra, a feature or a profile is chosen."""
    test: GateEffect
    """In its tests only."""
    example: GateEffect
    """In its examples only."""
    local: GateEffect
    """On the machine itself; no data leave."""
    transitive: GateEffect
    """Only a lock file names it."""


class PublishedGateException(Published, frozen=True):
    """One tool or offering that repositories may use for a while."""

    id: Id
    tool: Annotated[str, Meta(max_length=253)]
    """The tool's id or an endpoint's host; empty when it is for an offering."""
    offering: Annotated[str, Meta(max_length=129)]
    """The offering; empty when it is for a tool."""
    data_class: Id
    """The highest data class that it holds for."""
    owner: Text
    """Who answers for it."""
    approved_by: Text
    """Who allowed it."""
    reason: Text
    """Why it is accepted."""
    granted: Day
    """The first day."""
    expires: Day
    """The last day."""
    proper: bool
    """Whether it was allowed as the policy asks: by an approver who is not its owner, for no longer
    than exceptions may last, under a name of its own."""


class PublishedGate(Published, frozen=True):
    """What other repositories are held to when they run `inwriting gate`."""

    data_class: Id
    """The data class of a repository that names none."""
    register_days: Annotated[int, Meta(ge=1)]
    """Days after the day of judgement after which nothing can be judged by this any more."""
    undetermined_blocks_from: Id
    """The lowest data class for which a next hop that no file tells blocks."""
    suppressions: PublishedSuppressions
    """The limits of suppressions."""
    roles: RoleEffects
    """What a use that is not allowed does to the run, by its role."""
    rules: Mapping[Id, GateEffect]
    """What a rule does, where that is not the usual."""
    offerings: Mapping[Id, ToolOfferings]
    """Which offerings a tool is, where its footprint says something else."""
    exceptions: tuple[PublishedGateException, ...]
    """Uses in repositories that the firm accepts for a while."""

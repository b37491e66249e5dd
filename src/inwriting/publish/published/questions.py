"""Questions, frameworks and checks, as register.json holds them."""

from typing import Annotated

from msgspec import Meta

from inwriting.publish.published.shared import (
    Count,
    Day,
    EffectWord,
    Id,
    IdOrNone,
    Published,
    StandingWord,
    Text,
    one_of,
)


class PublishedValue(Published, frozen=True):
    """One possible answer."""

    id: Id
    standing: StandingWord
    meaning: Text


class PublishedField(Published, frozen=True):
    """One key of a statement."""

    id: Id
    needed_with: tuple[Id, ...]
    """The answers with which it must be there."""
    meaning: Annotated[str, Meta(max_length=300)]
    """What it tells on this question; empty where that is the same for every question."""


class FrameworkReference(Published, frozen=True):
    """Requirements of one framework."""

    framework: Id
    requirements: tuple[Text, ...]
    """Their numbers."""


class PublishedQuestion(Published, frozen=True):
    """One question of the register."""

    id: Id
    title: Text
    asked_of: Annotated[str, one_of("vendor", "firm")]
    """vendor or firm."""
    ask: Text
    """The wording to send."""
    good_answer: Text
    """What a good answer contains."""
    functions: tuple[Id, ...]
    """Who cares."""
    risks: tuple[Id, ...]
    """What is at stake."""
    proof: IdOrNone
    """What proves an answer: promise, setting or fact."""
    authority: IdOrNone
    """The weakest level that suffices."""
    derived_from: IdOrNone
    """Where its answer comes from, when nobody writes it."""
    data: tuple[Id, ...]
    """Its kinds of data."""
    purposes: tuple[Id, ...]
    """Its purposes."""
    values: tuple[PublishedValue, ...]
    """The possible answers, the best for the customer first."""
    fields: tuple[PublishedField, ...] | None
    """What a statement on it can tell besides the answer; null where the question does not say, and
    it can be anything."""
    frameworks: tuple[FrameworkReference, ...]
    """The requirements that ask the same."""


class PublishedRequirement(Published, frozen=True):
    """One requirement, in own words."""

    number: Text
    meaning: Text
    source: Text
    source_kind: Text


class PublishedFramework(Published, frozen=True):
    """One framework in one version."""

    id: Id
    name: Text
    version: Text
    requirements: tuple[PublishedRequirement, ...]
    """Its requirements."""


class PublishedFrameworks(Published, frozen=True):
    """Which requirement of which framework asks what, in the register's own words."""

    read_on: Day
    cautions: tuple[Text, ...]
    """What a reader must know of the entries."""
    entries: tuple[PublishedFramework, ...]
    """The frameworks."""


class PublishedCheck(Published, frozen=True):
    """One check."""

    id: Id
    title: Text
    """What is wrong when it finds something."""
    why: Text
    """Why that matters."""
    fix: Text
    """What to do."""
    group: Id
    effect: EffectWord
    blocks_merge: bool
    """Whether its findings block a change of the register unless they say otherwise."""
    risks: tuple[Id, ...]
    """What its findings endanger; empty for the question's."""
    findings: Count
    """How many it has now."""

"""The companies behind an offering, as register.json holds them."""

from typing import Annotated

import msgspec
from msgspec import Meta

from inwriting.publish.published.shared import (
    AT_LEAST_ONE,
    Count,
    FindingNumber,
    Id,
    Published,
    PublishedCell,
    PublishedPeriod,
    Text,
)

CompanyNumber = Annotated[
    int,
    Meta(
        title="Company number",
        description="The place of a company in the list of companies, counted from 0.",
        ge=0,
    ),
]


class ChainCompany(Published, frozen=True):
    """A company that gets data."""

    name: Text
    """The name of its offering; that of the company itself where the register does not have it."""
    company: Text
    """The company's name."""
    offering: Annotated[str, Meta(max_length=200)]
    """The reference of its offering; empty when the register does not have it."""


class ChainPass(Published, frozen=True):
    """One entry."""

    from_: Count = msgspec.field(name="from")
    """The number of the company that passes it on."""
    to: Count
    """The number of the company that gets it."""
    role: Id
    data: tuple[Id, ...]
    """The kinds of data that go this way. Nobody passes on what it does not get."""
    places: tuple[Id, ...]
    """Where it is processed there."""
    retention: PublishedPeriod | None
    outside_register: Text
    """Why no dossier of the company is there; empty when it has one."""
    clause: Text
    """Document and clause that name it."""
    findings: tuple[FindingNumber, ...]
    """The findings on this entry."""


class WeakerPath(Published, frozen=True):
    """One company and the cells of which it is true."""

    question: Id
    path: tuple[CompanyNumber, ...]
    """The numbers of the companies on the way, from the offering to this one."""
    cells: Annotated[tuple[PublishedCell, ...], AT_LEAST_ONE]
    """The cells that this is the answer of."""
    says: Id
    behind: Id


class PublishedChain(Published, frozen=True):
    """The companies behind an offering that the register knows, and what they pass on."""

    companies: Annotated[tuple[ChainCompany, ...], AT_LEAST_ONE]
    """The offering itself first, then the companies of the register, the nearest first, then the
    others. They are named by their number in this list, from 0."""
    passes: tuple[ChainPass, ...]
    """Each entry of a dossier through which data goes from one company to another."""
    weaker: tuple[WeakerPath, ...]
    """For each question on which the worst answer in the chain counts: the company behind it that
    promises least, where that is less than the offering does."""

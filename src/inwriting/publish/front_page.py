"""The front page: search a tool and see the answer, and the state of the whole register.

Everything is looked up in register.json's data. The verdict for a team is put beside the one for
everybody here, so that the page's script only has to show it.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from inwriting.publish.alternatives import USABLE, AlternativesLookup, InsteadOf
from inwriting.publish.charts import verdict_chart
from inwriting.publish.escape import Markdown, escape, file_stem, ident
from inwriting.publish.links import Links
from inwriting.publish.published.history import PublishedChange, PublishedHistory
from inwriting.publish.published.offering import PublishedOffering
from inwriting.publish.published.register import PublishedDeadline, PublishedRegister
from inwriting.publish.published.vendor import PublishedVendor
from inwriting.publish.render import render
from inwriting.publish.words import VERDICTS, listed, spaced

_MEANINGS = {
    "allowed": "Everything the policy demands is in writing.",
    "conditional": "If you follow the conditions on its page.",
    "paused": "Something is unknown, unclear or unsigned.",
    "refused": "We know what happens to the data, and it does not meet the policy.",
}
SOON_DAYS = 60
"""What runs out within so many days is shown on the front page."""
MOST = 8
"""How many changes and how many deadlines the front page shows at most."""


@dataclass(frozen=True, slots=True)
class VerdictCell:
    """What holds for one class of data."""

    id: str
    name: str
    verdict: str
    teams: Sequence[tuple[str, str]]
    """The teams with another verdict, and the verdict."""


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One offering in the front page's table."""

    vendor: PublishedVendor
    offering: PublishedOffering
    cells: Sequence[VerdictCell]
    instead: InsteadOf | None

    @property
    def page(self) -> Markdown:
        """The address of its page."""
        return page_address(self.offering.reference)

    @property
    def vendor_page(self) -> Markdown:
        """The address of its vendor's page."""
        return Markdown(f"vendors/{ident(self.vendor.id)}/index.html")

    @property
    def ask(self) -> Markdown:
        """The address where one asks for it."""
        return Markdown(f"ask.html#offering={_reference(self.offering.reference)}")

    @property
    def words(self) -> str:
        """The words by which it is found."""
        item = self.offering
        ids = (spaced(item.kind), listed(item.tiers), listed(item.surfaces))
        return " ".join((item.name, self.vendor.name, item.reference, *ids))


@dataclass(frozen=True, slots=True)
class ClassesMoved:
    """Classes of data that moved alike."""

    was: str
    now: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferingMoves:
    """All that one commit moved of an offering."""

    change: PublishedChange
    """The first change of them."""
    moves: tuple[ClassesMoved, ...]


def front_page(register: PublishedRegister, history: PublishedHistory) -> Iterator[tuple[str, str]]:
    """Yield path and content of the page; *history* is what history.json holds."""
    classes = {item.id: item.name for item in register.data_classes}
    deadlines, changes = _soon(register), _changes(history)
    offerings = [item for vendor in register.vendors for item in vendor.offerings]
    references = {item.reference for item in offerings}

    def linked(reference: str, name: str) -> Markdown:
        """Return a link in HTML to the offering *reference*; *name* alone when it has no page."""
        if reference not in references:
            return escape(name)
        return Markdown(f'<a href="{page_address(reference)}">{escape(name)}</a>')

    yield (
        "index.md",
        render(
            "index.md.j2",
            register=register,
            history=history,
            links=Links(register, 0),
            meanings=_MEANINGS,
            usable=USABLE,
            rows=_rows(register),
            linked=linked,
            class_names=classes,
            vendor_names={item.id: item.name for item in register.vendors},
            chart=verdict_chart(classes, msgspec.to_builtins(register.counts.verdicts)),
            changes=changes[:MOST],
            more_changes=len(changes[MOST:]),
            deadlines=deadlines[:MOST],
            more_deadlines=len(deadlines[MOST:]),
            soon_days=SOON_DAYS,
            tiers=list(dict.fromkeys(name for item in offerings for name in item.tiers)),
            surfaces=list(dict.fromkeys(name for item in offerings for name in item.surfaces)),
        ),
    )


def _rows(register: PublishedRegister) -> list[ProductRow]:
    """Return the register's rows: what may be used for most data first."""
    alternatives = AlternativesLookup(register)
    rows = [
        ProductRow(
            vendor=vendor,
            offering=offering,
            cells=tuple(
                VerdictCell(
                    item.id,
                    item.name,
                    offering.verdicts[item.id].verdict,
                    _teams(register, offering, item.id),
                )
                for item in register.data_classes
            ),
            instead=alternatives.to(offering),
        )
        for vendor in register.vendors
        for offering in vendor.offerings
    ]
    return sorted(rows, key=_order)


def _order(row: ProductRow) -> tuple[int, int, str, str]:
    words = [cell.verdict for cell in row.cells]
    usable = sum(word in USABLE for word in words)
    return -usable, sum(map(VERDICTS.index, words)), row.vendor.name, row.offering.name


def page_address(reference: str) -> Markdown:
    """Return the address of the built page of the offering *reference*, from the front page."""
    vendor, _, offering = reference.partition("/")
    return Markdown(f"vendors/{ident(vendor)}/{file_stem(offering)}.html")


def _reference(reference: str) -> Markdown:
    vendor, _, offering = reference.partition("/")
    return Markdown(f"{ident(vendor)}/{ident(offering)}")


def _teams(
    register: PublishedRegister, offering: PublishedOffering, data_class: str
) -> list[tuple[str, str]]:
    """Return the teams with another verdict than everybody, and the verdict.

    A team works in its own region, as where the register is asked. Whoever has several entries
    takes the worst.
    """
    general = offering.verdicts[data_class].verdict
    found = []
    for team in register.teams:
        words = [general] + [
            item.verdict
            for item in offering.narrowed
            if item.data_class == data_class
            and not item.client
            and item.team in {"", team.id}
            and item.region in {"", team.region}
        ]
        worst = max(words, key=VERDICTS.index)
        if worst != general:
            found.append((team.id, worst))
    return found


def _changes(history: PublishedHistory) -> list[OfferingMoves]:
    """Return the changes, the newest first, with all that one commit moved of an offering in one.

    Classes of data that moved alike are named together.
    """
    found: dict[tuple[str, str], list[PublishedChange]] = {}
    for item in history.changes:
        found.setdefault((item.commit, item.offering), []).append(item)
    return [OfferingMoves(changes[0], _moves(changes)) for changes in found.values()]


def _moves(changes: Iterable[PublishedChange]) -> tuple[ClassesMoved, ...]:
    ways: dict[tuple[str, str], list[str]] = {}
    for item in changes:
        ways.setdefault((item.was, item.now), []).append(item.data_class)
    return tuple(ClassesMoved(was, now, tuple(names)) for (was, now), names in ways.items())


def _soon(register: PublishedRegister) -> list[PublishedDeadline]:
    """Return what is overdue or runs out soon, the earliest first."""
    last = datetime.date.fromisoformat(register.judged_on) + datetime.timedelta(days=SOON_DAYS)
    return [item for item in register.deadlines if item.on <= str(last)]

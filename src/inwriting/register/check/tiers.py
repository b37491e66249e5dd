"""Tiers and surfaces that a statement treats alike."""

from collections.abc import Iterable

from inwriting.register.model.dossier import Statement
from inwriting.register.model.register import Vendor


def first_and_count(titles: Iterable[str]) -> str:
    """Return the first of *titles*, with the others counted when they are several."""
    first, *rest = titles
    return f"{first} and {len(rest)} more questions" if len(rest) > 1 else ", ".join([first, *rest])


def tiers_covered(statement: Statement, vendor: Vendor) -> str:
    """Return the several tiers or surfaces that the statement covers; empty for one of each."""
    named = frozenset(statement.scope.offerings)
    covered = [offering for offering in vendor.offerings if offering.id in named]
    tiers = sorted({tier for offering in covered for tier in offering.tiers})
    surfaces = sorted({surface for offering in covered for surface in offering.surfaces})
    words = [" and ".join(part) for part in (tiers, surfaces) if len(part) > 1]
    return ", and for ".join(f"{part} alike" for part in words)

"""The page "Propose a vendor": a form made from the dossier's schema."""

from collections.abc import Iterator
from typing import Any

from inwriting.publish.links import Links
from inwriting.publish.render import render


def propose_page(register: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield path and content of the page and of what it needs."""
    yield "propose.md", render("propose.md.j2", register=register, links=Links(register, 0))

"""The page "Can I use it?": choose tool, data, team, client and region, and read the answer."""

from collections.abc import Iterator
from typing import Any

from inwriting.publish.links import Links
from inwriting.publish.render import render


def ask_page(register: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield path and content of the page and of the data that it reads."""
    yield "ask.md", render("ask.md.j2", register=register, links=Links(register, 0))

"""The front page: search a tool and see the answer, and the state of the whole register."""

from collections.abc import Iterator
from typing import Any

from inwriting.publish.links import Links
from inwriting.publish.render import render

_MEANINGS = {
    "allowed": "Yes: everything that the policy demands is in writing.",
    "conditional": "Yes, if the conditions on its page are kept.",
    "paused": "Not yet: something is not known, unclear or not signed.",
    "refused": "No: we know what happens to the data, and it does not meet the policy.",
}


def front_page(register: dict[str, Any], history: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield path and content of the page; *history* is what history.json holds."""
    del history
    links = Links(register, 0)
    yield "index.md", render("index.md.j2", register=register, links=links, meanings=_MEANINGS)

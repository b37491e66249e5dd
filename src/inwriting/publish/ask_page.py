"""The page "Can I use it?": choose tool, data, team, client and region, and read the answer.

What it answers with is made by ``ask_json``; this is the form, and the text for browsers in which
no script runs.
"""

from collections.abc import Iterator

from inwriting.publish.escape import Markdown, file_stem, ident
from inwriting.publish.published.register import PublishedRegister
from inwriting.publish.render import render


def ask_page(register: PublishedRegister) -> Iterator[tuple[str, str]]:
    """Yield path and content of the page."""
    pages = {
        offering.reference: Markdown(f"vendors/{ident(vendor.id)}/{file_stem(offering.id)}.html")
        for vendor in register.vendors
        for offering in vendor.offerings
    }
    yield "ask.md", render("ask.md.j2", register=register, pages=pages)

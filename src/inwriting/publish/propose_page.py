"""The page "Propose a vendor": a form made from the dossier's schema."""

from collections.abc import Iterator
from typing import Any

from inwriting.publish.dossier_text import FIRST_LINE, NOT_LOOKED_FOR
from inwriting.publish.links import Links
from inwriting.publish.propose_form import form_fields, id_field
from inwriting.publish.propose_html import form_html
from inwriting.publish.render import render
from inwriting.publish.repository import NOWHERE, Repository
from inwriting.register.load.declared_questions import declared_by
from inwriting.register.load.schemas import schema
from inwriting.register.load.text import LARGEST_FILE, hidden_class

LONGEST_ADDRESS = 8000
"""The longest address, in characters, that browsers and GitHub both take."""


def propose_page(
    register: dict[str, Any], repository: Repository = NOWHERE
) -> Iterator[tuple[str, str]]:
    """Yield path and content of the page and of what it needs.

    *repository* is where the register lives, if it is on GitHub.
    """
    dossier = schema("dossier", declared_by(register["questions"]))
    taken = sorted(
        {*(vendor["id"] for vendor in register["vendors"]), *register["unusable-vendors"]}
    )
    yield (
        "propose.md",
        render(
            "propose.md.j2",
            register=register,
            links=Links(register, 0),
            form=form_html(form_fields(dossier, register), id_field(dossier), taken),
            repository=repository,
            note=NOT_LOOKED_FOR,
            first_line=FIRST_LINE,
            hidden=hidden_class(),
            largest=LARGEST_FILE,
            longest_address=LONGEST_ADDRESS,
        ),
    )

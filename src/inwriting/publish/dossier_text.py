"""The text of a dossier in which every question is still open."""

import json
import re
from typing import Any

from inwriting.resources import shipped

NOT_LOOKED_FOR = "Not looked for yet."
"""What a dossier says on a question that nobody has looked into."""
FIRST_LINE = "# yaml-language-server: $schema=../../schemas/dossier.schema.json"
"""The comment by which editors find the schema."""
_NO_TEXT = re.compile(r"(true|false|null)\Z")


def open_dossier(values: dict[str, Any]) -> str:
    """Return the dossier that the starter's template makes of *values*.

    They are name, basis, owner_name, owner_email, website, note (each text; the last two may be
    empty), offerings (id, name, kind, tiers, surfaces, note) and questions (id, title).
    """
    from jinja2 import Environment, StrictUndefined

    # YAML and not HTML is written here: `quoted` makes any text a YAML string.
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701
    environment.filters["quoted"] = _quoted
    environment.filters["key"] = _key
    template = shipped("templates") / "register/dossier.yaml.j2"
    return environment.from_string(template.read_text(encoding="utf-8")).render(
        {**values, "not_looked_for": NOT_LOOKED_FOR}
    )


def _quoted(text: str) -> str:
    """Return *text* as a YAML string in double quotes; JSON's strings are such."""
    return json.dumps(text, ensure_ascii=False)


def _key(name: str) -> str:
    """Return the id *name* as a key, in quotes where YAML would not take it for text."""
    return _quoted(name) if _NO_TEXT.match(name) else name

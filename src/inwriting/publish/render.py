"""Templates in which everything is escaped unless it was made as Markdown here."""

import functools
import re
from pathlib import Path
from typing import Any

import jinja2

from inwriting.publish import escape, words
from inwriting.publish.links import source_link

TEMPLATES = Path(__file__).parent / "templates"
_BLANK_LINES = re.compile(r"\n{3,}")


def render(template: str, **context: Any) -> str:
    """Return the page that *template* makes of *context*."""
    text = _environment().get_template(template).render(**context)
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def escaped(value: object) -> str:
    """Return *value* as it may be printed: Markdown as it is, text and numbers escaped.

    Raises TypeError for anything else, which would print what nobody meant to show.
    """
    if isinstance(value, escape.Markdown):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        message = f"a template prints {value!r}, which is neither text nor a number"
        raise TypeError(message)
    return escape.escape(str(value))


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        # Not Jinja's: HTML-escaped text is still Markdown. `finalize` sees all that is printed.
        autoescape=False,  # noqa: S701
        finalize=escaped,
        keep_trailing_newline=True,
        loader=jinja2.FileSystemLoader(TEMPLATES),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(
        block=escape.block,
        code=escape.code,
        front_matter=escape.front_matter,
        id=escape.ident,
        link=escape.link,
        cells=words.cells,
        dates=words.dates,
        demand=words.demand,
        details=words.details,
        heading=words.heading,
        listed=words.listed,
        period=words.period,
        scope=words.scope,
        sentence=words.sentence,
        source=source_link,
        spaced=words.spaced,
    )
    environment.globals.update(
        anchor=escape.anchor,
        badge=words.badge,
        DEADLINES=words.DEADLINES,
        EFFECTS=words.EFFECTS,
        PLAIN_VERDICTS=words.PLAIN_VERDICTS,
        VERDICTS=words.VERDICTS,
    )
    return environment

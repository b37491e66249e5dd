"""Marked documents as one local HTML page: no scripts, nothing from elsewhere, all text escaped."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2

from inwriting.evidence.citing.marked_document import Marked
from inwriting.output.evidence_text import STATES


def page_html(vendor: str, pages: Sequence[Marked], questions: dict[str, str]) -> str:
    """Return one page that shows *pages* of *vendor*; *questions* are titles by id."""
    environment = jinja2.Environment(
        autoescape=True,
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("evidence.html.j2").render(
        vendor=vendor,
        documents=[_shown(number, page) for number, page in enumerate(pages, 1)],
        questions=questions,
    )


def _shown(number: int, page: Marked) -> dict[str, Any]:
    text = page.document.text.text
    first: set[int] = set()
    pieces = []
    for start, end, covering in page.segments():
        begins = [mark for mark in covering if mark not in first]
        first.update(begins)
        pieces.append({"text": text[start:end], "marks": covering, "begins": begins})
    return {
        "number": number,
        "document": page.document,
        "pieces": pieces,
        "marks": [
            {"mark": mark, "state": STATES[mark.state][0], "fine": mark.start >= 0}
            for mark in page.marks
        ],
        "uncited": page.uncited,
    }

"""Keeps pictures, and tables that say the same, as they are while a page is converted.

Markdown leaves them as they are too, after it has read each of their many elements several times:
that is a third of its work on the page of an offering. The site is the same without this.
"""

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions import Extension  # type: ignore[import-untyped]
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped]

_MADE = (
    ('<div class="iw-frame" ', "</svg></div>"),
    ('<details class="iw-fold iw-same"><summary>', "</table></details>"),
)
"""How lines begin and end that are HTML alone, made here; see matrix.md.j2 and pictures.py."""
_BEFORE_ALL_THAT_READS_MARKUP = 22


class Pictures(Extension):  # type: ignore[misc]
    """The extension of Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library names it
        """Have pictures kept before anything reads them."""
        md.preprocessors.register(_Keeping(md), "pictures", _BEFORE_ALL_THAT_READS_MARKUP)


class _Keeping(Preprocessor):  # type: ignore[misc]
    def run(self, lines: list[str]) -> list[str]:
        """Put a mark in place of each that is a paragraph of its own on one line.

        What somebody wrote is escaped, and so neither begins nor ends like one.
        """
        around = ["", *lines, ""]
        return [
            self.md.htmlStash.store(f"{line}\n") if not above + below and _is_made(line) else line
            for above, line, below in zip(around, lines, around[2:], strict=False)
        ]


def _is_made(line: str) -> bool:
    return any(line.startswith(begin) and line.endswith(end) for begin, end in _MADE)

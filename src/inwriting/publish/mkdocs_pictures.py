"""Keeps pictures as they are while a page is converted, at once.

Markdown leaves them as they are too, after it has read each of their many elements several times:
that is a third of its work on the page of an offering. The site is the same without this.
"""

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions import Extension  # type: ignore[import-untyped]
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped]

_BEGIN = '<div class="iw-frame" '
_END = "</svg></div>"
_BEFORE_ALL_THAT_READS_MARKUP = 22


class Pictures(Extension):  # type: ignore[misc]
    """The extension of Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library names it
        """Have pictures kept before anything reads them."""
        md.preprocessors.register(_Keeping(md), "pictures", _BEFORE_ALL_THAT_READS_MARKUP)


class _Keeping(Preprocessor):  # type: ignore[misc]
    def run(self, lines: list[str]) -> list[str]:
        """Put a mark in place of each picture that is a paragraph of its own on one line.

        What somebody wrote is escaped, and so neither begins nor ends like one.
        """
        around = ["", *lines, ""]
        return [
            self.md.htmlStash.store(f"{line}\n")
            if line.startswith(_BEGIN) and line.endswith(_END) and not above + below
            else line
            for above, line, below in zip(around, lines, around[2:], strict=False)
        ]

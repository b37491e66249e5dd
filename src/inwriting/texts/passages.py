"""Passages: how words are compared, so that a cited place can be found again.

Three forms of a text are compared.

- The *exact* form has every run of Unicode white space made one space (``str.split``, so U+00A0
  counts too) and its ends stripped.
- The *folded* form is the exact form of the text in which typography is made plain, as the table
  below says. It is the same for a printed page, a PDF and a web page that carry the same words.
- The *markup-free* form is the folded form of what remains when Markdown's marks, link targets and
  images' addresses are dropped, as markdown-it-py (a CommonMark parser) reads them: a changed link
  target or a word made bold changes the exact form and not this one.

| what | in the folded form |
| --- | --- |
| curly, low, angle and straight quotation marks, primes, backticks as quotes | ``'`` or ``"`` |
| hyphens, dashes, minus signs | ``-``; none at all between two letters, as in opt-out |
| a hyphen at the end of a line, as PDFs break words | gone, and the word is joined |
| soft hyphens, zero-width characters, byte order marks | gone |
| ligatures and full-width forms | their letters (Unicode's compatibility forms) |
| three dots in one character | three dots |
| letters with separate accents | one character (Unicode's NFKC) |
"""

import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_WHITE_IN_ASCII = "\t\n\v\f\r\x1c\x1d\x1e\x1f"
_WHITE = _WHITE_IN_ASCII + (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""All white space of Unicode but the space itself."""
_STRIKES = re.compile(r"</?(?:del|strike|s)\b", re.IGNORECASE)
"""The tags that unsay the words between them, and so are no mere markup."""
PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u00b4\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    }
)
"""What a character is made: a translation table; None is nothing at all."""
# A hyphen between letters says nothing: PDFs break words with one, and editors add and drop it.
HYPHEN = re.compile(r"(?<=[^\W\d_])-(?:[ \t]*\r?\n\s*)?(?=[^\W\d_])")
"""The hyphens that are dropped, with the line break behind them."""


def collapsed(text: str) -> str:
    """Return the exact form of *text*: white space collapsed, ends stripped.

    That is ``" ".join(text.split())``, five times as fast on a whole document.
    """
    for mark in _WHITE_IN_ASCII if text.isascii() else _WHITE:
        if mark in text:
            text = text.replace(mark, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def plain(text: str) -> str:
    """Return *text* in small letters, white space collapsed, apostrophes straight."""
    return collapsed(text).casefold().replace("’", "'")  # noqa: RUF001 - that is the sign


def folded(text: str) -> str:
    """Return the folded form of *text*."""
    words = text.translate(PLAIN)
    if not words.isascii():
        # Again, since a compatibility form may hold a mark that is made plain.
        words = unicodedata.normalize("NFKC", words).translate(PLAIN)
    return collapsed(HYPHEN.sub("", words) if "-" in words else words)


def markup_free(text: str) -> str:
    """Return the markup-free form of *text*, read as CommonMark."""
    return folded(" ".join(_words(_parser().parse(text))))


def digest_of(text: str) -> str:
    """Return ``sha256:`` and the hexadecimal SHA-256 of *text* in UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_bytes(content: bytes) -> str:
    """Return ``sha256:`` and the hexadecimal SHA-256 of *content*."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


@functools.cache
def _parser() -> "MarkdownIt":
    # It takes long to load, and few texts need it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _words(tokens: "list[Token]") -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_inline(token.children or []))
        elif token.type in {"fence", "code_block", "html_block"}:
            yield token.content


def _inline(tokens: "list[Token]") -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield "\n"
        elif token.type == "image":
            yield "".join(_inline(token.children or []))
        elif token.type in {"text", "code_inline", "text_special"} or (
            token.type == "html_inline" and _STRIKES.match(token.content)
        ):
            yield token.content

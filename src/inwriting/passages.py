"""Passages: how words are compared, so that a cited place can be found again.

Two forms of a text are compared. The *exact* form has every run of Unicode
white space made one space (``str.split``, so U+00A0 counts too) and its ends
stripped. The *markup-free* form is that of the text which remains when
Markdown's marks, link targets and images' addresses are dropped, as
markdown-it-py (a CommonMark parser) reads them: a changed link target or a
word made bold changes the exact form and not this one.
"""

import hashlib
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark")


def collapsed(text: str) -> str:
    """Return the exact form of *text*: white space collapsed, ends stripped."""
    return " ".join(text.split())


def markup_free(text: str) -> str:
    """Return the markup-free form of *text*, read as CommonMark."""
    return collapsed(" ".join(_words(_PARSER.parse(text))))


def digest_of(text: str) -> str:
    """Return ``sha256:`` and the hexadecimal SHA-256 of *text* in UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_bytes(content: bytes) -> str:
    """Return ``sha256:`` and the hexadecimal SHA-256 of *content*."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def _words(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_inline(token.children or []))
        elif token.type in {"fence", "code_block", "html_block"}:
            yield token.content


def _inline(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "image":
            yield "".join(_inline(token.children or []))
        elif token.type in {"text", "code_inline", "text_special"}:
            yield token.content

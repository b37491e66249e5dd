"""A text as the sentences that it says, each with what stands above it.

A document is read as CommonMark, so that marks, link targets and line breaks say nothing. Each
block is cut into sentences. A sentence keeps its heading and the words that lead into its list,
because "to train our models" says opposite things under "we may" and under "you may not".
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark")
LONGEST_SENTENCE = 4000
"""Characters of a sentence that are read at most; what is longer is cut there and goes on."""
_LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE)
_MAIL = re.compile(r"\[email[\s\u00a0]protected\]|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_TAG = re.compile(r"<[^<>]{1,200}>")
_MARKS = re.compile(r"[*_`#\\|\u2022\u25cf\u25aa\u00b7]+")
_ITEM = re.compile(
    r"^(?:\(?(?:[0-9]{1,3}|[a-z]|[ivx]{1,5})[.)]|(?:section|article)?\s?[0-9]{1,3}(?:\.[0-9]{1,3})+\.?)"
    r"(?=[\s\u00a0]|$)",
    re.IGNORECASE,
)
_STRUCK = re.compile(
    r"~~(?=\S).{1,2000}?(?<=\S)~~|<(del|strike|s)\b[^<>]{0,200}>.{0,2000}?</\1>",
    re.IGNORECASE | re.DOTALL,
)
"""Words that are struck out: the document does not say them."""
_STRIKES = re.compile(r"</?(?:del|strike|s)\b", re.IGNORECASE)
_RAISED = str.maketrans(
    dict.fromkeys("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079")
)
"""Marks of footnotes, which would join the number before them."""
_TOLD = re.compile(
    # Letters and digits, and the signs without which a number or a cell says something else.
    r"[^\W_]+|(?<=\d)\.(?=\d)|(?<=\d),(?=\d)(?!\d{3}(?!\d))|[<>](?=\s?\d)"
    r"|[%$\u2044\u00a3\u20ac\u00b1\u2260\u2264\u2265\u2713\u2717\u2610]"
)
_TICKS = str.maketrans(
    {
        **dict.fromkeys("\u2714\u2705\u2611\U0001f5f8\U0001f5f9", "\u2713"),
        **dict.fromkeys("\u2715\u2716\u2718\u2612\u274c\u274e\u00d7\U0001f6ab\u26d4", "\u2717"),
    }
)
"""What a yes and a no look like in the cell of a table."""
_LETTERED = re.compile(r"^\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,5})\)\s", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])")
_CELL = re.compile(r"\s*\|[\s|:-]*")
_NOT_AN_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|inc|ltd|co|corp|no|art|sec|st|u\.s|vs|etc|[A-Z])|\(?\b[0-9]{1,3}(?:\.[0-9]{1,3})*)\.$",
    re.IGNORECASE,
)
_QUOTES = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None,
        "\ufeff": None,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentSentence:
    """One sentence, or a piece of a list or table that stands for one."""

    text: str
    """Its words as they are shown to people."""
    plain: str
    """Its words as they are compared: no marks, no numbering, addresses as ``@`` and ``#``."""
    lead: str
    """What leads into it, plain: the words before its list; or empty."""
    heading: str
    """The nearest heading above it, plain; or empty."""
    start: int
    """Where its block begins in the document, in code points."""
    end: int
    """Where its block ends."""
    key: str
    """What decides whether two units say the same: letters, digits, and signs that tell."""

    @property
    def in_place(self) -> tuple[str, str]:
        """Its key and that of its lead: under another lead the same words say another thing."""
        return (self.key, spoken(self.lead))


def sentences_of(text: str) -> tuple[DocumentSentence, ...]:
    """Return the sentences of *text* in their order."""
    return tuple(_units(text))


def key_of(text: str) -> str:
    """Return what *text* tells, all small: what no mark or line break changes."""
    return spoken(plain(text))


def spoken(plain_text: str) -> str:
    """Return the letters and digits of *plain_text*, and the signs that change what they say.

    These are a decimal point, a percent sign, currencies, less and more, ticks and crosses.
    """
    return "".join(_TOLD.findall(plain_text))


def plain(text: str) -> str:
    """Return *text* as it is compared: one kind of quotation mark, no numbering, small letters."""
    folded = unicodedata.normalize("NFKC", text.translate(_RAISED))
    folded = _STRUCK.sub(" ", folded.translate(_QUOTES).translate(_TICKS))
    folded = _LINK.sub(" # ", _MAIL.sub(" @ ", folded))
    folded = " ".join(_MARKS.sub(" ", _TAG.sub(" ", folded)).split())
    return _unnumbered(folded).casefold()


def _unnumbered(text: str) -> str:
    while (found := _ITEM.match(text)) is not None:
        text = text[found.end() :].lstrip()
    return text


def _units(text: str) -> Iterator[DocumentSentence]:
    lines = _line_starts(text)
    heading = lead = ""
    below = 0
    tokens = _PARSER.parse(text)
    for position, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            below += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            below -= 1
        if token.type not in {"inline", "fence", "code_block", "html_block"} or not token.map:
            continue
        start, end = lines[token.map[0]], lines[min(token.map[1], len(lines) - 1)]
        words = " ".join(_shown(token).split())
        if not words:
            continue
        is_heading = position > 0 and tokens[position - 1].type == "heading_open"
        if is_heading:
            heading, lead = plain(words), ""
        for sentence in split_sentences(words):
            compared = plain(sentence)
            if compared:
                above = "" if is_heading else lead
                yield DocumentSentence(
                    sentence, compared, above, heading, start, end, spoken(compared)
                )
        if words.rstrip("*_ ").endswith(":"):
            lead = plain(words)[-600:]
        elif not below and not _continues(words):
            lead = ""


def _continues(words: str) -> bool:
    """Tell whether a block looks like one more item of the list above it."""
    return words.rstrip("*_ ").endswith((";", ",", "; and", "; or", ", and", ", or")) or bool(
        _LETTERED.match(words)
    )


def split_sentences(words: str) -> Iterator[str]:
    """Yield the sentences of one block's *words*; each cell of a table is read by itself."""
    for cell in _CELL.split(words):
        yield from _sentences(cell.strip())


def _sentences(words: str) -> Iterator[str]:
    begin = 0
    for found in _SENTENCE_ENDS.finditer(words):
        piece = words[begin : found.start()]
        if _NOT_AN_END.search(piece[-24:]):
            continue
        yield from _cut(piece.strip())
        begin = found.end()
    yield from _cut(words[begin:].strip())


def _cut(piece: str) -> Iterator[str]:
    for begin in range(0, len(piece), LONGEST_SENTENCE):
        yield piece[begin : begin + LONGEST_SENTENCE]


def _shown(token: Token) -> str:
    if token.type == "inline":
        return "".join(_inline(token.children or []))
    return _TAG.sub(" ", _STRUCK.sub(" ", token.content))


def _inline(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "image":
            yield "".join(_inline(token.children or []))
        elif token.type in {"text", "code_inline", "text_special"} or (
            token.type == "html_inline" and _STRIKES.match(token.content)
        ):
            yield token.content


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at != -1:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    starts.append(len(text))
    return starts

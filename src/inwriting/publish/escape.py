"""Text of other people in Markdown: always text, never markup.

Every mark of ASCII punctuation becomes a numeric character reference. Letters and digits alone
mean nothing to Markdown, to any of its extensions or to a template language, and a reference is
text wherever it stands: in a paragraph, a table, a heading or a quoted HTML attribute.
"""

import re
from urllib.parse import quote, urlsplit

_MARKS = re.compile(r"[!-/:-@\[-`{-~]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"\s")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_LONGEST_ID = 64
_URL_SAFE = "/:?#[]@!$&'*+,;=%~-._"


class Markdown(str):
    """Markdown that was made here, of parts that were escaped.

    Whatever is done to it other than printing gives plain text again, which is escaped anew: a
    mistake shows too much on the page and never runs.
    """

    __slots__ = ()


def plain(text: str) -> str:
    """Return *text* on one line, with a mark in place of what nobody would see."""
    return _HIDDEN.sub("\ufffd", " ".join(text.split()))


def escape(text: str) -> Markdown:
    """Return Markdown that shows *text* as it is, on one line."""
    return Markdown(_MARKS.sub(_reference, plain(text)))


def block(text: str) -> Markdown:
    """Return Markdown that shows *text* line by line, as code."""
    lines = (_SPACE.sub(" ", line.replace("\t", "    ")) for line in text.splitlines())
    content = "&#10;".join(_MARKS.sub(_reference, _HIDDEN.sub("\ufffd", line)) for line in lines)
    return Markdown(f"<pre><code>{content}</code></pre>")


def code(text: str) -> Markdown:
    """Return Markdown that shows *text* as a technical name."""
    return Markdown(f"<code>{escape(text)}</code>")


def front_matter(text: str) -> Markdown:
    """Return *text* for a page's title: HTML-escaped and quoted, since themes print it raw."""
    return Markdown(f'"{escape(text)}"')


def ident(text: str) -> Markdown:
    """Return the id *text*, which may stand in paths and anchors.

    Raises ValueError when it is no id.
    """
    if not _ID.match(text) or len(text) > _LONGEST_ID:
        message = f"{text[:80]!r} is not an id"
        raise ValueError(message)
    return Markdown(text)


def anchor(kind: str, text: str) -> Markdown:
    """Return the anchor of the thing with the id *text*, of a *kind* that keeps it apart.

    Raises ValueError when either is no id.
    """
    return Markdown(f"{ident(kind)}-{ident(text)}")


def file_stem(text: str) -> Markdown:
    """Return the name of the page of the id *text*, never that of a folder's own page.

    Raises ValueError when it is no id.
    """
    # No id ends with a hyphen, so this is nobody else's name.
    return Markdown("index-") if text == "index" else ident(text)


def link(text: str, address: str) -> Markdown:
    """Return a link to *address* that reads *text*; *text* alone when it is no web address."""
    safe = web_address(address)
    if not safe:
        return escape(text)
    target = _MARKS.sub(_reference, safe)
    return Markdown(f'<a href="{target}" rel="noopener noreferrer">{escape(text)}</a>')


def web_address(address: str) -> str:
    """Return *address* percent-encoded, or empty text when it is not one of the web."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    if not usable or _HIDDEN.search(address):
        return ""
    return quote(address, safe=_URL_SAFE)


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match.group())};"

"""What kind of document some bytes are: by what they begin with, held against their name."""

from enum import Enum
from pathlib import PurePosixPath
from typing import Final

from inwriting.evidence.capture.refusal import Reason, RefusedError


class FileKind(Enum):
    """The kinds that are read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    PACKAGE = "package"
    """A zip of parts: a Word document or an Excel workbook; the parts tell which."""
    MESSAGE = "message"


_BY_ENDING: Final = {
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".xhtml": FileKind.HTML,
    ".pdf": FileKind.PDF,
    ".docx": FileKind.PACKAGE,
    ".xlsx": FileKind.PACKAGE,
    ".eml": FileKind.MESSAGE,
}
MEDIA_TYPES: Final = {
    "text/markdown": FileKind.MARKDOWN,
    "text/x-markdown": FileKind.MARKDOWN,
    "text/plain": FileKind.TEXT,
    "text/html": FileKind.HTML,
    "application/xhtml+xml": FileKind.HTML,
    "application/pdf": FileKind.PDF,
    "application/x-pdf": FileKind.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": FileKind.PACKAGE,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": FileKind.PACKAGE,
    "message/rfc822": FileKind.MESSAGE,
}
"""The media types of documents that are read."""
UNTOLD: Final = frozenset({"", "application/octet-stream", "binary/octet-stream"})
"""Media types that say nothing."""

READ: Final = "Markdown, plain text, HTML, PDF, DOCX, XLSX and EML are read."
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_BEGINNINGS: Final = (b"<!doctype html", b"<html", b"<head", b"<body")


def kind_of(content: bytes, name: str, media_type: str = "") -> FileKind:
    """Return the kind of the document *content*, whose name and media type somebody gave.

    Raises RefusedError for a kind that is not read, and where name and content differ: a page that
    keeps programs out is often saved under a contract's name.
    """
    named = MEDIA_TYPES.get(media_type)
    if named is None or (named is FileKind.TEXT and media_type == "text/plain"):
        # Servers call Markdown, and much else, plain text.
        named = _BY_ENDING.get(PurePosixPath(name.casefold()).suffix, named)
    found = _by_content(content)
    if found is None and named in {FileKind.PDF, FileKind.PACKAGE}:
        raise _differs(name, content)
    if found is not None and named is not None and found is not named:
        # A saved page may begin with anything; a message or a text may hold a page's beginning.
        if found is FileKind.HTML and named in {FileKind.MESSAGE, FileKind.MARKDOWN, FileKind.TEXT}:
            return named
        raise _differs(name, content)
    kind = found or named
    if kind is None:
        raise RefusedError(
            Reason.UNKNOWN_KIND, f"{_shown(name)} is of a kind that is not read.", READ
        )
    return kind


def _by_content(content: bytes) -> FileKind | None:
    beginning = content[:2048]
    if b"%PDF-" in beginning[:1024]:
        return FileKind.PDF
    if beginning.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return FileKind.PACKAGE
    if beginning.startswith(_OLD_OFFICE):
        raise RefusedError(
            Reason.LOCKED,
            "It is an Office file that needs a password, or one of the old format.",
            "Open it, take the password off, and save it as DOCX, XLSX or PDF.",
        )
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(b"<?xml"):
        text = text.partition(b">")[2].lstrip()
    while text.startswith(b"<!--"):
        text = text.partition(b"-->")[2].lstrip()
    return FileKind.HTML if text.startswith(_HTML_BEGINNINGS) else None


def _differs(name: str, content: bytes) -> RefusedError:
    shown = "HTML" if _by_content(content) is FileKind.HTML else "something else"
    return RefusedError(
        Reason.DAMAGED,
        f"{_shown(name)} is not what its name says; it holds {shown}.",
        "Look at it: it may be a page that keeps programs out, or a broken download.",
    )


def _shown(name: str) -> str:
    return repr(name[-80:]) if name else "It"

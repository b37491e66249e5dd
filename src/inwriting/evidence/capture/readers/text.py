"""Plain text and Markdown: as they are."""

from inwriting.evidence.capture.readers.document_text import DocumentText, ReadOptions
from inwriting.evidence.capture.readers.encodings import decoded
from inwriting.evidence.capture.refusal import Reason, RefusedError


def read(content: bytes, task: ReadOptions) -> DocumentText:
    """Return the text of *content*."""
    text, encoding = decoded(content, task.charset, task.encoding)
    if not text.strip():
        raise RefusedError(Reason.NO_TEXT, "There is no text in it.", "Look at the document.")
    notes = () if encoding == "utf-8" else (f"It was read as {encoding}.",)
    return DocumentText(text, f"text ({encoding})", _title(text), notes)


def _title(text: str) -> str:
    """Return Markdown's first heading, when the text begins with it."""
    first = text.lstrip().partition("\n")[0].strip()
    return first.lstrip("#").strip() if first.startswith("# ") else ""

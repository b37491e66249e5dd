"""From a kind of document to its reader. Only what is needed is imported."""

import importlib
from collections.abc import Callable
from typing import Final

from inwriting.evidence.capture.file_kinds import FileKind
from inwriting.evidence.capture.readers.document_text import DocumentText, ReadOptions
from inwriting.evidence.capture.refusal import Reason, RefusedError

_READERS: Final = {
    FileKind.TEXT: "text",
    FileKind.MARKDOWN: "text",
    FileKind.HTML: "html",
    FileKind.PDF: "pdf",
    FileKind.PACKAGE: "zip_packages",
    FileKind.MESSAGE: "email_message",
}


def read_as(kind: FileKind, content: bytes, task: ReadOptions) -> DocumentText:
    """Return what the document *content* of *kind* says.

    Raises RefusedError, also when a library that reads it is not installed.
    """
    try:
        module = importlib.import_module(f"inwriting.evidence.capture.readers.{_READERS[kind]}")
        read: Callable[[bytes, ReadOptions], DocumentText] = module.read
        return read(content, task)
    except ImportError as error:
        raise RefusedError(
            Reason.NOT_INSTALLED,
            f"What reads documents of this kind is not installed ({error.name}).",
            'Install it: pip install "inwriting[evidence]".',
        ) from error

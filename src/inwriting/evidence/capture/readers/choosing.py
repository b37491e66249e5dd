"""From a kind of document to its reader. Only what is needed is imported."""

import importlib
from collections.abc import Callable
from typing import Final

from inwriting.evidence.capture.kinds import Kind
from inwriting.evidence.capture.readers.reading import Reading, Task
from inwriting.evidence.capture.refused import Reason, RefusedError

_READERS: Final = {
    Kind.TEXT: "text",
    Kind.MARKDOWN: "text",
    Kind.HTML: "html",
    Kind.PDF: "pdf",
    Kind.PACKAGE: "packages",
    Kind.MESSAGE: "message",
}


def read_as(kind: Kind, content: bytes, task: Task) -> Reading:
    """Return what the document *content* of *kind* says.

    Raises RefusedError, also when a library that reads it is not installed.
    """
    try:
        module = importlib.import_module(f"inwriting.evidence.capture.readers.{_READERS[kind]}")
        read: Callable[[bytes, Task], Reading] = module.read
        return read(content, task)
    except ImportError as error:
        raise RefusedError(
            Reason.NOT_INSTALLED,
            f"What reads documents of this kind is not installed ({error.name}).",
            'Install it: pip install "inwriting[evidence]".',
        ) from error

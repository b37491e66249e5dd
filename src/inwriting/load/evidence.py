"""The texts behind the documents, found by digest, never by name alone."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from inwriting.load.problem import Problem, UnusableInputError
from inwriting.load.source import Source
from inwriting.passages import digest_of_bytes

LARGEST_DOCUMENT = 8 * 1024 * 1024
"""The largest evidence text that is read, in bytes."""


class TextState(Enum):
    """What is known of a document's text."""

    AT_HAND = "at hand"
    NOT_AT_HAND = "not at hand"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """A document's text, or why there is none."""

    state: TextState
    text: str = ""
    """The text, when its state is AT_HAND."""
    reason: str = ""
    """Why it is altered or unreadable, in a few words."""


@dataclass(frozen=True, slots=True)
class Locker:
    """Folders of captured texts outside Git, read by content."""

    by_digest: dict[str, Path]
    """Every file of the folders under the digest of its bytes."""

    def find(self, digest: str) -> EvidenceText:
        """Return the text with *digest*, which is of the form sha256:…."""
        place = self.by_digest.get(digest)
        if place is None:
            return EvidenceText(TextState.NOT_AT_HAND)
        return _decoded(place.read_bytes(), digest)


def open_locker(folders: Iterable[Path]) -> Locker:
    """Return the texts in *folders* by digest.

    Raises UnusableInputError when a folder is missing or a file cannot be read: a locker that
    was named and is not there must not look like evidence that is merely elsewhere.
    """
    by_digest: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise UnusableInputError(
                (
                    Problem(
                        "--evidence",
                        0,
                        0,
                        f"The evidence folder {str(folder)!r} is not there.",
                        "Correct --evidence or INWRITING_EVIDENCE, or leave it out.",
                    ),
                )
            )
        for base, _, names in os.walk(folder):
            for name in sorted(names):
                place = Path(base, name)
                # A named pipe would be waited for without end.
                if place.is_symlink() or not place.is_file():
                    continue
                if place.stat().st_size > LARGEST_DOCUMENT:
                    continue
                by_digest.setdefault(digest_of_bytes(place.read_bytes()), place)
    return Locker(by_digest)


def read_evidence(source: Source, path: str, digest: str) -> EvidenceText:
    """Return the text of the evidence file at *path* in the register, held against *digest*."""
    try:
        content = source.read(path)
    except OSError as error:
        return EvidenceText(TextState.UNREADABLE, reason=error.strerror or str(error))
    if content is None:
        return EvidenceText(TextState.UNREADABLE, reason="there is no such file")
    if len(content) > LARGEST_DOCUMENT:
        return EvidenceText(TextState.UNREADABLE, reason="it is larger than 8 MiB")
    return _decoded(content, digest)


def _decoded(content: bytes, digest: str) -> EvidenceText:
    actual = digest_of_bytes(content)
    if actual != digest:
        return EvidenceText(TextState.ALTERED, reason=f"its digest is now {actual}")
    try:
        return EvidenceText(TextState.AT_HAND, content.decode("utf-8"))
    except UnicodeDecodeError:
        return EvidenceText(TextState.UNREADABLE, reason="it is not UTF-8 text")

"""What a reader is given, and what it returns."""

from dataclasses import dataclass

from inwriting.evidence.capture.limits import ExtractionLimits


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a document."""

    name: str
    """The file's name, or the address; hostile."""
    charset: str
    """The encoding that a server or a message declared; may be empty."""
    encoding: str
    """The encoding that a person gave, which wins; may be empty."""
    limits: ExtractionLimits
    depth: int = 0
    """How many messages this one lies inside."""


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document's text."""

    text: str
    extractor: str
    """What read it, with its version."""
    title: str = ""
    """What the document calls itself, where its format has a place for that."""
    notes: tuple[str, ...] = ()
    """What was left out or guessed, in sentences."""

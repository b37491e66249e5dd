"""How much reading one document may cost."""

from dataclasses import dataclass

from inwriting.register.load.document_texts import LARGEST_DOCUMENT


@dataclass(frozen=True, slots=True)
class ExtractionLimits:
    """Limits on one document; what exceeds one is refused."""

    size: int = 64 * 1024 * 1024
    """Bytes of the document as it comes."""
    text: int = LARGEST_DOCUMENT
    """Bytes of its text: what is larger, no check reads."""
    seconds: int = 60
    memory: int = 1536 * 1024 * 1024
    """Bytes that the reading process may hold; where the system has such a limit."""
    unpacked: int = 256 * 1024 * 1024
    """Bytes that its parts may unpack to, together."""
    parts: int = 5_000
    """Files in a package, cells of a row, parts of a message."""
    pages: int = 2_000
    depth: int = 4
    """Messages inside messages."""

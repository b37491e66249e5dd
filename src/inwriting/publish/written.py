"""How register.json and history.json are written: in order, in ASCII, and as their format says."""

import json
import re

import msgspec

from inwriting.publish.errors import BrokenPublicationError
from inwriting.publish.published.shared import Published

_NOT_PRINTABLE = re.compile(r"[^\n -~]+")


def written_as(name: str, document: Published) -> str:
    """Return *document* as the file *name* holds it, after it was read back as a reader reads it.

    Raises BrokenPublicationError when it breaks its format: then the tool itself is wrong.
    """
    encoded = msgspec.json.encode(document, order="sorted")
    try:
        # Nothing is held against the format when a struct is made, only when it is read.
        msgspec.json.decode(encoded, type=type(document))
    except msgspec.ValidationError as error:
        raise BrokenPublicationError(f"{name} breaks its own schema: {error}") from error
    text = msgspec.json.format(encoded, indent=2).decode("utf-8")
    return in_ascii(text) + "\n"


def in_ascii(text: str) -> str:
    """Return JSON with an escape in place of each character that is not ASCII."""
    return _NOT_PRINTABLE.sub(lambda match: json.dumps(match.group())[1:-1], text)

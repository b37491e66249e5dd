"""JSON as every command writes it: in ASCII, so that no text in it changes how it is read."""

import json
from typing import Any


def as_json(data: Any) -> str:
    """Return *data* as JSON in ASCII, ending with a line break."""
    text = json.dumps(data, indent=2, ensure_ascii=True, allow_nan=False) + "\n"
    # GitHub's runner obeys this wherever it stands in a line; it can stand in strings alone.
    return text.replace("##[", "\\u0023#[")

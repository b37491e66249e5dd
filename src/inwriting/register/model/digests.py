"""The digest that a sign-off is for: one state of dossier and use."""

import json
from typing import Any

import msgspec

from inwriting.texts.passages import digest_of, digest_of_bytes

_ENCODER = msgspec.json.Encoder(order="sorted")


def state_digest(dossier: dict[str, Any], use: dict[str, Any] | None) -> str:
    """Return the digest of *dossier* and *use*, both plain data.

    Layout and comments do not count, since they do not change what is agreed to. Nor does the
    day on which a document was last seen unchanged (``dates.checked``): looking again is no
    reason to sign again, a changed text has another digest.
    """
    documents = {
        name: {**item, "dates": {k: v for k, v in item["dates"].items() if k != "checked"}}
        for name, item in dossier["documents"].items()
    }
    state = {"dossier": {**dossier, "documents": documents}, "use": use}
    try:
        # The same bytes in a quarter of the time, for all that the schemas allow but this:
        return digest_of_bytes(_ENCODER.encode(state))
    except (TypeError, UnicodeEncodeError):
        # a key that is no text, or half a character.
        text = json.dumps(state, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return digest_of(text)

"""Names by which the parts of a bill of materials point at each other: stable, and never equal."""

import hashlib
import re

from cyclonedx.model.bom_ref import BomRef

from inwriting.output.safe import one_line

_PLAIN = re.compile(r"[A-Za-z0-9@._/:+~*-]+")
_MOST = 200


def reference(kind: str, *names: str) -> BomRef:
    """Return the reference of the part of *kind* that *names* name.

    A name that is not plain could make two references look alike, so a digest stands behind it.
    """
    text = kind + " through ".join(one_line(name) for name in names)
    if all(_PLAIN.fullmatch(name) for name in names) and len(text) <= _MOST:
        return BomRef(text)
    digest = hashlib.sha256("\0".join(names).encode("utf-8", "surrogatepass")).hexdigest()
    return BomRef(f"{text[:_MOST]} {digest[:16]}")

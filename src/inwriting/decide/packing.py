"""Findings of a vendor as few bytes, to be sent between processes and kept.

What is unpacked is checked type by type: bytes that are no findings raise ValueError.
"""

import functools
import zlib
from typing import TYPE_CHECKING

from inwriting.decide.outcome import Found

if TYPE_CHECKING:
    import msgspec

_LARGEST = 64 * 1024 * 1024
"""The most bytes that packed findings may unfold to."""


def pack(found: tuple[Found, ...]) -> bytes:
    """Return *found* as bytes."""
    import msgspec

    return zlib.compress(msgspec.msgpack.encode(found), 1) if found else b""


def unpack(packed: bytes) -> tuple[Found, ...]:
    """Return the findings in *packed*.

    Raises ValueError when it holds none.
    """
    if not packed:
        return ()
    unfolding = zlib.decompressobj()
    try:
        content = unfolding.decompress(packed, _LARGEST)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not unfolding.eof:
        message = "it is cut off, or far too large"
        raise ValueError(message)
    return _decoder().decode(content)


@functools.cache
def _decoder() -> "msgspec.msgpack.Decoder[tuple[Found, ...]]":
    import msgspec

    return msgspec.msgpack.Decoder(tuple[Found, ...])

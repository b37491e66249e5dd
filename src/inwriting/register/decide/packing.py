"""Findings of a vendor as few bytes, to be sent between processes and cached.

What is unpacked is checked type by type: bytes that are no findings raise ValueError.
"""

import json
import zlib

import msgspec

from inwriting.register.decide.cache import decoder
from inwriting.register.decide.outcome import Found

_USUAL, _ESCAPED = b"m", b"j"
_LARGEST = 64 * 1024 * 1024
"""The most bytes that packed findings may unfold to."""


def pack(found: tuple[Found, ...]) -> bytes:
    """Return *found* as bytes."""
    if not found:
        return b""
    try:
        content = _USUAL + msgspec.msgpack.encode(found)
    except UnicodeEncodeError:
        # A file's name may hold half a character, which only JSON can write down.
        content = _ESCAPED + json.dumps(msgspec.to_builtins(found)).encode("ascii")
    return zlib.compress(content, 1)


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
    try:
        return _decoded(content)
    except RecursionError as error:
        raise ValueError(str(error)) from error


def _decoded(content: bytes) -> tuple[Found, ...]:
    if content[:1] == _USUAL:
        found: tuple[Found, ...] = decoder(tuple[Found, ...]).decode(content[1:])
        return found
    return msgspec.convert(json.loads(content[1:]), tuple[Found, ...])

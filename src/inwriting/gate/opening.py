"""Files of a hostile tree, opened so that nothing but a plain file of the tree is read."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inwriting.gate.tree import File

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    # A pipe that took the file's place would hold up the run.
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_BYTE_ORDERS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UTF8_MARK = b"\xef\xbb\xbf"


@contextmanager
def opened(root: Path, file: File) -> Iterator[int]:
    """Open *file*, or what it leads to in the tree, and close it in the end.

    Raises OSError when it cannot be opened, or is no plain file any more.
    """
    handle = os.open(f"{root}/{file.target or file.path}", _FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "is not a plain file any more")
        yield handle
    finally:
        os.close(handle)


def everything(handle: int, size: int) -> bytes:
    """Return what can be read from *handle*, of which about *size* bytes are expected.

    Raises OSError when it cannot be read.
    """
    content = os.read(handle, size + 1)
    if len(content) == size:
        return content
    # It grew, shrank, or came in parts.
    parts = [content]
    while part := os.read(handle, 1 << 20):
        parts.append(part)
        if sum(map(len, parts)) > 2 * size + (1 << 20):
            raise OSError(errno.EFBIG, "grows while it is read")
    return b"".join(parts)


def as_utf8(content: bytes) -> bytes:
    """Return *content* without a byte order mark; UTF-16 becomes UTF-8."""
    if content.startswith(_UTF8_MARK):
        return content[len(_UTF8_MARK) :]
    if encoding := _BYTE_ORDERS.get(content[:2]):
        return content[2:].decode(encoding, "replace").encode("utf-8")
    return content


def is_utf16(beginning: bytes) -> bool:
    """Tell whether a file with this *beginning* says that it is in UTF-16."""
    return beginning[:2] in _BYTE_ORDERS

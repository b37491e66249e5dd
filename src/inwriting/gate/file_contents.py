"""Files of a hostile tree, opened so that nothing but a plain file of the tree is read."""

import errno
import os
import stat

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    # A pipe that took the file's place would hold up the run.
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_UTF8_MARK = b"\xef\xbb\xbf"
PEEKED = 4
"""How many bytes of a file's beginning tell how wide its letters are."""


def open_plain(path: str) -> int:
    """Open the plain file at *path* and return its handle, which the caller closes.

    Raises OSError when it cannot be opened, is a symbolic link, or is no plain file any more.
    """
    handle = os.open(path, _FLAGS)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "is not a plain file any more")
    return handle


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
    """Return *content* without a byte order mark; UTF-16 and UTF-32 become UTF-8."""
    if content.startswith(_UTF8_MARK):
        return content[len(_UTF8_MARK) :]
    mark, encoding = _wide(content)
    if encoding:
        return content[len(mark) :].decode(encoding, "replace").encode("utf-8")
    return content


def is_wide(beginning: bytes) -> bool:
    """Tell whether a file with this *beginning* is in UTF-16 or UTF-32."""
    return bool(_wide(beginning)[1])


def _wide(beginning: bytes) -> tuple[bytes, str]:
    """Return the mark at the beginning of a text with wide letters, and its encoding, or nothing.

    Git writes UTF-16 without a mark where an attribute asks for it, and readers of XML take it so.
    """
    if b"\0" not in beginning[:PEEKED] and beginning[:1] < b"\xfe":
        return b"", ""
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return mark, encoding
    match [byte > 0 for byte in beginning[:PEEKED]]:
        case [True, False, True, False]:
            return b"", "utf-16-le"
        case [False, True, False, True]:
            return b"", "utf-16-be"
        case _:
            return b"", ""

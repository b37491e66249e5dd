"""Whether a folder is untouched, by what the file system tells without a byte being read."""

import hashlib
import os
import struct

_RACY_NANOSECONDS = 2_000_000_000
"""A file that changed as short before it was looked at may change again without showing it."""
_FOUND = struct.Struct("<QQqqQ")


def fingerprint(folder: str, now: int, leaving_out: str = "") -> bytes:
    """Return what the file system tells of *folder* and everything in it.

    Two that are the same and not empty mean that nothing in it was written, added, renamed or
    taken away in between: the system notes by itself when a file was changed last, and nobody can
    set that. A fingerprint is empty, which stands for nothing, where the folder cannot be read,
    where something changed less than two seconds before *now* (in nanoseconds since 1970), or
    where the system does not note when a file changed. Folders named *leaving_out* do not count.
    """
    row = [os.fsencode(folder)]
    skipped = os.fsencode(leaving_out)
    try:
        # What came and went straight in the folder shows in the folder itself alone.
        top = os.stat(folder)  # noqa: PTH116 - pathlib takes longer to load than this to run
        newest = top.st_ctime_ns
        told = [_FOUND.pack(top.st_mode, top.st_size, top.st_mtime_ns, newest, top.st_ino)]
        while row:
            path = row.pop()
            told.append(path)
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.name == skipped:
                        continue
                    found = entry.stat(follow_symlinks=False)
                    changed = found.st_ctime_ns
                    if changed > newest:  # noqa: PLR1730 - twice as fast as max
                        newest = changed
                    told.append(
                        entry.name
                        + _FOUND.pack(
                            found.st_mode, found.st_size, found.st_mtime_ns, changed, found.st_ino
                        )
                    )
                    if entry.is_dir(follow_symlinks=False):
                        row.append(entry.path)
    except (OSError, struct.error):
        return b""
    # Windows calls the time of a file's making so.
    if os.name == "nt" or newest > now - _RACY_NANOSECONDS:
        return b""
    told.sort()
    return hashlib.blake2b(b"\0".join(told), digest_size=16).digest()

"""Write files atomically: whole or not at all."""

import os
import tempfile
from pathlib import Path

from inwriting.register.load.problem import Problem, UnusableInputError


def write_new(path: Path, text: str) -> None:
    """Write *text* to *path*, which must not exist yet.

    Raises UnusableInputError when it does, or when it cannot be written.
    """
    _write(path, text, new=True)


def write_over(path: Path, text: str, aside: Path | None = None) -> None:
    """Write *text* to *path*, replacing the file there.

    It is first written to *aside*, a folder on the same disk, or else beside *path*. Raises
    UnusableInputError when it cannot be written.
    """
    _write(path, text, new=False, aside=aside)


def _write(path: Path, text: str, *, new: bool, aside: Path | None = None) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=aside or path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(0o644 if new else path.stat().st_mode & 0o777)
            if new:
                # A link fails when the name is taken, also by somebody who was a moment faster.
                os.link(temporary, path)
            else:
                temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError as error:
        raise _unusable(path, "This file already exists and was not overwritten.") from error
    except OSError as error:
        raise _unusable(path, f"This file cannot be written: {error.strerror or error}.") from error


def _unusable(path: Path, message: str) -> UnusableInputError:
    fix = "Choose another name or folder, or edit the existing file."
    return UnusableInputError((Problem(path.as_posix(), 0, 0, message, fix),))

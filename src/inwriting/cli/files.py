"""Files written whole or not at all."""

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
    """Write *text* to *path* in place of what is there.

    Until it is whole it lies in *aside*, a folder on the same disk, or else beside *path*. Raises
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
        raise _unusable(path, "This file exists already, and is not overwritten.") from error
    except OSError as error:
        raise _unusable(path, f"The file cannot be written: {error.strerror or error}.") from error


def _unusable(path: Path, message: str) -> UnusableInputError:
    fix = "Choose another name or place, or edit the file that is there."
    return UnusableInputError((Problem(path.as_posix(), 0, 0, message, fix),))

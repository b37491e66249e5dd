"""A cache of answers to `inwriting ask`, so that a repeated question is answered at once.

The cache key holds everything the answer depends on: the question, the day, the terminal, the tool,
and what the file system says about every file in the register, the evidence and the locker. Touch
any of them and the answer is worked out again. This module imports nothing that is slow to load.
"""

import hashlib
import os
import sys
import time

from inwriting.file_state import fingerprint

_FORMAT = "1"
_WITH_VALUE = frozenset({"--data", "--team", "--client", "--region", "--format", "--as-of"})
_FOLDERS = ("vendors", "policy")
_ENVIRONMENT = ("INWRITING_EVIDENCE", "NO_COLOR", "TERM", "GITHUB_WORKSPACE", "CI_PROJECT_DIR")
_DIGEST_BYTES = 32
_MOST_ANSWERS = 500


class CachedAnswer:
    """Where the answer to one question is kept."""

    # No dataclass: those take long to load.

    __slots__ = ("_file",)

    def __init__(self, file: str) -> None:
        """Keep it in *file*."""
        self._file = file

    def read(self) -> tuple[str, int] | None:
        """Return the output and the exit code, or None if no complete entry exists."""
        try:
            with open(self._file, "rb") as stream:
                content = stream.read()
            answer = content[_DIGEST_BYTES:]
            if not answer or _sealed(self._file, answer) != content:
                return None
            return answer[1:].decode("utf-8", "surrogatepass"), int(answer[:1])
        except (OSError, ValueError):
            return None

    def keep(self, text: str, code: int) -> None:
        """Store the output and the exit code; do nothing if the disk cannot be written."""
        import contextlib
        import tempfile
        from pathlib import Path

        answer = f"{code:d}".encode("ascii") + text.encode("utf-8", "surrogatepass")
        folder = Path(self._file).parent
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", dir=folder)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(_sealed(self._file, answer))
                Path(name).replace(self._file)
            finally:
                Path(name).unlink(missing_ok=True)
            kept = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
            for path in kept[:-_MOST_ANSWERS]:
                path.unlink(missing_ok=True)


def cached_answer(arguments: list[str]) -> CachedAnswer | None:
    """Return where the answer to `inwriting` with *arguments* is cached.

    None means: work the answer out. That holds for anything but an ordinary question, and for a
    register that changed a moment ago.
    """
    given = _folders_named(arguments)
    if given is None or os.environ.get("INWRITING_LOCKER"):
        return None
    try:
        return _place(arguments, *given)
    except OSError:
        # The folder that this was asked in is gone, or the terminal is.
        return None


def _place(arguments: list[str], root: str, evidence: list[str]) -> CachedAnswer | None:
    import platformdirs

    cache = platformdirs.user_cache_dir("inwriting", appauthor=False)
    locker = os.path.join(platformdirs.user_data_dir("inwriting", appauthor=False), "locker")
    root = os.path.realpath(root)
    if os.path.realpath(cache).startswith(os.path.join(root, "")):
        # What lies in the register can come with a pull request: no proof of anything.
        return None
    checks = os.path.join(root, "checks")
    # They may come with the tool; and the usual locker is there only for who captures.
    optional = [name for name in (checks, locker) if os.path.lexists(name)]
    own = _own_folders()
    folders = [os.path.join(root, name) for name in _FOLDERS]
    folders += [*map(os.path.realpath, evidence), *optional, *own]
    told = [_FORMAT, *_circumstances(), *arguments, os.getcwd()]
    now = time.time_ns()
    for folder in folders:
        compiled = "__pycache__" if folder in {checks, *own} else ""
        found = b"" if os.path.islink(folder) else fingerprint(folder, now, compiled)
        if not found:
            return None
        told.append(f"{folder}\0{found.hex()}")
    key = "\0\0".join(told).encode("utf-8", "surrogatepass")
    return CachedAnswer(os.path.join(cache, "answers", hashlib.sha256(key).hexdigest()))


def _folders_named(arguments: list[str]) -> tuple[str, list[str]] | None:
    """Return the root and the evidence folders in *arguments*; None for no ordinary question."""
    if arguments[:1] != ["ask"]:
        return None
    root, evidence = ".", []
    rest = iter(arguments[1:])
    for argument in rest:
        name, has_value, value = argument.partition("=")
        if not name.startswith("-"):
            continue
        if name not in _WITH_VALUE and name not in {"--root", "--evidence"}:
            return None
        if not has_value:
            value = next(rest, "")
        if name == "--root":
            root = value
        elif name == "--evidence":
            evidence.append(value)
    named = os.environ.get("INWRITING_EVIDENCE", "").split(os.pathsep)
    return root, evidence or [name for name in named if name]


def _circumstances() -> list[str]:
    """Return what else the answer depends on: the day, the terminal, Python and its libraries."""
    told = [time.strftime("%Y-%m-%d", time.gmtime()), sys.version, sys.platform]
    told += [f"{name}={os.environ.get(name)}" for name in _ENVIRONMENT]
    if sys.stdout is not None and sys.stdout.isatty():
        told.append(str(os.get_terminal_size(sys.stdout.fileno())))
    for place in sys.path:
        try:
            told += [f"{place}/{name}" for name in os.listdir(place or ".") if "-info" in name]
        except OSError:
            continue
    return told


def _own_folders() -> list[str]:
    """Return the folders of the tool, and those of the files that came with it."""
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    shipped = os.path.join(package, "_shipped")
    if not os.path.isdir(shipped):
        shipped = os.path.dirname(os.path.dirname(package))
    return [package, os.path.join(shipped, "schemas"), os.path.join(shipped, "checks")]


def _sealed(name: str, content: bytes) -> bytes:
    """Return *content* behind a digest of it and of the name under which it is kept."""
    whole = os.path.basename(name).encode("utf-8") + b"\0" + content
    return hashlib.sha256(whole).digest() + content
